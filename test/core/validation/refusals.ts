import { isPlain, type PlainObject } from '../../../lib/core/manifest/plain';
import type { Invalid } from '../../../lib/core/validation/problem';
import { validate } from '../../../lib/core/validation/validate';

/** What is invalid of an object, at a minor version of Kubernetes. */
export function refusals(object: PlainObject, minor = 36): Invalid[] {
  const found: Invalid[] = [];
  validate(object, { minor }, (problem) => found.push(problem));
  return found;
}

/** The paths at which it is. */
export function pathsOf(object: PlainObject, minor = 36): string[] {
  return refusals(object, minor).map(({ path }) => path);
}

/** An object of the namespace `shop`. */
export function object(
  apiVersion: string,
  kind: string,
  rest: PlainObject,
  metadata: PlainObject = {},
): PlainObject {
  return { apiVersion, kind, metadata: { name: 'web', namespace: 'shop', ...metadata }, ...rest };
}

/** One plain object in another, all the way down; lists and leaves of the second one count. */
export function merged(base: PlainObject, change: PlainObject): PlainObject {
  const result: PlainObject = { ...base };
  for (const [key, value] of Object.entries(change)) {
    const below = base[key];
    result[key] = isPlain(value) && isPlain(below) ? merged(below, value) : value;
  }
  return result;
}
