import { dangerControl } from './shared/danger-control';
import { clusterRole, role } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices; CIS Kubernetes Benchmark 5.1.8. */
export const noImpersonateVerb = dangerControl({
  id: 'no-impersonate-verb',
  title: 'Nobody may impersonate others',
  severity: 'critical',
  why: 'Anyone who can impersonate the group system:masters is an administrator. Anyone who can impersonate a ServiceAccount has its permissions.',
  fix: 'remove the verb impersonate',
  refs: {
    kubescape: ['C-0065', 'C-0191'],
    checkov: ['CKV2_K8S_3'],
    trivy: ['KSV-0043'],
    kyverno: ['restrict-escalation-verbs-roles'],
    cis: ['5.1.8', 'eks:4.1.8', 'aks:4.1.7', 'gke:4.1.7'],
    nsa: ['AuthN/Z: role-based access control'],
    owasp: ['K02'],
    other: ['rbac-police: impersonate', 'kubehound: IDENTITY_IMPERSONATE'],
  },
  needs: 'no verb impersonate on users, groups, serviceaccounts, uids or extras',
  dangers: [
    { groups: [''], resources: ['users', 'groups', 'serviceaccounts'], verbs: ['impersonate'] },
    {
      groups: ['authentication.k8s.io'],
      resources: ['users', 'groups', 'serviceaccounts', 'nodes', 'uids', 'userextras', 'userextras/scopes'],
      verbs: [
        'impersonate',
        'impersonate:user-info',
        'impersonate:serviceaccount',
        'impersonate:arbitrary-node',
        'impersonate:associated-node',
      ],
    },
  ],
  examples: {
    good: [{ objects: [role({ resources: ['serviceaccounts'], verbs: ['get'] })] }],
    bad: [
      { objects: [clusterRole({ resources: ['groups'], verbs: ['impersonate'] })] },
      {
        note: 'one account by its name',
        objects: [role({ resources: ['serviceaccounts'], resourceNames: ['admin'], verbs: ['impersonate'] })],
      },
      {
        objects: [
          clusterRole({ apiGroups: ['authentication.k8s.io'], resources: ['uids'], verbs: ['impersonate'] }),
        ],
      },
      {
        note: 'with a limit of its own',
        objects: [
          clusterRole({
            apiGroups: ['authentication.k8s.io'],
            resources: ['users'],
            verbs: ['impersonate:user-info'],
          }),
        ],
      },
    ],
  },
});
