import { createHash } from 'node:crypto';
import { objectAt, type PlainObject, stringAt } from '../../../lib/core/manifest/plain';
import type { Path } from './wire';

/** Types that change single fields of an object which someone else owns. */
export function isPatch(type: string): boolean {
  return type.endsWith('Patch');
}

/** Type token of a URN: `kubernetes:apps/v1:Deployment`. */
export function typeOf(urn: string): string {
  return (urn.split('::')[2] ?? '').split('$').at(-1) ?? '';
}

/** The field manager of a resource: one of its own, so that a patch can give up its fields and nothing else. */
export function managerOf(urn: string): string {
  return `pulumi-kubernetes-${createHash('sha256').update(urn).digest('hex').slice(0, 8)}`;
}

const AUTONAMED = 'pulumi.com/autonamed';

/** Gives an object without a name the one that it had, or a new one from the seed. */
export function named(object: PlainObject, old: PlainObject, urn: string, seed: Uint8Array): PlainObject {
  const metadata = objectAt(object, 'metadata') ?? {};
  if (metadata.name !== undefined) return object;
  const suffix = Buffer.from(seed).toString('hex').slice(0, 8);
  const name = stringAt(objectAt(old, 'metadata'), 'name') ?? `${urn.split('::')[3]}-${suffix}`;
  const annotations = { ...objectAt(metadata, 'annotations'), [AUTONAMED]: 'true' };
  return { ...object, metadata: { ...metadata, name, annotations } };
}

/** Whether the name of an object was made here. */
export function isAutonamed(object: PlainObject): boolean {
  return stringAt(objectAt(objectAt(object, 'metadata'), 'annotations'), AUTONAMED) === 'true';
}

/** Whether a patch may take fields from others. */
export function isForced(object: PlainObject): boolean {
  return stringAt(objectAt(objectAt(object, 'metadata'), 'annotations'), 'pulumi.com/patchForce') === 'true';
}

/** `namespace/name`, or the name alone. */
export function idOf(object: PlainObject): string {
  const metadata = objectAt(object, 'metadata');
  const [namespace, name] = [stringAt(metadata, 'namespace'), stringAt(metadata, 'name') ?? ''];
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** What identifies an object, alone. */
export function identityOf({ apiVersion, kind, metadata }: PlainObject): PlainObject {
  const { name, namespace } = objectAt({ metadata }, 'metadata') ?? {};
  return { apiVersion, kind, metadata: namespace === undefined ? { name } : { name, namespace } };
}

/** Places that are secret, no matter who wrote them: the content of a Secret. */
export function secretPlaces(object: PlainObject): readonly Path[] {
  return object.kind === 'Secret' && object.apiVersion === 'v1' ? [['data'], ['stringData']] : [];
}
