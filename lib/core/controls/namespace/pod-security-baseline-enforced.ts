import { objectControl } from '../control';
import { exampleNamespace, labelPath, podSecurityLabel } from './shared/pod-security-labels';

/** Source: Kubernetes documentation, Pod Security Standards, baseline. */
export const podSecurityBaselineEnforced = objectControl({
  id: 'pod-security-baseline-enforced',
  title: 'The namespace enforces at least the baseline level',
  category: 'namespace',
  severity: 'high',
  why: 'With the level privileged, or without a label, anyone who can create a pod can create a privileged one and take over the node.',
  fix: 'metadata: { labels: { pod-security.kubernetes.io/enforce: restricted } }',
  code: "leave out podSecurity, or podSecurity: 'baseline'",
  breaks:
    'Pods that do not meet the level are refused: fix them first, or waive the control for the namespace.',
  refs: {
    kubescape: ['C-0193', 'C-0194', 'C-0195', 'C-0196', 'C-0199', 'C-0202', 'C-0203', 'C-0204'],
    kyverno: ['podsecurity-subrule-baseline', 'deny-privileged-profile'],
    cis: ['5.2.2', '5.2.3', '5.2.4', '5.2.5', '5.2.8', '5.2.10', '5.2.11', '5.2.12'],
    nsa: ['Pod security: Pod security enforcement'],
    owasp: ['K04'],
    other: ['Pod Security Standards: baseline (namespace)'],
  },
  kinds: ['Namespace'],
  check(manifest, report) {
    const level = podSecurityLabel(manifest, 'enforce');
    if (level !== 'baseline' && level !== 'restricted')
      report({ path: labelPath('enforce'), found: level, needs: 'baseline or restricted' });
  },
  examples: {
    good: [
      { objects: [exampleNamespace({ enforce: 'baseline' })] },
      { objects: [exampleNamespace({ enforce: 'restricted' })] },
    ],
    bad: [
      { note: 'not set means privileged', objects: [exampleNamespace({})] },
      { objects: [exampleNamespace({ enforce: 'privileged' })] },
    ],
  },
});
