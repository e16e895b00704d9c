import { dangerControl } from './shared/danger-control';
import { clusterRole, role } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices; CIS Kubernetes Benchmark 5.1.8. */
export const noBindVerb = dangerControl({
  id: 'no-bind-verb',
  title: 'Nobody may bind roles whose permissions they do not have',
  severity: 'critical',
  why: 'The verb bind allows giving a role to any account, including your own: with cluster-admin, that is the whole cluster.',
  fix: 'remove the verb bind on roles and clusterroles; the rights that are passed on have to be held',
  refs: {
    kubescape: ['C-0191'],
    checkov: ['CKV_K8S_157', 'CKV2_K8S_1'],
    trivy: ['KSV-0050', 'KSV-0051', 'KSV-0052'],
    kyverno: ['restrict-escalation-verbs-roles'],
    cis: ['5.1.8', 'eks:4.1.8', 'aks:4.1.7', 'gke:4.1.7'],
    nsa: ['AuthN/Z: role-based access control'],
    owasp: ['K02'],
    other: ['rbac-police: bind_roles', 'kubehound: ROLE_BIND'],
  },
  needs: 'no verb bind on roles or clusterroles',
  dangers: [{ groups: ['rbac.authorization.k8s.io'], resources: ['roles', 'clusterroles'], verbs: ['bind'] }],
  examples: {
    good: [
      {
        note: 'the verb means nothing on bindings',
        objects: [
          role({ apiGroups: ['rbac.authorization.k8s.io'], resources: ['rolebindings'], verbs: ['bind'] }),
        ],
      },
    ],
    bad: [
      {
        objects: [role({ apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles'], verbs: ['bind'] })],
      },
      { objects: [clusterRole({ apiGroups: ['*'], resources: ['clusterroles'], verbs: ['bind'] })] },
    ],
  },
});
