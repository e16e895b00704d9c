import type { Container } from '../../manifest/pod';
import { leaveContainer, podControl, reportContainer } from '../control';
import { calls } from '../facts/commands';
import { adds } from './shared/capabilities';
import { fieldOf, mayBePrivileged, settleField } from './shared/security-context';

/** The API server refuses `allowPrivilegeEscalation: false` beside these. */
function mustEscalate(container: Container): boolean {
  return mayBePrivileged(container) || adds(container, 'SYS_ADMIN');
}

const FIELD = 'allowPrivilegeEscalation';
const PATH = `securityContext.${FIELD}`;
const CALLS_SUDO =
  'its command calls sudo, which does nothing without it: run the program as the user that it needs';

const isFalse = (value: unknown): boolean => value === false;

/** Source: Pod Security Standards, restricted, check `allowPrivilegeEscalation`. */
export const noPrivilegeEscalation = podControl({
  id: 'no-privilege-escalation',
  title: 'No container may gain privileges',
  category: 'pod',
  severity: 'high',
  why: 'A setuid program in the image can give a process more privileges than its parent, which turns code execution into root.',
  fix: 'securityContext: { allowPrivilegeEscalation: false }',
  breaks: 'Programs that call sudo, su or another setuid binary.',
  refs: {
    podSecurity: ['allowPrivilegeEscalation'],
    kubescape: ['C-0016', 'C-0197', 'C-0211', 'C-0217'],
    checkov: ['CKV_K8S_20', 'CKV_K8S_5'],
    trivy: ['KSV-0001'],
    kubeLinter: ['privilege-escalation-container'],
    polaris: ['privilegeEscalationAllowed'],
    kyverno: ['disallow-privilege-escalation'],
    gatekeeper: ['allow-privilege-escalation'],
    cis: ['5.2.6', 'eks:4.2.5', 'aks:4.2.5'],
    nsa: ['Pod security: Pod security enforcement'],
    owasp: ['K01'],
  },
  check(pod, report) {
    if (pod.windows) return;
    for (const container of pod.containers) {
      const found = fieldOf(container.spec, 'allowPrivilegeEscalation');
      if (found !== false) {
        reportContainer(report, container, 'securityContext.allowPrivilegeEscalation', found, 'false');
      }
    }
  },
  harden(pod, context) {
    if (pod.windows) return;
    for (const container of pod.containers) {
      if (mustEscalate(container)) continue;
      if (calls(container, 'sudo')) {
        if (fieldOf(container.spec, FIELD) !== false) leaveContainer(context, container, PATH, CALLS_SUDO);
      } else settleField(container.spec, FIELD, false, isFalse, context);
    }
  },
  writes: [
    {
      field: PATH,
      mayStop:
        'sudo, su, ping and other programs that take more rights when they start get none: change the image where it calls one',
    },
  ],
  examples: {
    good: [{ container: { securityContext: { allowPrivilegeEscalation: false } } }],
    bad: [
      { note: 'the default is to allow it' },
      { container: { securityContext: { allowPrivilegeEscalation: true } } },
      {
        note: 'init containers count',
        spec: { initContainers: [{ name: 'init', image: 'init' }] },
        container: { securityContext: { allowPrivilegeEscalation: false } },
      },
    ],
  },
});
