import { setControl } from '../control';
import { byNamespace, namespacesOf, ofCoreKind } from '../entries';
import { isLimit, quotaOf, wholeQuotas } from './shared/namespaces';

export interface Params {
  /** Kinds that must be counted, by their plural; for these `count/<plural>` is the same. */
  readonly resources: readonly string[];
}

const DEFAULTS: Params = {
  resources: ['configmaps', 'pods', 'secrets', 'services.loadbalancers', 'services.nodeports'],
};

/**
 * Asks for counts in every namespace whose Namespace object is in the set. That no load balancer and no node port is
 * allowed is the default of IsolatedNamespace; here any number will do.
 * Source: Kubernetes documentation, quota on object count; RBAC good practices, denial of service by object creation.
 */
export const objectCountQuota = setControl({
  id: 'object-count-quota',
  title: 'Each namespace has a quota for the number of objects',
  category: 'namespace',
  severity: 'medium',
  why: 'Anyone who can create objects without a limit can fill etcd and stop the whole cluster, or create any number of load balancers.',
  fix: 'add a ResourceQuota with pods, count/configmaps, count/secrets, services.loadbalancers and services.nodeports',
  code: 'quota: { pods: 100, configMaps: 50, secrets: 50 }, on the IsolatedNamespace; left out, these are the defaults',
  refs: {
    kyverno: ['restrict-pod-count'],
    nsa: ['Network separation: resource policies'],
    other: ['k8s RBAC good practices: object creation denial of service'],
  },
  params: DEFAULTS,
  check(set, report, { params }) {
    const quotas = byNamespace(ofCoreKind(set, 'ResourceQuota'));
    for (const namespace of namespacesOf(set)) {
      const whole = wholeQuotas(quotas.get(namespace.ref.name) ?? []);
      const first = whole[0];
      if (first === undefined) {
        const needs = 'a ResourceQuota that counts objects';
        report(namespace, { path: 'metadata.name', found: namespace.ref.name, needs });
        continue;
      }
      for (const resource of params.resources) {
        const found = quotaOf(whole, [resource, `count/${resource}`]);
        if (isLimit(found)) continue;
        report(first, { path: `spec.hard['${resource}']`, found, needs: 'a number', finding: resource });
      }
    }
  },
  examples: {
    good: [
      {
        objects: [
          namespace(),
          quota({
            'count/configmaps': '50',
            'count/secrets': '50',
            pods: '100',
            'services.loadbalancers': '0',
            'services.nodeports': '0',
          }),
        ],
      },
      { note: 'only pods', params: { resources: ['pods'] }, objects: [namespace(), quota({ pods: 100 })] },
    ],
    bad: [
      { note: 'no quota', objects: [namespace()] },
      { note: 'a quota of sums only', objects: [namespace(), quota({ 'requests.cpu': '40' })] },
      {
        note: 'one kind left out',
        params: { resources: ['pods', 'secrets'] },
        objects: [namespace(), quota({ pods: '9' })],
      },
    ],
  },
});

function namespace() {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
}

function quota(hard: Record<string, unknown>) {
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'quota', namespace: 'shop' },
    spec: { hard },
  };
}
