import { podControl } from '../control';
import { checkAmount } from './shared/amounts';

/** No default exists: a limit that nobody measured kills the program. */
export const memoryLimits = podControl({
  id: 'memory-limits',
  title: 'Every container has a memory limit',
  category: 'workload',
  severity: 'high',
  why: 'A memory leak, or an attacker who sends large requests, can use the memory of the whole node and cause other pods to be killed.',
  fix: 'resources: { limits: { memory: 256Mi } }',
  code: "resources: { memory: '256Mi' }",
  breaks: 'The kernel kills a container that needs more than its limit: measure first.',
  refs: {
    kubescape: ['C-0271', 'C-0004', 'C-0009'],
    checkov: ['CKV_K8S_13'],
    trivy: ['KSV-0018'],
    kubeLinter: ['unset-memory-requirements'],
    kubeScore: ['container-resources'],
    polaris: ['memoryLimitsMissing'],
    kyverno: ['require-requests-limits'],
    gatekeeper: ['containerlimits', 'containerresources'],
    nsa: ['Network separation: resource policies'],
    owasp: ['K01'],
  },
  check(pod, report, { cluster }) {
    checkAmount(pod, report, 'limits', 'memory', cluster);
  },
  examples: {
    good: [
      { container: { resources: { limits: { memory: '256Mi' } } } },
      {
        note: 'the containers share the limit of the pod',
        spec: { resources: { limits: { memory: '256Mi' } } },
      },
    ],
    bad: [
      { note: 'a request is no limit', container: { resources: { requests: { memory: '256Mi' } } } },
      { note: '0 means no limit', container: { resources: { limits: { memory: 0 } } } },
      {
        note: 'init containers count',
        spec: { initContainers: [{ name: 'init', image: 'init' }] },
        container: { resources: { limits: { memory: '256Mi' } } },
      },
    ],
  },
});
