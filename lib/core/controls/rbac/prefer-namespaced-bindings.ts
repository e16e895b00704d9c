import { kinds } from '../../manifest/kinds.generated.json';
import { isKnownOfCluster } from '../../rbac/resources';
import { type Right, rightsOf } from '../../rbac/rights';
import type { PolicyRule } from '../../rbac/rule';
import { setControl } from '../control';
import { account, clusterRole, clusterRoleBinding, group, role, roleBinding } from './shared/roles';

/** `group/plural` of every resource of Kubernetes that lives outside of namespaces. */
const CLUSTER_RESOURCES: ReadonlySet<string> = new Set(
  kinds
    .filter(({ namespaced }) => !namespaced)
    .map(({ group: of, plural }) => `${of}/${plural.split('/')[0]}`),
);

/** Whether a rule is only about resources of Kubernetes that live in namespaces, each of them named. */
function isNamespaced(rule: PolicyRule, cluster: ReadonlySet<string>): boolean {
  if (rule.urls.length > 0 || rule.groups.length === 0 || rule.resources.length === 0) return false;
  return rule.groups.every((of) =>
    rule.resources.every((resource) => {
      const [plural = ''] = resource.split('/');
      return plural !== '*' && of !== '*' && !cluster.has(`${of}/${plural}`) && !isKnownOfCluster(of, plural);
    }),
  );
}

/** The namespace that all subjects of a binding live in; undefined where there are several, or people. */
function homeOf({ subjects }: Right): string | undefined {
  const [first] = subjects;
  if (first?.kind !== 'ServiceAccount') return undefined;
  return subjects.every(({ kind, namespace }) => kind === 'ServiceAccount' && namespace === first.namespace)
    ? first.namespace
    : undefined;
}

/** Source: Kubernetes documentation, Role Based Access Control Good Practices, least privilege. */
export const preferNamespacedBindings = setControl({
  id: 'prefer-namespaced-bindings',
  title: 'Permissions for one namespace are bound in that namespace',
  category: 'rbac',
  severity: 'low',
  why: 'A ClusterRoleBinding grants the permissions in every namespace, including kube-system and namespaces that are created later.',
  fix: 'use a RoleBinding in each namespace where the right is needed; roleRef may still name the ClusterRole',
  code: "grants: [watch('configmaps')], which binds in the namespace",
  breaks: 'Controllers that watch every namespace: waive the control for them.',
  refs: {
    nsa: ['AuthN/Z: role-based access control'],
    owasp: ['K02'],
    other: ['k8s RBAC good practices: least privilege'],
  },
  check(set, report) {
    for (const right of rightsOf(set).all) {
      const home = right.namespace === undefined ? homeOf(right) : undefined;
      if (home === undefined || right.rules === undefined || right.rules.length === 0) continue;
      if (!right.rules.every((rule) => isNamespaced(rule, CLUSTER_RESOURCES))) continue;
      const found = `${right.role.name}, which is only about resources of namespaces, for accounts of ${home}`;
      report(right.binding, { path: 'kind', found, needs: 'a RoleBinding' });
    }
  },
  examples: {
    good: [
      { objects: [role({ resources: ['pods'], verbs: ['get'] }), roleBinding('Role', 'reader')] },
      {
        note: 'nodes belong to no namespace',
        objects: [
          clusterRole({ resources: ['nodes', 'pods'], verbs: ['get'] }),
          clusterRoleBinding('reader'),
        ],
      },
      {
        note: 'nor do custom resources such as ClusterIssuers',
        objects: [
          clusterRole({ apiGroups: ['cert-manager.io'], resources: ['clusterissuers'], verbs: ['get'] }),
          clusterRoleBinding('reader'),
        ],
      },
      {
        note: 'people work in many namespaces',
        objects: [
          clusterRole({ resources: ['pods'], verbs: ['get'] }),
          clusterRoleBinding('reader', group('ops')),
        ],
      },
    ],
    bad: [
      { objects: [clusterRole({ resources: ['pods'], verbs: ['get'] }), clusterRoleBinding('reader')] },
      {
        objects: [
          clusterRole({ apiGroups: ['apps'], resources: ['deployments/scale'], verbs: ['update'] }),
          clusterRoleBinding('reader', account('web'), account('cart')),
        ],
      },
    ],
  },
});
