import { podControl } from '../control';
import { checkProbe } from './shared/probes';

/** Source: conflicts 7 and 8 of the catalogue: Jobs, CronJobs and init containers have none; native sidecars do. */
export const livenessProbe = podControl({
  id: 'liveness-probe',
  title: 'Every long-running container has a liveness probe',
  category: 'workload',
  severity: 'medium',
  why: 'A process that hangs without exiting is never restarted: only a liveness probe makes the kubelet restart it.',
  fix: 'livenessProbe: { httpGet: { path: /livez, port: 8080 } }',
  code: "probe: { http: '/readyz' }, liveness: { http: '/livez' }",
  breaks: 'A probe that is too strict restarts containers that are only busy, especially under load.',
  refs: {
    kubescape: ['C-0056'],
    checkov: ['CKV_K8S_8'],
    kubeLinter: ['no-liveness-probe'],
    kubeScore: ['pod-probes'],
    polaris: ['livenessProbeMissing'],
    kyverno: ['require-pod-probes'],
    gatekeeper: ['requiredprobes'],
  },
  check(pod, report) {
    checkProbe(pod, report, 'livenessProbe');
  },
  examples: {
    good: [
      { container: { livenessProbe: { httpGet: { path: '/livez', port: 8080 } } } },
      { note: 'a Job has backoffLimit and activeDeadlineSeconds instead', kind: 'CronJob' },
    ],
    bad: [
      { kind: 'StatefulSet' },
      { note: 'null is absent', container: { livenessProbe: null } },
      { note: 'not an object', container: { livenessProbe: { exec: 'true' } } },
    ],
  },
});
