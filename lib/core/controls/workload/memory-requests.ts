import { podControl } from '../control';
import { checkAmount, fillRequests } from './shared/amounts';

/** Init containers count; a request that is absent is written from the limit, as the API server would. */
export const memoryRequests = podControl({
  id: 'memory-requests',
  title: 'Every container requests memory',
  category: 'workload',
  severity: 'high',
  why: 'Without a request, the scheduler overcommits the memory of the node, and such a pod is the first to be killed when memory runs out.',
  fix: 'resources: { requests: { memory: 256Mi } }',
  code: "resources: { memory: '256Mi' }",
  breaks: 'A request that is too high leaves pods pending.',
  refs: {
    kubescape: ['C-0269', 'C-0004'],
    checkov: ['CKV_K8S_12'],
    trivy: ['KSV-0016'],
    kubeScore: ['container-resources'],
    polaris: ['memoryRequestsMissing'],
    kyverno: ['require-requests-limits', 'require-qos-burstable', 'add-default-resources'],
    gatekeeper: ['containerrequests', 'containerresources'],
    nsa: ['Network separation: resource policies'],
  },
  check(pod, report, { cluster }) {
    checkAmount(pod, report, 'requests', 'memory', cluster);
  },
  harden(pod, { cluster }) {
    fillRequests(pod, 'memory', cluster);
  },
  writes: [
    {
      field: 'resources.requests.memory',
      harmless: 'It is the limit, which the API server takes where nothing is said.',
    },
  ],
  examples: {
    good: [
      { container: { resources: { requests: { memory: '256Mi' } } } },
      {
        note: 'the containers share the request of the pod',
        spec: { resources: { requests: { memory: '256Mi' } } },
      },
    ],
    bad: [
      {},
      { note: 'of the pod as well', spec: { resources: { limits: { memory: '256Mi' } } } },
      {
        note: 'written out, so that scanners see it',
        container: { resources: { limits: { memory: '256Mi' } } },
      },
      { note: 'not a quantity', container: { resources: { requests: { memory: '256 MB' } } } },
    ],
  },
});
