import { isAbsent, isPlain } from '../manifest/plain';

/**
 * The value at the end of a path of keys; undefined where something on the way is absent.
 * Where something on the way is not an object (an opaque leaf, a wrong type) it is that something, so that a check
 * reports what it could not look into instead of taking it for absent.
 */
export function fieldAt(owner: unknown, ...keys: readonly string[]): unknown {
  let value = owner;
  for (const key of keys) {
    if (isAbsent(value)) return undefined;
    if (!isPlain(value)) return value;
    value = Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value ?? undefined;
}
