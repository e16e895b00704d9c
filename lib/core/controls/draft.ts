import { ensureObject, isAbsent, isOpaque, type PlainObject } from '../manifest/plain';
import type { Container, Pod } from '../manifest/pod';
import type { ApplyContext } from './control';

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
  context: ApplyContext,
): void {
  const found = owner[key];
  if (isAbsent(found) || (context.repair && !isOpaque(found) && !safe(found))) owner[key] = value;
}

/** The pod's securityContext, made where it is absent. */
export function draftPodContext(pod: Pod): PlainObject {
  return ensureObject(pod.spec, 'securityContext');
}

/** A container's securityContext, made where it is absent. */
export function draftContext(container: Container): PlainObject {
  return ensureObject(container.spec, 'securityContext');
}
