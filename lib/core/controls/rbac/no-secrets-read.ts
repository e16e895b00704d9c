import { dangerControl } from './shared/danger-control';
import { clusterRole, role, roleBinding } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices; CIS Kubernetes Benchmark 5.1.2. */
export const noSecretsRead = dangerControl({
  id: 'no-secrets-read',
  title: 'Nobody may read all Secrets',
  severity: 'critical',
  why: 'Secrets hold passwords, keys and the tokens of other accounts. list and watch return their values, and a get rule without names allows guessing them.',
  fix: 'name the Secrets that are read: resourceNames: [db], verbs: [get]; or mount the Secret in the pod, which needs no right',
  breaks:
    'Controllers that watch all Secrets, such as certificate and secret operators: waive the control for them.',
  refs: {
    kubescape: ['C-0015', 'C-0186', 'C-0267'],
    checkov: ['CKV2_K8S_5'],
    trivy: ['KSV-0041', 'KSV-0113'],
    kubeLinter: ['access-to-secrets'],
    kyverno: ['restrict-secret-role-verbs'],
    cis: ['5.1.2', 'eks:4.1.2', 'aks:4.1.2', 'gke:4.1.2'],
    nsa: ['AuthN/Z: role-based access control'],
    owasp: ['K02', 'K03'],
    other: [
      'rbac-police: list_secrets',
      'rbac-police: retrieve_token_secrets',
      'rbac-police: obtain_token_weak_ns',
      'kubehound: TOKEN_LIST',
      'kubehound: TOKEN_BRUTEFORCE',
    ],
  },
  needs: 'no get, list or watch on secrets, but for those that the rule names',
  dangers: [{ groups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'], narrowedByNames: true }],
  examples: {
    good: [
      {
        note: 'one Secret by its name',
        objects: [role({ resources: ['secrets'], resourceNames: ['db'], verbs: ['get'] })],
      },
      {
        note: 'other resources',
        objects: [role({ resources: ['configmaps'], verbs: ['get', 'list', 'watch'] })],
      },
    ],
    bad: [
      { note: 'every Secret of the namespace', objects: [role({ resources: ['secrets'], verbs: ['get'] })] },
      { objects: [clusterRole({ resources: ['configmaps', 'secrets'], verbs: ['list'] })] },
      {
        note: 'a wildcard covers them',
        objects: [role({ apiGroups: ['*'], resources: ['*'], verbs: ['watch'] })],
      },
      {
        note: 'an empty name matches every list',
        objects: [role({ resources: ['secrets'], resourceNames: [''], verbs: ['list'] })],
      },
      { note: 'edit reads them', objects: [roleBinding('ClusterRole', 'edit')] },
    ],
  },
});
