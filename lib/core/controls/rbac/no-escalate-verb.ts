import { dangerControl } from './shared/danger-control';
import { clusterRole, role } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices; CIS Kubernetes Benchmark 5.1.8. */
export const noEscalateVerb = dangerControl({
  id: 'no-escalate-verb',
  title: 'Nobody may grant permissions that they do not have',
  severity: 'critical',
  why: 'The verb escalate allows writing any rule into a role: it amounts to every permission in the cluster.',
  fix: 'remove the verb escalate on roles and clusterroles',
  refs: {
    kubescape: ['C-0191'],
    checkov: ['CKV_K8S_158'],
    trivy: ['KSV-0050'],
    kyverno: ['restrict-escalation-verbs-roles'],
    cis: ['5.1.8', 'eks:4.1.8', 'aks:4.1.7', 'gke:4.1.7'],
    nsa: ['AuthN/Z: role-based access control'],
    owasp: ['K02'],
    other: ['rbac-police: escalate_roles'],
  },
  needs: 'no verb escalate on roles or clusterroles',
  dangers: [
    { groups: ['rbac.authorization.k8s.io'], resources: ['roles', 'clusterroles'], verbs: ['escalate'] },
  ],
  examples: {
    good: [
      { objects: [role({ apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles'], verbs: ['get'] })] },
      {
        note: 'of another API group',
        objects: [role({ apiGroups: ['example.com'], resources: ['roles'], verbs: ['escalate'] })],
      },
    ],
    bad: [
      {
        objects: [
          role({ apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles'], verbs: ['escalate'] }),
        ],
      },
      {
        note: 'one role by its name',
        objects: [
          clusterRole({
            apiGroups: ['rbac.authorization.k8s.io'],
            resources: ['clusterroles'],
            resourceNames: ['web'],
            verbs: ['*'],
          }),
        ],
      },
    ],
  },
});
