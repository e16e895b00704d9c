import { isAbsent } from '../../manifest/plain';
import { podControl, reportContainer } from '../control';
import { fieldAt } from '../field';
import { HANDLER_OWNERS } from './shared/handlers';

/** No value is excepted, not even `localhost`. Source: Pod Security Standards, baseline from 1.34, check `hostProbesAndHostLifecycle`. */
export const noHostFieldInProbes = podControl({
  id: 'no-host-field-in-probes',
  title: 'Probes and lifecycle handlers contact only their own pod',
  category: 'pod',
  severity: 'medium',
  why: 'The kubelet sends these requests from the network of the node: with a host field, a pod can make it reach services that the pod itself cannot reach.',
  fix: 'remove host (a virtual host is the header Host)',
  code: "probe: { http: '/readyz' }, without a host (a virtual host is the header Host: headers: { Host: 'shop.example.com' })",
  breaks: 'Probes of another address, such as pods that use the network of the node and listen on 127.0.0.1.',
  refs: {
    podSecurity: ['hostProbesAndHostLifecycle'],
    gatekeeper: ['host-probes-lifecycle'],
  },
  check(pod, report) {
    for (const container of pod.containers) {
      for (const owner of HANDLER_OWNERS) {
        const handler = fieldAt(container.spec, ...owner);
        if (handler === undefined) continue;
        for (const type of ['httpGet', 'tcpSocket']) {
          const found = fieldAt(handler, type, 'host');
          if (isAbsent(found) || found === '') continue;
          const finding = owner.join('.');
          reportContainer(report, container, `${finding}.${type}.host`, found, 'no host', { finding });
        }
      }
    }
  },
  examples: {
    good: [
      { note: 'no probes' },
      { container: { readinessProbe: { httpGet: { path: '/readyz', port: 8080 } } } },
      { note: 'empty means the pod', container: { livenessProbe: { tcpSocket: { port: 8080, host: '' } } } },
      {
        note: 'a header names a virtual host, not an address',
        container: {
          readinessProbe: {
            httpGet: { port: 8080, httpHeaders: [{ name: 'Host', value: 'shop.example.com' }] },
          },
        },
      },
    ],
    bad: [
      { container: { livenessProbe: { httpGet: { port: 80, host: '169.254.169.254' } } } },
      { container: { startupProbe: { tcpSocket: { port: 6443, host: 'localhost' } } } },
      { container: { lifecycle: { preStop: { httpGet: { port: 80, host: 'example.com' } } } } },
      { note: 'not an object', container: { lifecycle: 'preStop' } },
    ],
  },
});
