import { isAbsent, isOpaque, type PlainObject } from '../manifest/plain';
import type { HardenContext } from './control';

/** Sets a field that is absent; any explicit value stays. */
export function fill(owner: PlainObject, key: string, value: unknown): void {
  if (isAbsent(owner[key])) owner[key] = value;
}

/**
 * Sets a field that is absent and, where others' manifests are repaired, replaces an explicit value that is not safe.
 * An opaque value is never touched.
 */
export function settle(
  owner: PlainObject,
  key: string,
  value: unknown,
  safe: (found: unknown) => boolean,
  context: HardenContext,
): void {
  const found = owner[key];
  if (isAbsent(found) || (context.repair && !isOpaque(found) && !safe(found))) owner[key] = value;
}
