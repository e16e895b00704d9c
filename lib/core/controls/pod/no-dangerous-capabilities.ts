import { BASELINE_CAPABILITIES } from '../../pod-security/allowed';
import { podControl } from '../control';
import { reportAdded } from './shared/capabilities';

/** Source: Pod Security Standards, baseline, check `capabilities_baseline`. Judges Windows pods too, as that check does. */
export const noDangerousCapabilities = podControl({
  id: 'no-dangerous-capabilities',
  title: 'No container adds a capability beyond the default set',
  category: 'pod',
  severity: 'high',
  why: 'NET_ADMIN reconfigures the network, SYS_PTRACE reads other processes, BPF and SYS_ADMIN reach the kernel: each is a known way to escape from a container.',
  fix: 'remove the entry from securityContext.capabilities.add',
  breaks: 'Network plugins, debuggers and tracers. They need a waiver and a namespace of their own.',
  refs: {
    podSecurity: ['capabilities_baseline'],
    kubescape: ['C-0046'],
    checkov: ['CKV_K8S_25'],
    trivy: ['KSV-0022'],
    polaris: ['dangerousCapabilities', 'insecureCapabilities'],
    kyverno: ['disallow-capabilities', 'service-mesh-disallow-capabilities'],
    gatekeeper: ['capabilities'],
    cis: ['5.2.9'],
    nsa: ['Pod security: Pod security enforcement'],
    other: ['kubehound: CE_SYS_PTRACE'],
  },
  check(pod, report) {
    reportAdded(
      pod,
      report,
      (name) => BASELINE_CAPABILITIES.has(name),
      'no capability beyond the default set',
    );
  },
  examples: {
    good: [{ note: 'not set' }, { container: { securityContext: { capabilities: { add: ['CHOWN'] } } } }],
    bad: [
      { container: { securityContext: { capabilities: { add: ['CHOWN', 'NET_ADMIN'] } } } },
      { container: { securityContext: { capabilities: { add: ['ALL'] } } } },
      {
        note: 'admission knows no other spelling',
        container: { securityContext: { capabilities: { add: ['chown'] } } },
      },
    ],
  },
});
