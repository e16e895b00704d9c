import { dangerControl } from './shared/danger-control';
import { clusterRole, role } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices. */
export const noBindingEdit = dangerControl({
  id: 'no-binding-edit',
  title: 'Nobody may change roles and bindings',
  severity: 'low',
  why: 'A new subject in a binding gets all of its permissions, and a new rule in a role applies to everyone who is bound to it; nobody reviews either.',
  fix: 'remove create, update and patch on roles, rolebindings, clusterroles and clusterrolebindings; let the deployment pipeline write them',
  breaks: 'Operators that create roles for what they run: waive the control for them.',
  refs: { trivy: ['KSV-0055'], owasp: ['K02'], other: ['kubehound: ROLE_BIND'] },
  needs: 'no create, update or patch on roles and bindings',
  dangers: [
    {
      groups: ['rbac.authorization.k8s.io'],
      resources: ['rolebindings', 'clusterrolebindings'],
      verbs: ['create', 'update', 'patch'],
    },
    {
      groups: ['rbac.authorization.k8s.io'],
      resources: ['roles', 'clusterroles'],
      verbs: ['create', 'update', 'patch'],
    },
  ],
  examples: {
    good: [
      {
        objects: [
          role({
            apiGroups: ['rbac.authorization.k8s.io'],
            resources: ['rolebindings'],
            verbs: ['get', 'list'],
          }),
        ],
      },
    ],
    bad: [
      {
        objects: [
          role({ apiGroups: ['rbac.authorization.k8s.io'], resources: ['rolebindings'], verbs: ['patch'] }),
        ],
      },
      {
        objects: [
          role({ apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles'], verbs: ['create'] }),
        ],
      },
      {
        objects: [
          clusterRole({ apiGroups: ['rbac.authorization.k8s.io'], resources: ['*'], verbs: ['update'] }),
        ],
      },
    ],
  },
});
