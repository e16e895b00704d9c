import { objectControl } from '../control';
import { exampleNamespace, labelPath, podSecurityLabel } from './pod-security-labels';

/** Source: Kubernetes documentation, Pod Security Standards, restricted. */
export const podSecurityRestrictedEnforced = objectControl({
  id: 'pod-security-restricted-enforced',
  title: 'The namespace enforces the restricted level',
  category: 'namespace',
  severity: 'medium',
  why: 'Baseline stops known escalations, but lets programs run as root with the default capabilities.',
  fix: "metadata.labels['pod-security.kubernetes.io/enforce']: restricted",
  breaks: 'Pods that do not pass are refused: bring them to the level first, or waive it for the namespace.',
  refs: {
    kubescape: ['C-0197', 'C-0198', 'C-0200', 'C-0201'],
    kyverno: [
      'podsecurity-subrule-restricted',
      'podsecurity-subrule-restricted-capabilities',
      'podsecurity-subrule-restricted-seccomp',
      'apply-pss-restricted-profile',
    ],
    cis: ['5.2.6', '5.2.7', '5.2.9'],
    nsa: ['Pod security: Pod security enforcement'],
    owasp: ['K04'],
    other: ['Pod Security Standards: restricted (namespace)'],
  },
  kinds: ['Namespace'],
  check(manifest, report) {
    const level = podSecurityLabel(manifest, 'enforce');
    if (level !== 'restricted') report({ path: labelPath('enforce'), found: level, needs: 'restricted' });
  },
  examples: {
    good: [{ objects: [exampleNamespace({ enforce: 'restricted' })] }],
    bad: [
      { note: 'not set means privileged', objects: [exampleNamespace({})] },
      { objects: [exampleNamespace({ enforce: 'baseline' })] },
    ],
  },
});
