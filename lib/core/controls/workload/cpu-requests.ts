import { podControl } from '../control';
import { checkAmount, fillRequests } from './shared/amounts';

/** Init containers count; a request that is absent is written from the limit, as the API server would. */
export const cpuRequests = podControl({
  id: 'cpu-requests',
  title: 'Every container requests CPU',
  category: 'workload',
  severity: 'high',
  why: 'Without a request, the scheduler can put more pods on a node than it can run, and the container is the first to starve when its neighbours are busy.',
  fix: 'resources: { requests: { cpu: 250m } }',
  code: "resources: { cpu: '250m' }",
  breaks: 'A request that is too high leaves pods pending.',
  refs: {
    kubescape: ['C-0268', 'C-0050'],
    checkov: ['CKV_K8S_10'],
    trivy: ['KSV-0015'],
    kubeLinter: ['unset-cpu-requirements'],
    kubeScore: ['container-resources'],
    polaris: ['cpuRequestsMissing'],
    kyverno: ['require-requests-limits', 'require-qos-burstable', 'add-default-resources'],
    gatekeeper: ['containerrequests', 'containerresources'],
    nsa: ['Network separation: resource policies'],
  },
  check(pod, report, { cluster }) {
    checkAmount(pod, report, 'requests', 'cpu', cluster);
  },
  harden(pod, { cluster }) {
    fillRequests(pod, 'cpu', cluster);
  },
  writes: [
    {
      field: 'resources.requests.cpu',
      harmless: 'It is the limit, which the API server takes where nothing is said.',
    },
  ],
  examples: {
    good: [
      {
        note: 'the containers share the request of the pod',
        spec: { resources: { requests: { cpu: '250m' } } },
      },
      { container: { resources: { requests: { cpu: '250m' } } } },
      { container: { resources: { requests: { cpu: 1 } } } },
    ],
    bad: [
      {},
      { note: 'of the pod as well', spec: { resources: { limits: { cpu: '250m' } } } },
      { note: 'written out, so that scanners see it', container: { resources: { limits: { cpu: '250m' } } } },
      { note: '0 is none', container: { resources: { requests: { cpu: '0' } } } },
      {
        note: 'init containers count',
        spec: { initContainers: [{ name: 'init', image: 'init' }] },
        container: { resources: { requests: { cpu: '250m' } } },
      },
    ],
  },
});
