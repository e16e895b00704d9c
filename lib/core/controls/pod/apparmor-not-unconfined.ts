import { isPlain } from '../../manifest/plain';
import type { Pod } from '../../manifest/pod';
import { type HardenContext, podControl } from '../control';
import { podAnnotations } from './shared/pod-annotations';
import { confines, profileType, removeProfile, specsOf } from './shared/runtime-profile';
import { checkEach, fillField, isWhole, mayBePrivileged } from './shared/security-context';

const PREFIX = 'container.apparmor.security.beta.kubernetes.io/';

function isAllowedName(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  return value === '' || value === 'runtime/default' || value.startsWith('localhost/');
}

function removeAnnotations(pod: Pod): void {
  const { annotations } = pod.metadata;
  if (!isPlain(annotations)) return;
  for (const key of Object.keys(annotations)) {
    if (key.startsWith(PREFIX) && typeof annotations[key] === 'string' && !isAllowedName(annotations[key])) {
      delete annotations[key];
    }
  }
}

function hasAnnotation(pod: Pod): boolean {
  const { annotations } = pod.metadata;
  return isPlain(annotations) && Object.keys(annotations).some((key) => key.startsWith(PREFIX));
}

/** Asked for only on nodes that have it, beside no annotation that it may contradict, and not of privileged containers. */
function fillProfile(pod: Pod, context: HardenContext): void {
  if (!context.cluster.appArmor || pod.windows || !isWhole(pod)) return;
  if (hasAnnotation(pod) || pod.containers.some(mayBePrivileged)) return;
  fillField(pod.spec, 'appArmorProfile', { type: 'RuntimeDefault' });
}

const CONFINED =
  'programs that mount, or write below /proc and /sys, fail: load a profile for them on the nodes, and name it with type Localhost';

/** Source: Pod Security Standards, baseline, check `appArmorProfile`: fields, and annotations of any container name. */
export const apparmorNotUnconfined = podControl({
  id: 'apparmor-not-unconfined',
  title: 'No container disables AppArmor',
  category: 'pod',
  severity: 'medium',
  why: 'AppArmor prevents a process, even as root, from mounting file systems and from writing to the kernel through /proc and /sys.',
  fix: 'securityContext: { appArmorProfile: { type: RuntimeDefault } }, or none',
  breaks:
    'Programs that mount file systems. Load a profile for them on the nodes, and name it with type Localhost.',
  refs: {
    podSecurity: ['appArmorProfile'],
    trivy: ['KSV-0002'],
    polaris: ['linuxHardening'],
    kyverno: ['restrict-apparmor-profiles', 'add-apparmor-annotations'],
    gatekeeper: ['apparmor'],
    nsa: ['Pod security: hardening container environments'],
  },
  check(pod, report) {
    checkEach(pod, report, {
      field: 'appArmorProfile.type',
      read: (spec) => profileType(spec, 'appArmorProfile'),
      good: confines,
      needs: 'RuntimeDefault or Localhost, or not set',
    });
    podAnnotations(pod, report, (key, value, path) => {
      if (!key.startsWith(PREFIX) || isAllowedName(value)) return;
      report({
        path,
        found: value,
        needs: 'runtime/default or localhost/…, or no such annotation',
        finding: key,
      });
    });
  },
  harden(pod, context) {
    if (context.repair) {
      // The node then uses the runtime's profile, where it has AppArmor.
      for (const spec of specsOf(pod)) removeProfile(spec, 'appArmorProfile');
      if (isWhole(pod)) removeAnnotations(pod);
    }
    fillProfile(pod, context);
  },
  writes: [
    { field: 'securityContext.appArmorProfile', mayStop: CONFINED },
    { field: 'metadata.annotations', mayStop: CONFINED },
  ],
  examples: {
    good: [
      { note: 'the runtime has a profile of its own' },
      { spec: { securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } } },
      {
        metadata: { annotations: { 'container.apparmor.security.beta.kubernetes.io/app': 'localhost/web' } },
      },
    ],
    bad: [
      { spec: { securityContext: { appArmorProfile: { type: 'Unconfined' } } } },
      { container: { securityContext: { appArmorProfile: {} } } },
      { metadata: { annotations: { 'container.apparmor.security.beta.kubernetes.io/app': 'unconfined' } } },
    ],
  },
});
