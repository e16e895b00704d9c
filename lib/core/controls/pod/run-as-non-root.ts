import { podControl } from '../control';
import { checkInherited, fieldOf } from './security-context';
import { fillIdentity } from './user-identity';

const isTrue = (value: unknown): boolean => value === true;

/**
 * Source: Pod Security Standards, restricted, check `runAsNonRoot`; stricter: user namespaces are no exemption.
 * Writes nothing where the manifest says that a container runs as root: the kubelet would not start it.
 */
export const runAsNonRoot = podControl({
  id: 'run-as-non-root',
  title: 'No container runs as root',
  category: 'pod',
  severity: 'high',
  why: 'Root in a container is root on the node once it gets out: a hole in the kernel or a writable mount is then enough to own the node.',
  fix: 'securityContext.runAsNonRoot: true, with an image that runs as another user than root',
  breaks:
    'Images whose entry point starts as root. Give them a user (user: 23117), and let them write to declared paths only.',
  refs: {
    podSecurity: ['runAsNonRoot'],
    kubescape: ['C-0013', 'C-0198', 'C-0211', 'C-0218'],
    checkov: ['CKV_K8S_23', 'CKV_K8S_6'],
    trivy: ['KSV-0012'],
    kubeLinter: ['run-as-non-root'],
    polaris: ['runAsRootAllowed'],
    kyverno: [
      'require-run-as-nonroot',
      'podsecurity-subrule-restricted',
      'podsecurity-subrule-restricted-capabilities',
      'podsecurity-subrule-restricted-seccomp',
      'apply-pss-restricted-profile',
      'add-default-securitycontext',
      'service-mesh-require-run-as-nonroot',
    ],
    gatekeeper: ['users'],
    cis: ['5.2.7'],
    nsa: ['Pod security: non-root containers'],
    owasp: ['K01'],
  },
  check(pod, report) {
    checkInherited(pod, report, {
      field: 'runAsNonRoot',
      read: (spec) => fieldOf(spec, 'runAsNonRoot'),
      good: isTrue,
      needs: 'true',
      podCounts: true,
    });
  },
  apply(pod) {
    fillIdentity(pod, 'runAsNonRoot', true, isTrue);
  },
  examples: {
    good: [
      { spec: { securityContext: { runAsNonRoot: true } } },
      { container: { securityContext: { runAsNonRoot: true } } },
    ],
    bad: [
      { note: 'the image decides, and most images say root' },
      {
        note: 'a UID does not stand in for it',
        container: { securityContext: { runAsUser: 23117 } },
      },
      {
        spec: { securityContext: { runAsNonRoot: true } },
        container: { securityContext: { runAsNonRoot: false } },
      },
      {
        note: 'false at the pod counts although every container overrides it',
        spec: { securityContext: { runAsNonRoot: false } },
        container: { securityContext: { runAsNonRoot: true } },
      },
      {
        note: 'init containers count',
        spec: { initContainers: [{ name: 'init', image: 'init' }] },
        container: { securityContext: { runAsNonRoot: true } },
      },
    ],
  },
});
