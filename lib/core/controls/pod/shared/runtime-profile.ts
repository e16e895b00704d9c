import { clone, isOpaque, isPlain, type PlainObject } from '../../../manifest/plain';
import type { Pod } from '../../../manifest/pod';
import type { Change, HardenContext, Write } from '../../control';
import { fieldOf, fillField, inside, isWhole, mayBePrivileged, settleField } from './security-context';

/** A field of securityContext that holds a profile of the runtime. */
export type ProfileField = 'seccompProfile' | 'appArmorProfile';

/** The type of a profile: undefined where there is no profile, empty where it has no type. */
export function profileType(spec: PlainObject, field: ProfileField): unknown {
  const profile = fieldOf(spec, field);
  return profile === undefined ? undefined : (inside(profile, 'type') ?? '');
}

/** Whether a type of profile confines: the runtime's own, or one loaded on the node. */
export function confines(type: unknown): boolean {
  return type === 'RuntimeDefault' || type === 'Localhost';
}

/** Whether a profile may stay: it confines, or cannot be read. */
export function mayStay(profile: unknown): boolean {
  if (!isPlain(profile)) return isOpaque(profile);
  return isOpaque(profile.type) || confines(profile.type);
}

/** What the controls of seccomp write. */
export const SECCOMP_WRITES: readonly Write[] = [
  {
    field: 'securityContext.seccompProfile',
    mayStop:
      'programs that make rare system calls fail, such as debuggers, nested containers and the sandbox of a browser: give them a Localhost profile',
    when: confinesNow,
  },
];

/** Whether a profile is new to a container: not what the pod said before, nor one of a privileged container, which has none. */
function confinesNow({ container, pod, after }: Change, context: HardenContext): boolean {
  if (pod?.windows === true) return false;
  if (container === undefined || mayBePrivileged(container)) return false;
  const said = context.said(container, 'seccompProfile');
  return !(isPlain(said) && said.type === after);
}

/** Writes seccomp `RuntimeDefault` at the pod; at its containers whatever good profile the pod then has. */
export function hardenSeccomp(pod: Pod, context: HardenContext): void {
  if (pod.windows) {
    // A Linux field: what is wrong there cannot be fixed but by removing it.
    if (context.repair) for (const spec of specsOf(pod)) removeProfile(spec, 'seccompProfile');
    return;
  }
  if (isWhole(pod)) settleField(pod.spec, 'seccompProfile', runtimeDefault(), mayStay, context);
  const shared = fieldOf(pod.spec, 'seccompProfile') ?? runtimeDefault();
  for (const { spec } of pod.containers) {
    if (fieldOf(spec, 'seccompProfile') !== undefined) {
      settleField(spec, 'seccompProfile', runtimeDefault(), mayStay, context);
    } else if (isPlain(shared) && confines(shared.type)) {
      fillField(spec, 'seccompProfile', clone(shared));
    }
  }
}

/** Removes a profile that does not confine. */
export function removeProfile(spec: PlainObject, field: ProfileField): void {
  const { securityContext } = spec;
  if (!isPlain(securityContext)) return;
  const profile = fieldOf(spec, field);
  if (profile !== undefined && typeof profile === 'object' && !mayStay(profile))
    delete securityContext[field];
}

/** The pod spec, where all of its containers are concerned, and the containers. */
export function specsOf(pod: Pod): PlainObject[] {
  return [...(isWhole(pod) ? [pod.spec] : []), ...pod.containers.map((container) => container.spec)];
}

function runtimeDefault(): PlainObject {
  return { type: 'RuntimeDefault' };
}
