import { isAbsent, textOf } from '../../manifest/plain';
import { objectControl } from '../control';
import { fieldAt } from '../field';

const PATH = 'spec.externalIPs';
const NEEDS = 'no external addresses';

/** Each address is a finding of its own. Source: Kubernetes documentation, Service, external IPs; CVE-2020-8554. */
export const noExternalIps = objectControl({
  id: 'no-external-ips',
  title: 'No Service has external IPs',
  category: 'network',
  severity: 'high',
  why: 'Kubernetes does not check who owns the address. Nodes send the traffic of all pods for that address to this Service, so anyone who can write a Service can intercept the traffic of others (CVE-2020-8554).',
  fix: 'remove externalIPs; a Gateway or a Service of type LoadBalancer brings traffic in',
  breaks:
    'External clients that use the address: move them to the address of a Gateway or a load balancer first.',
  refs: {
    trivy: ['KSV-0108'],
    kyverno: ['restrict-external-ips'],
    gatekeeper: ['externalip'],
    owasp: ['K06'],
    other: ['CVE-2020-8554'],
  },
  kinds: ['Service'],
  check(manifest, report) {
    const addresses = fieldAt(manifest, 'spec', 'externalIPs');
    if (isAbsent(addresses)) return;
    if (!Array.isArray(addresses)) {
      report({ path: PATH, found: addresses, needs: NEEDS });
      return;
    }
    for (const [index, found] of addresses.entries()) {
      report({ path: `${PATH}[${index}]`, found, needs: NEEDS, finding: textOf(found) });
    }
  },
  examples: {
    good: [
      { note: 'not set', objects: [service()] },
      { note: 'an empty list', objects: [service([])] },
      {
        note: 'a kind of someone else',
        objects: [{ ...service(['192.0.2.1']), apiVersion: 'serving.knative.dev/v1' }],
      },
    ],
    bad: [{ objects: [service(['192.0.2.1'])] }, { note: 'not a list', objects: [service('192.0.2.1')] }],
  },
});

function service(externalIPs?: unknown) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { externalIPs, selector: { app: 'web' }, ports: [{ port: 80 }] },
  };
}
