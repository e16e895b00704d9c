import type { Pod } from '../../manifest/pod';
import { podControl, type Report } from '../control';
import { podAnnotations } from './shared/pod-annotations';
import { confines, hardenSeccomp, profileType, SECCOMP_WRITES } from './shared/runtime-profile';
import { checkEach, checkInherited } from './shared/security-context';

const FIELD = {
  field: 'seccompProfile.type',
  read: (spec: Pod['spec']): unknown => profileType(spec, 'seccompProfile'),
  good: confines,
  needs: 'RuntimeDefault or Localhost',
} as const;

const ANNOTATION = /^(container\.)?seccomp\.security\.alpha\.kubernetes\.io\//;

function isConfinedByName(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  return value === 'runtime/default' || value === 'docker/default' || value.startsWith('localhost/');
}

function checkAnnotations(pod: Pod, report: Report): void {
  podAnnotations(pod, report, (key, value, path) => {
    if (!ANNOTATION.test(key) || isConfinedByName(value)) return;
    const needs = 'no such annotation: the field took its place';
    report({ path, found: value, needs, finding: key, fix: 'remove the annotation, and set seccompProfile' });
  });
}

/**
 * Source: Pod Security Standards, baseline, check `seccompProfile_baseline`, before and after the annotations were removed.
 * Stricter: none at all is none, since the default of the API is `Unconfined`.
 */
export const seccompNotUnconfined = podControl({
  id: 'seccomp-not-unconfined',
  title: 'No container disables seccomp',
  category: 'pod',
  severity: 'medium',
  why: 'Unconfined allows every system call of the kernel, as does no profile at all.',
  fix: 'securityContext: { seccompProfile: { type: RuntimeDefault } }',
  breaks:
    'Programs that need rare system calls (debuggers, nested containers). Give them a Localhost profile.',
  refs: {
    podSecurity: ['seccompProfile_baseline'],
    kubescape: ['C-0055'],
    trivy: ['KSV-0104'],
    polaris: ['linuxHardening'],
    kyverno: ['restrict-seccomp'],
    gatekeeper: ['seccomp', 'seccompv2'],
    nsa: ['Pod security: hardening container environments'],
  },
  check(pod, report) {
    if (pod.windows) checkEach(pod, report, FIELD);
    else checkInherited(pod, report, { ...FIELD, podCounts: true });
    checkAnnotations(pod, report);
  },
  harden: hardenSeccomp,
  writes: SECCOMP_WRITES,
  examples: {
    good: [{ spec: { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } } }],
    bad: [
      { note: 'not set' },
      { container: { securityContext: { seccompProfile: { type: 'Unconfined' } } } },
      {
        spec: { securityContext: { seccompProfile: { type: 'Unconfined' } } },
        container: { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } },
      },
      {
        note: 'the old annotation',
        metadata: { annotations: { 'seccomp.security.alpha.kubernetes.io/pod': 'unconfined' } },
        spec: { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } },
      },
      {
        note: 'Windows has no seccomp, so nothing may be set there',
        spec: { os: { name: 'windows' } },
        container: { securityContext: { seccompProfile: { type: 'Unconfined' } } },
      },
    ],
  },
});
