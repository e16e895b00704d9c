import { homeOf } from '../../manifest/identity';
import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import type { PlainObject } from '../../manifest/plain';
import { CPU_LIMITS_ANNOTATION } from '../../well-known';
import { type Context, type Problem, setControl } from '../control';
import { optsOutOfCpuLimits } from '../namespace/shared/namespaces';
import { checkAmount } from './shared/amounts';

/**
 * What is wrong with a workload's opt-out: its Namespace has to opt out of CPU limits too, because a LimitRange there
 * writes the limit all the same, and a quota on `limits.cpu` turns the pod away.
 */
function optOutProblem(entry: Entry, set: ManifestSet, context: Context): Problem | undefined {
  const namespace = set.find('Namespace', undefined, homeOf(entry.ref));
  if (namespace !== undefined && optsOutOfCpuLimits(namespace, context)) return undefined;
  return {
    path: `metadata.annotations["${CPU_LIMITS_ANNOTATION}"]`,
    found: 'refused',
    needs: 'a Namespace that opts out of CPU limits too',
    finding: 'refused',
    fix: `annotations: { ${CPU_LIMITS_ANNOTATION}: refused }, in the metadata of the Namespace; or CPU limits in the workload`,
    code: "cpuLimits: 'optOut', on the IsolatedNamespace; or CPU limits on the workload",
    unknown: namespace === undefined,
  };
}

/** Source: conflict 2 of the catalogue. Where workload and Namespace both opt out of CPU limits, it finds nothing. */
export const cpuLimits = setControl({
  id: 'cpu-limits',
  title: 'Every container has a CPU limit',
  category: 'workload',
  severity: 'high',
  why: 'A container in a busy loop, or with a crypto miner, uses every idle CPU cycle of the node and slows down its neighbours.',
  fix: 'resources: { limits: { cpu: 250m } }',
  code: "resources: { cpu: '250m' }",
  breaks:
    'A container at its limit is throttled even if the node is idle. You can opt out of CPU limits on the namespace and the workload.',
  refs: {
    kubescape: ['C-0270', 'C-0050', 'C-0009'],
    checkov: ['CKV_K8S_11'],
    trivy: ['KSV-0011'],
    kubeScore: ['container-resources'],
    polaris: ['cpuLimitsMissing'],
    kyverno: ['require-cpu-limits'],
    gatekeeper: ['containerlimits', 'containerresources'],
    nsa: ['Network separation: resource policies'],
    owasp: ['K01'],
  },
  check(set, report, context) {
    for (const entry of set.entries) {
      if (entry.pod === undefined) continue;
      if (optsOutOfCpuLimits(set.topOf(entry), context)) {
        const problem = optOutProblem(entry, set, context);
        if (problem !== undefined) report(entry, problem);
        continue;
      }
      for (const carried of entry.pods) {
        checkAmount(carried, (problem) => report(entry, problem), 'limits', 'cpu', context.cluster);
      }
    }
  },
  examples: {
    good: [
      { objects: [pod({ limits: { cpu: '250m' } })] },
      {
        note: 'the containers share the limit of the pod',
        objects: [pod({}, {}, { limits: { cpu: '250m' } })],
      },
      {
        note: 'workload and namespace refuse them',
        objects: [
          namespace({ [CPU_LIMITS_ANNOTATION]: 'refused' }),
          pod({}, { [CPU_LIMITS_ANNOTATION]: 'refused' }),
        ],
      },
    ],
    bad: [
      { note: 'a request is no limit', objects: [pod({ requests: { cpu: '250m' } })] },
      {
        note: 'the namespace has them',
        objects: [namespace({}), pod({}, { [CPU_LIMITS_ANNOTATION]: 'refused' })],
      },
      { note: 'the namespace is not known', objects: [pod({}, { [CPU_LIMITS_ANNOTATION]: 'refused' })] },
    ],
  },
});

function pod(resources: PlainObject, annotations: PlainObject = {}, shared?: PlainObject): PlainObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop', annotations },
    spec: { containers: [{ name: 'app', resources }], resources: shared },
  };
}

function namespace(annotations: PlainObject): PlainObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', annotations } };
}
