import { dangerControl } from './shared/danger-control';
import { clusterRole, role } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices. */
export const noNamespaceWrite = dangerControl({
  id: 'no-namespace-write',
  title: 'Nobody may change namespaces',
  severity: 'high',
  why: 'The labels of a namespace can disable Pod Security, and let its pods through NetworkPolicies that select namespaces.',
  fix: 'remove update and patch on namespaces',
  breaks: 'Platform controllers that create tenants: waive the control for them.',
  refs: { owasp: ['K02'], other: ['k8s RBAC good practices: namespace modification'] },
  needs: 'no update or patch on namespaces',
  dangers: [{ groups: [''], resources: ['namespaces', 'namespaces/finalize'], verbs: ['update', 'patch'] }],
  examples: {
    good: [{ objects: [clusterRole({ resources: ['namespaces'], verbs: ['get', 'list', 'watch'] })] }],
    bad: [
      { objects: [clusterRole({ resources: ['namespaces'], verbs: ['patch'] })] },
      {
        note: 'a Role may change its own namespace',
        objects: [role({ resources: ['namespaces'], verbs: ['update'] })],
      },
    ],
  },
});
