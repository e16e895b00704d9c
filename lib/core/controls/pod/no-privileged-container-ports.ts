import { type PlainObject, textOf } from '../../manifest/plain';
import { podControl, reportContainer } from '../control';
import { visitContainerList } from './shared/visit';

const LOWEST = 1024;

/** `80/TCP`; undefined where it cannot be seen. */
function portName(port: PlainObject): string | undefined {
  const number = port.containerPort;
  return typeof number === 'number' ? `${number}/${textOf(port.protocol ?? 'TCP')}` : undefined;
}

/** An added NET_BIND_SERVICE changes nothing. Source: Linux ip(7): lower numbers need a capability. */
export const noPrivilegedContainerPorts = podControl({
  id: 'no-privileged-container-ports',
  title: 'Containers listen on ports from 1024',
  category: 'pod',
  severity: 'medium',
  why: 'A lower port needs root or an added capability in the container, which an attacker can use too. Clients notice nothing: the Service maps ports 80 and 443.',
  fix: 'ports: [{ containerPort: 8080 }], with 80 at the Service',
  code: 'port: { service: 80, container: 8080 }',
  breaks: 'Images that listen on port 80 or 443: most have a setting, or a variant that runs without root.',
  refs: {
    trivy: ['KSV-0117'],
    kubeLinter: ['privileged-ports'],
  },
  check(pod, report) {
    for (const container of pod.containers) {
      visitContainerList(container, 'ports', report, (port, index) => {
        const found = port.containerPort;
        if (typeof found === 'number' && found >= LOWEST) return;
        const field = `ports[${index}].containerPort`;
        reportContainer(report, container, field, found, `${LOWEST} or higher`, { finding: portName(port) });
      });
    }
  },
  examples: {
    good: [
      { note: 'no ports' },
      { container: { ports: [{ containerPort: 1024 }, { containerPort: 8443, name: 'https' }] } },
    ],
    bad: [
      { container: { ports: [{ containerPort: 1023 }] } },
      {
        note: 'the capability changes nothing',
        container: {
          ports: [{ containerPort: 53, protocol: 'UDP' }],
          securityContext: { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } },
        },
      },
      { note: 'not a number', container: { ports: [{ containerPort: '8080' }] } },
      { note: 'not a list', container: { ports: 8080 } },
    ],
  },
});
