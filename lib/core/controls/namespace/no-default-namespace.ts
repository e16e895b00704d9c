import { isAbsent } from '../../manifest/plain';
import { setControl } from '../control';
import { fieldAt } from '../field';

/**
 * Over sets, because the kind registry of the set says what is namespaced. An object of an unknown kind is reported
 * when it names the namespace `default`, not when it names none: it may be cluster-scoped.
 * Source: CIS Kubernetes Benchmark, general policies: the default namespace should not be used.
 */
export const noDefaultNamespace = setControl({
  id: 'no-default-namespace',
  title: 'Nothing is in the namespace default',
  category: 'namespace',
  severity: 'medium',
  why: 'Every object without a namespace ends up there, so you cannot write a policy, quota or role that fits what it holds.',
  fix: 'metadata: { namespace: shop }',
  code: 'place it in an IsolatedNamespace',
  refs: {
    kubescape: ['C-0061', 'C-0212'],
    checkov: ['CKV_K8S_21'],
    trivy: ['KSV-0110'],
    kubeLinter: ['use-namespace'],
    kyverno: ['disallow-default-namespace'],
    cis: ['5.6.4', 'eks:4.5.2', 'aks:4.6.3', 'gke:4.6.4'],
    nsa: ['Network separation: namespaces'],
  },
  check(set, report) {
    for (const entry of set.entries) {
      const found = fieldAt(entry.manifest, 'metadata', 'namespace');
      if (typeof found === 'string' && found !== '' && found !== 'default') continue;
      const scope = set.registry.scopeOf(entry.ref.apiVersion, entry.ref.kind);
      if (scope === 'Cluster' || (scope === undefined && (isAbsent(found) || found === ''))) continue;
      report(entry, { path: 'metadata.namespace', found, needs: 'a namespace other than default' });
    }
  },
  examples: {
    good: [
      { objects: [service('shop')] },
      {
        note: 'cluster-scoped kinds have none',
        objects: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }],
      },
      {
        note: 'an unknown kind without one may be cluster-scoped',
        objects: [{ apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'widget' } }],
      },
    ],
    bad: [
      { objects: [service('default')] },
      { note: 'none means default', objects: [service(undefined)] },
      {
        objects: [
          {
            apiVersion: 'example.com/v1',
            kind: 'Widget',
            metadata: { name: 'widget', namespace: 'default' },
          },
        ],
      },
    ],
  },
});

function service(namespace: string | undefined) {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace } };
}
