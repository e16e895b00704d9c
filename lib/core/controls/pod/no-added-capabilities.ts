import { podControl } from '../control';
import { reportAdded } from './shared/capabilities';

/** Stricter than Pod Security, which allows NET_BIND_SERVICE. Has no `harden`: what is added is there for a reason. */
export const noAddedCapabilities = podControl({
  id: 'no-added-capabilities',
  title: 'No container adds capabilities',
  category: 'pod',
  severity: 'medium',
  why: 'Each capability is a part of the power of root, and some are equivalent to root.',
  fix: 'remove the entry from securityContext.capabilities.add; a port below 1024 needs none where the program listens on 8080, and the Service has 80',
  code: 'port: { service: 80, container: 8080 }, and remove what adds the capability',
  breaks: 'Servers that require a port below 1024, and node agents.',
  refs: {
    kubescape: ['C-0200', 'C-0219'],
    checkov: ['CKV_K8S_25', 'CKV_K8S_24'],
    trivy: ['KSV-0022'],
    kyverno: ['psp-restrict-adding-capabilities'],
    gatekeeper: ['capabilities'],
    cis: ['5.2.9', 'aks:4.2.1'],
  },
  check(pod, report) {
    reportAdded(pod, report, () => false, 'no added capability');
  },
  examples: {
    good: [{ note: 'not set' }, { container: { securityContext: { capabilities: { add: [] } } } }],
    bad: [
      { container: { securityContext: { capabilities: { add: ['NET_BIND_SERVICE'] } } } },
      { note: 'not a list', container: { securityContext: { capabilities: { add: 'CHOWN' } } } },
      { note: 'not an object', container: { securityContext: { capabilities: true } } },
      {
        note: 'init containers count',
        spec: { initContainers: [{ name: 'init', securityContext: { capabilities: { add: ['CHOWN'] } } }] },
      },
    ],
  },
});
