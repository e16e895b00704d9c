import type { Container, Pod } from '../../manifest/pod';
import { effective, fieldOf, fillField, isWhole } from './security-context';

/** The last id that may belong to an account of the host: ids of containers stand above it. */
const LAST_HOST_ID = 10000;

/** The highest id that the API server takes; 4294967296 would wrap around to root. */
const LAST_ID = 2147483647;

/** Whether a value is a UID or GID above those of host accounts. */
export function isHighId(value: unknown): value is number {
  return isNonRootId(value) && value > LAST_HOST_ID;
}

/** Whether a value is a UID or GID other than root's. */
export function isNonRootId(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= LAST_ID;
}

/**
 * Whether the manifest says that a container runs as root, or lets it: UID 0, or no UID beside `runAsNonRoot: false`.
 * Nothing may be filled there that would change the user.
 */
export function mayBeRoot(container: Container): boolean {
  const user = effective(container, 'runAsUser');
  if (user !== undefined) return user === 0;
  const nonRoot = effective(container, 'runAsNonRoot');
  return nonRoot !== undefined && nonRoot !== true;
}

/**
 * Fills a field that says who a container is, at the pod and at every container.
 * A value that stands at the pod is repeated at the containers where it is good, and else left to be inherited;
 * containers that may be root keep what they have, also by inheritance.
 */
export function fillIdentity(
  pod: Pod,
  field: string,
  value: unknown,
  good: (value: unknown) => boolean,
): void {
  const shared = fieldOf(pod.spec, field);
  if (shared !== undefined && !good(shared)) return;
  if (isWhole(pod) && !pod.containers.some((container) => wouldInherit(container, field))) {
    fillField(pod.spec, field, value);
  }
  for (const container of pod.containers) {
    if (!mayBeRoot(container)) fillField(container.spec, field, shared ?? value);
  }
}

function wouldInherit(container: Container, field: string): boolean {
  return fieldOf(container.spec, field) === undefined && mayBeRoot(container);
}
