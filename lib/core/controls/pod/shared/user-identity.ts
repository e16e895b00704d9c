import type { PlainObject } from '../../../manifest/plain';
import type { Container, Pod } from '../../../manifest/pod';
import { type HardenContext, leaveContainer } from '../../control';
import { effective, fieldOf, fillField, isWhole } from './security-context';

/** The last id that may belong to an account of the host: ids of containers are above it. */
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

/** What is written about who the containers of a pod are. */
export interface Identity {
  /** Field of securityContext. */
  readonly field: string;
  /** The value, by the user of the pod or of a container where one is said; undefined where there is none. */
  valueFor(user: unknown): unknown;
  good(value: unknown): boolean;
  /** Why a container keeps what it has; undefined where it may get the value. */
  keeps(container: Container): string | undefined;
}

/**
 * Fills a field that says who a container is, at the pod and at every container.
 * A value that is at the pod is repeated at the containers where it is good, and else left to be inherited;
 * containers that may be root, or have a reason, keep what they have, also by inheritance.
 */
export function fillIdentity(pod: Pod, identity: Identity, context: HardenContext): void {
  const { field, good, keeps, valueFor } = identity;
  const shared = fieldOf(pod.spec, field);
  if (shared !== undefined && !good(shared)) return;
  const absent = pod.containers.filter(({ spec }) => fieldOf(spec, field) === undefined);
  const reasons = new Map(absent.map((container) => [container, mayBeRoot(container) || keeps(container)]));
  if (isWhole(pod) && absent.every((container) => !reasons.get(container))) {
    fillDefined(pod.spec, field, valueFor(fieldOf(pod.spec, 'runAsUser')));
  }
  for (const container of absent) {
    const reason = reasons.get(container);
    if (reason === true) continue;
    if (shared !== undefined || reason === undefined) {
      fillDefined(container.spec, field, shared ?? valueFor(effective(container, 'runAsUser')));
    } else leaveContainer(context, container, `securityContext.${field}`, reason);
  }
}

function fillDefined(spec: PlainObject, field: string, value: unknown): void {
  if (value !== undefined) fillField(spec, field, value);
}
