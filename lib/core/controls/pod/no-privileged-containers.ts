import { podControl, reportContainer } from '../control';
import { fieldOf, settleField } from './shared/security-context';

/** A `false` in quotes is refused by the API server, and means what it says; anything else stays. */
const mayStay = (value: unknown): boolean => value !== 'false';

/** Source: Pod Security Standards, baseline, check `privileged`. Never changes `true`: the workload relies on it. */
export const noPrivilegedContainers = podControl({
  id: 'no-privileged-containers',
  title: 'No container is privileged',
  category: 'pod',
  severity: 'high',
  why: 'A privileged container has every device and every capability of the node: with one mount it is root on the node.',
  fix: 'securityContext: { privileged: false }',
  breaks: 'Node agents (network and storage plugins). They need a waiver and a namespace of their own.',
  refs: {
    podSecurity: ['privileged'],
    kubescape: ['C-0057', 'C-0193', 'C-0211', 'C-0213'],
    checkov: ['CKV_K8S_16', 'CKV_K8S_2'],
    trivy: ['KSV-0017'],
    kubeLinter: ['privileged-container'],
    kubeScore: ['container-security-context-privileged'],
    polaris: ['runAsPrivileged'],
    kyverno: ['disallow-privileged-containers', 'podsecurity-subrule-baseline'],
    gatekeeper: ['privileged-containers'],
    cis: ['5.2.2', 'eks:4.2.1', 'aks:4.2.1'],
    nsa: ['Pod security: Pod security enforcement'],
    owasp: ['K01'],
    other: ['kubehound: CE_NSENTER', 'kubehound: CE_PRIV_MOUNT', 'kubehound: CE_UMH_CORE_PATTERN'],
  },
  check(pod, report) {
    for (const container of pod.containers) {
      const found = fieldOf(container.spec, 'privileged');
      if (found !== undefined && found !== false) {
        reportContainer(report, container, 'securityContext.privileged', found, 'false, or not set');
      }
    }
  },
  harden(pod, context) {
    if (pod.windows) return;
    for (const { spec } of pod.containers) settleField(spec, 'privileged', false, mayStay, context);
  },
  writes: [{ field: 'securityContext.privileged', harmless: 'It is what holds where nothing is said.' }],
  examples: {
    good: [{ note: 'the default is false' }, { container: { securityContext: { privileged: false } } }],
    bad: [
      { container: { securityContext: { privileged: true } } },
      { note: 'text is not a boolean', container: { securityContext: { privileged: 'false' } } },
      {
        note: 'ephemeral containers count',
        spec: { ephemeralContainers: [{ name: 'debug', securityContext: { privileged: true } }] },
      },
    ],
  },
});
