import { podControl } from '../control';
import { checkProbe } from './shared/probes';

/** Source: conflict 8 of the catalogue: Jobs, CronJobs and init containers have none; native sidecars do. */
export const readinessProbe = podControl({
  id: 'readiness-probe',
  title: 'Every long-running container has a readiness probe',
  category: 'workload',
  severity: 'medium',
  why: 'Without a readiness probe, a Service sends requests to a container that is still starting or no longer answers, and a rollout replaces working pods with broken ones.',
  fix: 'readinessProbe: { httpGet: { path: /readyz, port: 8080 } }',
  code: "probe: { http: '/readyz' }",
  breaks:
    'A probe that depends on other services takes all pods out of service when they fail: it should check only the container.',
  refs: {
    kubescape: ['C-0018'],
    checkov: ['CKV_K8S_9'],
    kubeLinter: ['no-readiness-probe'],
    kubeScore: ['pod-probes'],
    polaris: ['readinessProbeMissing'],
    kyverno: ['require-pod-probes'],
    gatekeeper: ['requiredprobes'],
  },
  check(pod, report) {
    checkProbe(pod, report, 'readinessProbe');
  },
  examples: {
    good: [
      { container: { readinessProbe: { httpGet: { path: '/readyz', port: 8080 } } } },
      { note: 'a Job is done when it ends, not when it answers', kind: 'Job' },
      {
        note: 'an init container ends before anything is asked',
        spec: { initContainers: [{ name: 'init', image: 'init' }] },
        container: { readinessProbe: { tcpSocket: { port: 6379 } } },
      },
    ],
    bad: [
      { kind: 'Deployment' },
      { note: 'a probe that asks nothing', container: { readinessProbe: { periodSeconds: 5 } } },
      {
        note: 'a native sidecar runs as long as the pod',
        spec: { initContainers: [{ name: 'proxy', image: 'proxy', restartPolicy: 'Always' }] },
        container: { readinessProbe: { grpc: { port: 7070 } } },
      },
      { note: 'not an object', container: { readinessProbe: { httpGet: '/readyz' } } },
    ],
  },
});
