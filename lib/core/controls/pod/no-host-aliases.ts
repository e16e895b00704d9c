import { isAbsent } from '../../manifest/plain';
import { podControl, reportPod } from '../control';

/** Source: Kubernetes API, PodSpec, hostAliases. */
export const noHostAliases = podControl({
  id: 'no-host-aliases',
  title: 'Pods add no entries to /etc/hosts',
  category: 'pod',
  severity: 'low',
  why: 'An entry maps a name to any address without a trace in DNS, so a trusted name can point to an attacker.',
  fix: 'remove hostAliases; a DNS record or a Service of type ExternalName gives an address a name',
  breaks: 'Names that no DNS server resolves.',
  refs: {
    trivy: ['KSV-0007'],
  },
  check(pod, report) {
    const found = pod.spec.hostAliases;
    if (isAbsent(found) || (Array.isArray(found) && found.length === 0)) return;
    reportPod(report, pod, 'hostAliases', found, 'no host aliases');
  },
  examples: {
    good: [{ note: 'not set' }, { spec: { hostAliases: [] } }],
    bad: [
      { spec: { hostAliases: [{ ip: '10.0.0.9', hostnames: ['api.example.com'] }] } },
      { note: 'not a list', spec: { hostAliases: {} } },
    ],
  },
});
