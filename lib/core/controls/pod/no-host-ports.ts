import { isAbsent } from '../../manifest/plain';
import { podControl, reportContainer } from '../control';
import { visitContainerList } from './shared/visit';

/**
 * The API server gives the ports of a Pod with `hostNetwork` a host port each; `no-host-network` stands for those.
 * Source: Pod Security Standards, baseline, check `hostPorts`.
 */
export const noHostPorts = podControl({
  id: 'no-host-ports',
  title: 'No container uses a host port',
  category: 'pod',
  severity: 'high',
  why: 'A host port exposes the container to everything that can reach the node, often past network policies, and only one such pod fits on each node.',
  fix: 'remove hostPort; callers go through a Service',
  code: 'port: 8080, reached through the Service',
  breaks: 'Programs that are reached by the address of the node.',
  refs: {
    podSecurity: ['hostPorts'],
    kubescape: ['C-0044', 'C-0204'],
    checkov: ['CKV_K8S_26'],
    trivy: ['KSV-0024'],
    polaris: ['hostPortSet'],
    kyverno: ['disallow-host-ports', 'disallow-host-ports-range'],
    gatekeeper: ['host-network-ports'],
    cis: ['5.2.12'],
    nsa: ['Pod security: Pod security enforcement'],
  },
  check(pod, report) {
    for (const container of pod.containers) {
      visitContainerList(container, 'ports', report, (port, index) => {
        const found = port.hostPort;
        if (isAbsent(found) || found === 0) return;
        const finding = typeof found === 'number' ? String(found) : undefined;
        reportContainer(report, container, `ports[${index}].hostPort`, found, 'no host port', { finding });
      });
    }
  },
  examples: {
    good: [
      { container: { ports: [{ containerPort: 8080 }] } },
      { note: '0 means none', container: { ports: [{ containerPort: 8080, hostPort: 0 }] } },
    ],
    bad: [
      { container: { ports: [{ containerPort: 8080, hostPort: 80 }] } },
      {
        note: 'init containers count',
        spec: {
          initContainers: [{ name: 'init', image: 'init', ports: [{ containerPort: 9, hostPort: 9 }] }],
        },
      },
      { note: 'not a number', container: { ports: [{ containerPort: 8080, hostPort: '0' }] } },
      { note: 'not a list', container: { ports: { containerPort: 8080 } } },
    ],
  },
});
