import type { ObjectRef } from '../manifest/identity';
import { annotationKeyProblems, labelNameProblems, objectNameProblems } from '../manifest/names';
import { isNamesake } from '../manifest/registry';
import type { Field } from './field';
import { checkLabels } from './primitives/labels';

/** The metadata of an object: its name, its namespace, its labels and annotations. */
export function checkMetadata(object: Field, { group, kind, namespace }: ObjectRef): void {
  const metadata = object.at('metadata');
  const name = metadata.at('name');
  const text = name.text ?? '';
  if (text !== '') {
    const rule = isNamesake(group, kind) ? '' : kind;
    for (const needs of objectNameProblems(rule, text)) name.misnamed(needs, 'choose another id or name');
  } else if (!name.isUnknown && metadata.at('generateName').isZero) {
    metadata.at('name').required('a name', 'give the object a name');
  }
  if (namespace !== undefined) {
    for (const needs of labelNameProblems(namespace))
      metadata.at('namespace').misnamed(needs, 'choose another namespace');
  }
  checkLabels(metadata.at('labels'));
  checkAnnotations(metadata.at('annotations'));
}

/** Keys of annotations, of an object or of a pod template. */
export function checkAnnotations(annotations: Field): void {
  for (const { key } of annotations.entries()) {
    for (const needs of annotationKeyProblems(key)) annotations.misnamed(needs, 'choose another key', key);
  }
}
