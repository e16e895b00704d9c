import { clone, type PlainObject } from '../../core/manifest/plain';
import type { Problems } from '../problems';

/** Fields of a container that no control judges. */
export const CONTAINER_FIELDS = [
  'resizePolicy',
  'restartPolicyRules',
  'terminationMessagePath',
  'terminationMessagePolicy',
  'volumeDevices',
] as const;

/** Fields of a pod that no control judges. */
export const POD_FIELDS = [
  'activeDeadlineSeconds',
  'dnsPolicy',
  'evictionResponders',
  'hostname',
  'hostnameOverride',
  'overhead',
  'preemptionPolicy',
  'readinessGates',
  'resourceClaims',
  'resources',
  'runtimeClassName',
  'schedulerName',
  'schedulingGates',
  'schedulingGroup',
  'setHostnameAsFQDN',
  'subdomain',
  'tolerations',
  'workloadRef',
] as const;

/** Fields of a pod's security context that no control judges. */
export const POD_SECURITY_FIELDS = [
  'seLinuxChangePolicy',
  'supplementalGroups',
  'supplementalGroupsPolicy',
] as const;

/** A copy of what passes through; refuses, also where it comes from JavaScript, what is decided elsewhere. */
export function passThrough(
  field: string,
  given: Readonly<Record<string, unknown>> | undefined,
  allowed: readonly string[],
  problems: Problems,
): PlainObject {
  const passed: PlainObject = {};
  for (const [key, value] of Object.entries(given ?? {})) {
    if (allowed.includes(key)) passed[key] = clone(value);
    else
      problems.add(`${field}.${key}`, value, `one of ${allowed.join(', ')}`, 'its own prop, or override(…)');
  }
  return passed;
}
