import { CPU_LIMITS_ANNOTATION } from '../../well-known';
import { setControl } from '../control';
import { byNamespace, namespacesOf, ofCoreKind } from '../entries';
import { isLimit, optsOutOfCpuLimits, quotaOf, wholeQuotas } from './shared/namespaces';

export interface Params {
  /** False where no namespace of the cluster has CPU limits; a single one says so by annotation. */
  readonly cpuLimits: boolean;
}

const DEFAULTS: Params = { cpuLimits: true };

/** The four sums, each with the other names that the API has for it. */
const SUMS: readonly (readonly [string, ...string[]])[] = [
  ['requests.cpu', 'cpu'],
  ['requests.memory', 'memory'],
  ['limits.cpu'],
  ['limits.memory'],
];

/**
 * Asks for a quota in every namespace whose Namespace object is in the set; several quotas count together, quotas with
 * a scope do not. `limits.cpu` is not asked for where CPU limits are refused, by the parameter or by the annotation
 * `bulwark.dev/cpu-limits: refused` of the Namespace.
 * Source: Kubernetes documentation, resource quotas.
 */
export const resourceQuota = setControl({
  id: 'resource-quota',
  title: 'Each namespace has a quota for CPU and memory',
  category: 'namespace',
  severity: 'low',
  why: 'Without a quota, one namespace can use all nodes: a memory leak, a runaway autoscaler or a crypto miner starves every other team.',
  fix: 'add a ResourceQuota with requests.cpu, requests.memory, limits.cpu and limits.memory',
  code: "quota: { cpu: '40', memory: '80Gi' }, on the IsolatedNamespace; left out, these are the defaults",
  breaks: 'Pods without requests and limits are refused, unless a LimitRange sets them.',
  refs: {
    trivy: ['KSV-0040'],
    kyverno: ['add-ns-quota'],
    nsa: ['Network separation: resource policies'],
  },
  params: DEFAULTS,
  check(set, report, context) {
    const { params } = context;
    const quotas = byNamespace(ofCoreKind(set, 'ResourceQuota'));
    for (const namespace of namespacesOf(set)) {
      const whole = wholeQuotas(quotas.get(namespace.ref.name) ?? []);
      const first = whole[0];
      if (first === undefined) {
        report(namespace, { path: 'metadata.name', found: namespace.ref.name, needs: 'a ResourceQuota' });
        continue;
      }
      const cpuLimits = params.cpuLimits && !optsOutOfCpuLimits(namespace, context);
      for (const names of SUMS) {
        const name = names[0];
        if (name === 'limits.cpu' && !cpuLimits) continue;
        const found = quotaOf(whole, names);
        if (!isLimit(found))
          report(first, { path: `spec.hard['${name}']`, found, needs: 'a quantity', finding: name });
      }
    }
  },
  examples: {
    good: [
      { objects: [namespace(), quota(['limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'])] },
      {
        note: 'short names mean requests',
        objects: [namespace(), quota(['cpu', 'memory', 'limits.cpu', 'limits.memory'])],
      },
      {
        note: 'where CPU limits are refused',
        objects: [
          namespace({ [CPU_LIMITS_ANNOTATION]: 'refused' }),
          quota(['limits.memory', 'requests.cpu', 'requests.memory']),
        ],
      },
      {
        params: { cpuLimits: false },
        objects: [namespace(), quota(['limits.memory', 'requests.cpu', 'requests.memory'])],
      },
      {
        note: 'two quotas together',
        objects: [namespace(), quota(['cpu', 'memory']), quota(['limits.cpu', 'limits.memory'])],
      },
    ],
    bad: [
      { note: 'none', objects: [namespace()] },
      { note: 'no limits', objects: [namespace(), quota(['requests.cpu', 'requests.memory'])] },
      {
        note: 'no limits.cpu',
        objects: [namespace(), quota(['limits.memory', 'requests.cpu', 'requests.memory'])],
      },
      {
        note: 'a scope leaves most pods out',
        objects: [
          namespace(),
          quota(['limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'], {
            scopes: ['BestEffort'],
          }),
        ],
      },
    ],
  },
});

function namespace(annotations: Record<string, string> = {}) {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', annotations } };
}

function quota(names: readonly string[], scope: Record<string, unknown> = {}) {
  const hard = Object.fromEntries(names.map((name) => [name, '40']));
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'quota', namespace: 'shop' },
    spec: { hard, ...scope },
  };
}
