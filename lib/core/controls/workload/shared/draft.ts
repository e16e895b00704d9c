import { isAbsent, isOpaque, isPlain, type PlainObject } from '../../../manifest/plain';
import type { Pod } from '../../../manifest/pod';

/** The plain object under a key, made where there is none; undefined where something else is there. */
export function objectIn(owner: PlainObject | undefined, key: string): PlainObject | undefined {
  if (owner === undefined) return undefined;
  const existing = owner[key];
  if (isPlain(existing)) return existing;
  if (!isAbsent(existing)) return undefined;
  const made: PlainObject = {};
  owner[key] = made;
  return made;
}

/** The labels or annotations of an object, made where there are none. */
export function metadataMap(manifest: PlainObject, field: 'labels' | 'annotations'): PlainObject | undefined {
  return objectIn(objectIn(manifest, 'metadata'), field);
}

/** The labels of the pod that an object carries, made where there are none. */
export function podLabelsIn(pod: Pod): PlainObject | undefined {
  if (!Object.isFrozen(pod.metadata)) return objectIn(pod.metadata, 'labels');
  let owner: PlainObject | undefined = pod.manifest;
  for (const key of pod.metadataPath.split('.')) owner = objectIn(owner, key);
  return objectIn(owner, 'labels');
}

/** Whether a value is, or holds somewhere, a leaf that cannot be looked into. */
export function hidesSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hidesSomething);
  if (isPlain(value)) return Object.values(value).some(hidesSomething);
  return isOpaque(value);
}
