import { podControl } from '../control';
import { confines, hardenSeccomp, profileType, SECCOMP_WRITES } from './shared/runtime-profile';
import { checkInherited } from './shared/security-context';

/** Source: Pod Security Standards, restricted, check `seccompProfile_restricted`. The removed annotation counts for nothing. */
export const seccompRuntimeDefault = podControl({
  id: 'seccomp-runtime-default',
  title: 'Every container has a seccomp profile',
  category: 'pod',
  severity: 'high',
  why: 'Without a profile a process can use every system call of the kernel, and most container escapes start with a rare one.',
  fix: 'securityContext: { seccompProfile: { type: RuntimeDefault } }',
  breaks:
    'Programs that need rare system calls (debuggers, nested containers). Give them a Localhost profile.',
  refs: {
    podSecurity: ['seccompProfile_restricted'],
    kubescape: ['C-0210', 'C-0211', 'C-0055'],
    checkov: ['CKV_K8S_31', 'CKV_K8S_32'],
    trivy: ['KSV-0030'],
    kubeScore: ['container-seccomp-profile'],
    polaris: ['linuxHardening'],
    kyverno: ['restrict-seccomp-strict'],
    gatekeeper: ['seccomp', 'seccompv2'],
    cis: ['5.6.2', 'gke:4.6.2'],
    nsa: ['Pod security: hardening container environments'],
    owasp: ['K01'],
  },
  check(pod, report) {
    if (pod.windows) return;
    checkInherited(pod, report, {
      field: 'seccompProfile.type',
      read: (spec) => profileType(spec, 'seccompProfile'),
      good: confines,
      needs: 'RuntimeDefault or Localhost',
      podCounts: true,
    });
  },
  harden: hardenSeccomp,
  writes: SECCOMP_WRITES,
  examples: {
    good: [
      { spec: { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } } },
      {
        container: {
          securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: 'web.json' } },
        },
      },
    ],
    bad: [
      { note: 'the default of the API is none' },
      { spec: { securityContext: { seccompProfile: { type: 'Unconfined' } } } },
      {
        note: 'a profile without a type does not inherit one',
        spec: { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } },
        container: { securityContext: { seccompProfile: {} } },
      },
      {
        note: 'the annotation was removed',
        metadata: { annotations: { 'seccomp.security.alpha.kubernetes.io/pod': 'runtime/default' } },
      },
    ],
  },
});
