import { isAbsent, isOpaque, isPlain } from '../../manifest/plain';
import type { Container } from '../../manifest/pod';
import { podControl, type Report, reportContainer } from '../control';
import { hidesSomething } from './shared/draft';
import { handlerOf, PROBES, type ProbeField, portsOf } from './shared/probes';

/** Whether a container declares a port that probes can reach: probes speak TCP. */
function declares(container: Container, port: unknown): boolean {
  const number = typeof port === 'string' && /^\d+$/.test(port) ? Number(port) : port;
  return portsOf(container).some((declared) => {
    if ((declared.protocol ?? 'TCP') !== 'TCP') return false;
    return declared.containerPort === number || (typeof port === 'string' && declared.name === port);
  });
}

function checkPort(container: Container, field: ProbeField, report: Report): void {
  const probe = container.spec[field];
  if (isAbsent(probe)) return;
  const handler = handlerOf(probe);
  if (handler?.type === 'exec' || (handler === undefined && isPlain(probe))) return;
  const spec = handler === undefined ? probe : handler.spec;
  const found = isPlain(spec) ? (spec.port ?? undefined) : spec;
  if (!isOpaque(found) && declares(container, found)) return;
  const path = handler === undefined ? field : `${field}.${handler.type}.port`;
  const unknown = hidesSomething(container.spec.ports);
  reportContainer(report, container, path, found, 'a TCP port that the container declares', {
    finding: field,
    unknown,
  });
}

/** A name has to be declared by the container itself; the kubelet looks nowhere else. */
export const probePortDeclared = podControl({
  id: 'probe-port-declared',
  title: 'Probes use a port that the container declares',
  category: 'workload',
  severity: 'medium',
  why: 'A probe on a port where nothing listens always fails: the container is restarted again and again, or never receives a request.',
  fix: 'ports: [{ name: http, containerPort: 8080 }], the port of the probe',
  code: "port: 8080, probe: { http: '/readyz' }",
  refs: { kubeLinter: ['liveness-port', 'readiness-port', 'startup-port'] },
  check(pod, report) {
    for (const container of pod.containers) {
      for (const field of PROBES) checkPort(container, field, report);
    }
  },
  examples: {
    good: [
      {
        container: {
          ports: [{ name: 'http', containerPort: 8080 }],
          livenessProbe: { httpGet: { path: '/livez', port: 'http' } },
          readinessProbe: { tcpSocket: { port: 8080 } },
        },
      },
      { note: 'a command has no port', container: { readinessProbe: { exec: { command: ['true'] } } } },
    ],
    bad: [
      { note: 'nothing is declared', container: { startupProbe: { grpc: { port: 7070 } } } },
      {
        note: 'another name',
        container: {
          ports: [{ name: 'web', containerPort: 8080 }],
          readinessProbe: { httpGet: { path: '/readyz', port: 'http' } },
        },
      },
      {
        note: 'probes speak TCP',
        container: {
          ports: [{ name: 'dns', containerPort: 5353, protocol: 'UDP' }],
          livenessProbe: { tcpSocket: { port: 5353 } },
        },
      },
      { note: 'no port at all', container: { livenessProbe: { httpGet: { path: '/livez' } } } },
    ],
  },
});
