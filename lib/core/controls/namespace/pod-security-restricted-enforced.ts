import { isPolicyVersion, policyMinor } from '../../pod-security/version';
import { objectControl } from '../control';
import { exampleNamespace, labelPath, podSecurityLabel } from './shared/pod-security-labels';

/** The first version in which restricted asks for all that it asks of Linux pods: seccomp came with 19, drop ALL with 22. */
const FIRST_FULL_MINOR = 22;

/** Whether a version of the level is one of before; what is no version counts as latest in the API server. */
function isOld(version: unknown): boolean {
  if (typeof version !== 'string' || !isPolicyVersion(version)) return false;
  return policyMinor(version) < FIRST_FULL_MINOR;
}

/** Source: Kubernetes documentation, Pod Security Standards, restricted. */
export const podSecurityRestrictedEnforced = objectControl({
  id: 'pod-security-restricted-enforced',
  title: 'The namespace enforces the restricted level',
  category: 'namespace',
  severity: 'medium',
  why: 'Baseline prevents known privilege escalations, but allows containers to run as root with the default capabilities.',
  fix: 'metadata: { labels: { pod-security.kubernetes.io/enforce: restricted } }',
  code: "leave out podSecurity: 'baseline'",
  breaks:
    'Pods that do not meet the level are refused: fix them first, or waive the control for the namespace.',
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
    const version = podSecurityLabel(manifest, 'enforce-version');
    if (!isOld(version)) return;
    const needs = `v1.${FIRST_FULL_MINOR} or newer: restricted asks for less before`;
    report({ path: labelPath('enforce-version'), found: version, needs, finding: 'enforce-version' });
  },
  examples: {
    good: [{ objects: [exampleNamespace({ enforce: 'restricted' })] }],
    bad: [
      { note: 'not set means privileged', objects: [exampleNamespace({})] },
      { objects: [exampleNamespace({ enforce: 'baseline' })] },
      {
        note: 'a version that does not ask for seccomp, nor for drop ALL',
        objects: [exampleNamespace({ enforce: 'restricted', 'enforce-version': 'v1.0' })],
      },
    ],
  },
});
