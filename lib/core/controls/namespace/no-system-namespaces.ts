import { isAbsent } from '../../manifest/plain';
import { objectControl } from '../control';
import { fieldAt } from '../field';

export interface Params {
  /** The namespaces that belong to the cluster itself. */
  readonly namespaces: readonly string[];
}

const DEFAULTS: Params = { namespaces: ['kube-system', 'kube-public', 'kube-node-lease'] };

/** Source: Kubernetes documentation, namespaces: `kube-` is reserved for the system. */
export const noSystemNamespaces = objectControl({
  id: 'no-system-namespaces',
  title: 'Nothing is in the system namespaces of the cluster',
  category: 'namespace',
  severity: 'medium',
  why: 'kube-system holds the Secrets and controllers of the cluster, is often exempt from policy, and is trusted by rules that select this namespace.',
  fix: 'metadata: { namespace: shop }',
  code: 'place it in an IsolatedNamespace of your own',
  breaks: 'Add-ons that must be in kube-system: waive it for them.',
  refs: {
    trivy: ['KSV-0037'],
    kyverno: ['namespace-protection'],
    nsa: ['Network separation: namespaces'],
  },
  params: DEFAULTS,
  kinds: [],
  check(manifest, report, { params }) {
    const found = fieldAt(manifest, 'metadata', 'namespace');
    if (isAbsent(found) || (typeof found === 'string' && !params.namespaces.includes(found))) return;
    report({
      path: 'metadata.namespace',
      found,
      needs: `a namespace other than ${params.namespaces.join(', ')}`,
    });
  },
  examples: {
    good: [
      { objects: [configMap('shop')] },
      { note: 'only the beginning is alike', objects: [configMap('kube-system-tools')] },
      {
        note: 'cluster-scoped',
        objects: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-system' } }],
      },
    ],
    bad: [
      { objects: [configMap('kube-system')] },
      { objects: [configMap('kube-public')] },
      { note: 'any others of yours', params: { namespaces: ['platform'] }, objects: [configMap('platform')] },
      { note: 'not a string', objects: [configMap(7)] },
    ],
  },
});

function configMap(namespace: unknown) {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace } };
}
