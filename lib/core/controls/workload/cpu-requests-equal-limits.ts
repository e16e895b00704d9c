import { podControl } from '../control';
import { checkEqual } from './shared/amounts';

/** An absent request is the limit, as in the API; an absent limit is reported by `cpu-limits`, or refused. */
export const cpuRequestsEqualLimits = podControl({
  id: 'cpu-requests-equal-limits',
  title: 'CPU requests equal CPU limits',
  category: 'workload',
  severity: 'medium',
  why: 'With equal requests and limits for CPU and memory, a pod has the QoS class Guaranteed: it is evicted last, and runs as fast on a busy node as on an idle one.',
  fix: 'resources: { requests: { cpu: 250m }, limits: { cpu: 250m } }',
  code: "resources: { cpu: '250m' }",
  breaks:
    'Programs that need much CPU for a short time, such as at start, become slower: raise both, or allow a burst.',
  refs: {
    kubeScore: ['container-cpu-requests-equal-limits', 'container-resource-requests-equal-limits'],
    kyverno: ['require-qos-guaranteed'],
    gatekeeper: ['containerresourceratios'],
  },
  params: {
    /** How many times its request the limit may be. */
    burst: 1,
  },
  check(pod, report, { params, cluster }) {
    checkEqual(pod, report, 'cpu', { burst: params.burst, cluster });
  },
  examples: {
    good: [
      { container: { resources: { limits: { cpu: '1' }, requests: { cpu: '1000m' } } } },
      {
        params: { burst: 2 },
        container: { resources: { limits: { cpu: '500m' }, requests: { cpu: '250m' } } },
      },
      { note: 'no limit, no burst', container: { resources: { requests: { cpu: '250m' } } } },
    ],
    bad: [
      { container: { resources: { limits: { cpu: '500m' }, requests: { cpu: '250m' } } } },
      { params: { burst: 2 }, container: { resources: { limits: { cpu: 1 }, requests: { cpu: '250m' } } } },
      {
        note: 'the API refuses it',
        container: { resources: { limits: { cpu: '250m' }, requests: { cpu: 1 } } },
      },
    ],
  },
});
