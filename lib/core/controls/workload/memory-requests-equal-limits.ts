import { podControl } from '../control';
import { checkEqual } from './shared/amounts';

/** An absent request is the limit, as in the API; an absent limit is reported by `memory-limits`. */
export const memoryRequestsEqualLimits = podControl({
  id: 'memory-requests-equal-limits',
  title: 'Memory requests equal memory limits',
  category: 'workload',
  severity: 'medium',
  why: 'Memory cannot be reclaimed from a container: one that uses more than it requested can make the kernel kill other processes on the node.',
  fix: 'resources: { requests: { memory: 256Mi }, limits: { memory: 256Mi } }',
  code: "resources: { memory: '256Mi' }",
  breaks: 'Programs with rare peaks reserve memory for the peak all the time.',
  refs: {
    kubeScore: ['container-memory-requests-equal-limits', 'container-resource-requests-equal-limits'],
    kyverno: ['memory-requests-equal-limits'],
    gatekeeper: ['containerresourceratios'],
  },
  check(pod, report, { cluster }) {
    checkEqual(pod, report, 'memory', { cluster });
  },
  examples: {
    good: [
      {
        note: 'the amounts of the pod decide on its class',
        spec: { resources: { limits: { memory: '1Gi' }, requests: { memory: '1Gi' } } },
        container: { resources: { limits: { memory: '1Gi' }, requests: { memory: '512Mi' } } },
      },
      { container: { resources: { limits: { memory: '1Gi' }, requests: { memory: '1024Mi' } } } },
      {
        note: 'the API takes the limit for the request',
        container: { resources: { limits: { memory: '1Gi' } } },
      },
    ],
    bad: [
      {
        note: 'the amounts of the pod decide on its class',
        spec: { resources: { limits: { memory: '1Gi' }, requests: { memory: '512Mi' } } },
        container: { resources: { limits: { memory: '1Gi' }, requests: { memory: '512Mi' } } },
      },
      { container: { resources: { limits: { memory: '1Gi' }, requests: { memory: '512Mi' } } } },
      {
        note: 'not a quantity',
        container: { resources: { limits: { memory: '1 GB' }, requests: { memory: '1Gi' } } },
      },
    ],
  },
});
