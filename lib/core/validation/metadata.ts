import type { ObjectRef } from '../manifest/identity';
import { annotationKeyProblems, labelNameProblems, qualifiedNameProblems } from '../manifest/names';
import { isBuiltinGroup } from '../manifest/registry';
import type { Field } from './field';
import generationSet from './generation-set.json';
import { checkObjectName } from './object-name';
import { utf8Length } from './primitives/bytes';
import { checkFinalizer } from './primitives/finalizers';
import { checkLabels } from './primitives/labels';
import { checkNonNegative } from './primitives/numbers';

/** What all annotations of an object may have together: 256 KiB. */
const LARGEST_ANNOTATIONS = 256 * 1024;
const VERSION = /^[^/]*\/?[^/]+$/;
/** Kinds whose generation the API server sets itself, whatever is written, and the minor version since when. */
const GENERATION_SET: ReadonlyMap<string, number> = new Map(Object.entries(generationSet));
/** Groups whose objects keep to the rules of custom resources, which know no finalizers of Kubernetes' own. */
const GENERIC_GROUPS = new Set([
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'coordination.k8s.io',
  'policy',
]);

/** The metadata of an object: its name, its namespace, its labels and annotations, its owners and finalizers. */
export function checkMetadata(object: Field, ref: ObjectRef): void {
  const { group, namespace } = ref;
  const metadata = object.at('metadata');
  if (metadata.isUnknown) return;
  checkObjectName(metadata, ref);
  if (namespace !== undefined) {
    for (const needs of labelNameProblems(namespace)) {
      metadata.at('namespace').misnamed(needs, 'choose another namespace');
    }
  }
  checkLabels(metadata.at('labels'));
  checkAnnotations(metadata.at('annotations'));
  checkOwners(metadata.at('ownerReferences'));
  checkGeneration(metadata.at('generation'), ref);
  checkFinalizers(metadata.at('finalizers'), isBuiltinGroup(group) && !GENERIC_GROUPS.has(group));
}

/** A number that the server replaces in most kinds, before it looks. */
function checkGeneration(field: Field, { group, kind }: ObjectRef): void {
  const since = isBuiltinGroup(group) ? GENERATION_SET.get(`${group}/${kind}`) : 0;
  if (since === undefined || field.minor < since) checkNonNegative(field);
}

/** Annotations, of an object or of a pod template: their keys, and their size. */
export function checkAnnotations(annotations: Field): void {
  let size = 0;
  for (const { key, text } of annotations.entries()) {
    for (const needs of annotationKeyProblems(key)) annotations.misnamed(needs, 'choose another key', key);
    size += utf8Length(key) + (text === undefined ? 0 : utf8Length(text));
  }
  if (size > LARGEST_ANNOTATIONS) annotations.tooLong(LARGEST_ANNOTATIONS, size, 'bytes', 'put it elsewhere');
}

function checkOwners(owners: Field): void {
  const controllers = new Set<string>();
  for (const owner of owners.items()) {
    if (owner.isUnknown) continue;
    const version = owner.at('apiVersion');
    if (version.isZero || (version.text !== undefined && !VERSION.test(version.text)))
      version.invalid('the version of the owner, such as apps/v1');
    for (const name of ['kind', 'name', 'uid'] as const)
      if (owner.at(name).isZero) owner.at(name).invalid('a value', `write the ${name} of the owner`);
    if (version.text === 'v1' && owner.at('kind').text === 'Event')
      owner.invalid('an owner that is no Event');
    if (owner.at('controller').isTrue) controllers.add(identityOf(owner));
  }
  if (controllers.size > 1)
    owners.invalid('one controller at most', 'remove controller: true from the others');
}

/** The API server drops an owner that is named twice in the same words. */
function identityOf(owner: Field): string {
  const fields = ['apiVersion', 'kind', 'name', 'uid', 'blockOwnerDeletion'];
  return fields.map((name) => String(owner.at(name).value)).join(' ');
}

function checkFinalizers(finalizers: Field, builtin: boolean): void {
  const items = finalizers.items();
  for (const finalizer of items) {
    if (finalizer.isUnknown) continue;
    for (const needs of qualifiedNameProblems(finalizer.text ?? '')) finalizer.misnamed(needs);
    if (builtin) checkFinalizer(finalizer);
  }
  const names = items.map(({ text }) => text);
  if (names.includes('orphan') && names.includes('foregroundDeletion'))
    finalizers.invalid('orphan or foregroundDeletion, not both', 'remove one of them');
}
