import type { ObjectRef } from '../manifest/identity';
import {
  annotationKeyProblems,
  labelNameProblems,
  objectNameProblems,
  qualifiedNameProblems,
} from '../manifest/names';
import { isBuiltinGroup, isNamesake } from '../manifest/registry';
import type { Field } from './field';
import { utf8Length } from './primitives/bytes';
import { checkFinalizer } from './primitives/finalizers';
import { checkLabels } from './primitives/labels';
import { type NameRule, serviceNames } from './primitives/names';
import { checkNonNegative } from './primitives/numbers';

/** What all annotations of an object may have together: 256 KiB. */
const LARGEST_ANNOTATIONS = 256 * 1024;
const VERSION = /^[^/]*\/?[^/]+$/;
/** The API server cuts a generated name here, and adds five characters. */
const LONGEST_PREFIX = 58;
const NAME_FIX = 'choose another id or name';
/** Groups whose objects keep to the rules of custom resources, which know no finalizers of Kubernetes' own. */
const GENERIC_GROUPS = new Set([
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'coordination.k8s.io',
  'policy',
]);

/** The metadata of an object: its name, its namespace, its labels and annotations, its owners and finalizers. */
export function checkMetadata(object: Field, { group, kind, namespace }: ObjectRef): void {
  const metadata = object.at('metadata');
  if (metadata.isUnknown) return;
  checkObjectName(metadata, nameRuleOf(group, kind, object));
  if (namespace !== undefined) {
    for (const needs of labelNameProblems(namespace)) {
      metadata.at('namespace').misnamed(needs, 'choose another namespace');
    }
  }
  checkLabels(metadata.at('labels'));
  checkAnnotations(metadata.at('annotations'));
  checkOwners(metadata.at('ownerReferences'));
  checkNonNegative(metadata.at('generation'));
  checkFinalizers(metadata.at('finalizers'), isBuiltinGroup(group) && !GENERIC_GROUPS.has(group));
}

function nameRuleOf(group: string, kind: string, object: Field): NameRule {
  if (kind === 'Service' && group === '') return serviceNames(object.context);
  const rule = isNamesake(group, kind) ? '' : kind;
  return (name) => objectNameProblems(rule, name);
}

function checkObjectName(metadata: Field, rule: NameRule): void {
  const [name, prefix] = [metadata.at('name'), metadata.at('generateName')];
  if (prefix.text !== undefined && prefix.text !== '') checkPrefix(prefix, prefix.text, rule, name.isZero);
  if (name.isZero && prefix.isZero) name.required('a name', 'give the object a name');
  if (name.isZero || name.text === undefined) return;
  for (const needs of rule(name.text)) name.misnamed(needs, NAME_FIX);
}

/** What the server adds is a letter or digit, so that a dash before it is no end. */
function checkPrefix(field: Field, prefix: string, rule: NameRule, used: boolean): void {
  const masked = prefix.length > 1 && prefix.endsWith('-') ? `${prefix.slice(0, -2)}a` : prefix;
  const problems = rule(masked);
  const made = used && problems.length === 0 ? rule(`${prefix.slice(0, LONGEST_PREFIX)}00000`) : [];
  for (const needs of [...problems, ...made]) field.misnamed(needs, NAME_FIX);
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
