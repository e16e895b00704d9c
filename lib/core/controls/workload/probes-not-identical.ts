import { isAbsent, isPlain } from '../../manifest/plain';
import { podControl, reportContainer } from '../control';
import { probesAlike } from './shared/probes';

/** Source: conflict 7 of the catalogue. Compared: path, port, gRPC service, command; headers and timing do not count. */
export const probesNotIdentical = podControl({
  id: 'probes-not-identical',
  title: 'Liveness and readiness probes are different',
  category: 'workload',
  severity: 'medium',
  why: 'If both are the same, a container that should only stop receiving requests is killed instead, and its load moves on to overload the next one.',
  fix: 'livenessProbe: { httpGet: { path: /livez, port: 8080 } }, another path than that of the readinessProbe',
  code: "probe: { http: '/readyz' }, liveness: { http: '/livez' }",
  refs: { kubeScore: ['pod-probes-identical'], kyverno: ['validate-probes'] },
  check(pod, report) {
    for (const container of pod.containers) {
      const { livenessProbe, readinessProbe } = container.spec;
      if (isAbsent(livenessProbe) || isAbsent(readinessProbe)) continue;
      const alike = probesAlike(container, livenessProbe, readinessProbe);
      if (alike === false) continue;
      const found = isPlain(livenessProbe) ? livenessProbe : readinessProbe;
      reportContainer(
        report,
        container,
        'livenessProbe',
        found,
        'another path, port or service than the readiness probe',
        {
          unknown: alike === undefined,
        },
      );
    }
  },
  examples: {
    good: [
      {
        container: {
          livenessProbe: { httpGet: { path: '/livez', port: 'http' } },
          readinessProbe: { httpGet: { path: '/readyz', port: 'http' } },
        },
      },
      {
        note: 'another service of the same port',
        container: {
          livenessProbe: { grpc: { port: 7070, service: 'live' } },
          readinessProbe: { grpc: { port: 7070 } },
        },
      },
      {
        note: 'one alone has nothing to differ from',
        container: { readinessProbe: { tcpSocket: { port: 6379 } } },
      },
    ],
    bad: [
      {
        note: 'timing is no difference, and no path is the path /',
        container: {
          livenessProbe: { httpGet: { port: 8080 }, periodSeconds: 30 },
          readinessProbe: { httpGet: { path: '/', port: 8080 } },
        },
      },
      {
        note: 'a name and the number behind it',
        container: {
          ports: [{ name: 'redis', containerPort: 6379 }],
          livenessProbe: { tcpSocket: { port: 6379 } },
          readinessProbe: { tcpSocket: { port: 'redis' } },
        },
      },
      {
        note: 'kube-score takes two names for one port: the paths have to differ',
        container: {
          livenessProbe: { httpGet: { path: '/healthz', port: 'http' } },
          readinessProbe: { httpGet: { path: '/healthz', port: 'admin' } },
        },
      },
      {
        container: {
          livenessProbe: { exec: { command: ['redis-cli', 'ping'] } },
          readinessProbe: { exec: { command: ['redis-cli', 'ping'] } },
        },
      },
    ],
  },
});
