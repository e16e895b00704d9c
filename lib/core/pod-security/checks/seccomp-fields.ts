import { objectAt, type PlainObject, stringAt } from '../../manifest/plain';
import type { Rejection } from '../check';
import type { PodView } from '../pod-view';
import { joinQuote, settersText, sortedSet } from '../text';

/** What the seccomp fields of a pod say. */
export interface SeccompFields {
  /** The rejection where the pod or a container names a profile that is not allowed. */
  readonly forbidden: Rejection | undefined;
  /** The containers that no profile covers, neither their own nor a valid one of the pod. */
  readonly uncovered: readonly string[];
}

/** The type of the profile in a security context: undefined without a profile, empty without a type. */
function profileType(security: PlainObject): string | undefined {
  const profile = objectAt(security, 'seccompProfile');
  return profile === undefined ? undefined : (stringAt(profile, 'type') ?? '');
}

function isValid(type: string): boolean {
  return type === 'RuntimeDefault' || type === 'Localhost';
}

/** Reads `seccompProfile` of the pod and of every container. */
export function readSeccompFields(pod: PodView): SeccompFields {
  const types: string[] = [];
  const podType = profileType(pod.security);
  const podValid = podType !== undefined && isValid(podType);
  const podBad = podType !== undefined && !podValid;
  if (podBad) types.push(podType);
  const containers: string[] = [];
  const uncovered: string[] = [];
  for (const { name, security } of pod.containers) {
    const type = profileType(security);
    if (type === undefined) {
      if (!podValid) uncovered.push(name);
    } else if (!isValid(type)) {
      containers.push(name);
      types.push(type);
    }
  }
  return { forbidden: forbid(podBad, containers, types), uncovered };
}

function forbid(
  pod: boolean,
  containers: readonly string[],
  types: readonly string[],
): Rejection | undefined {
  if (types.length === 0) return undefined;
  const values = joinQuote(sortedSet(types));
  return {
    reason: 'seccompProfile',
    detail: `${settersText(pod, containers)} must not set securityContext.seccompProfile.type to ${values}`,
  };
}

export const SECCOMP_FIELDS = [
  'spec.securityContext.seccompProfile.type',
  'spec.containers[*].securityContext.seccompProfile.type',
];
