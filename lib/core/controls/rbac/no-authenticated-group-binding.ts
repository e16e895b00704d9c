import { ALL_ACCOUNTS, ALL_AUTHENTICATED } from '../../rbac/subject';
import { account, clusterRoleBinding, group, roleBinding } from './shared/roles';
import { subjectControl } from './shared/subject-control';

/** Source: CIS GKE Benchmark 4.1.10; Kubernetes documentation, Role Based Access Control Good Practices. */
export const noAuthenticatedGroupBinding = subjectControl({
  id: 'no-authenticated-group-binding',
  title: 'No permission is granted to all authenticated users',
  severity: 'critical',
  why: 'system:authenticated includes every user and every pod of the cluster, system:serviceaccounts every pod. On some clouds, everyone with an account at the cloud provider is authenticated.',
  fix: 'remove the group; bind the role to the ServiceAccounts or groups that need it',
  refs: {
    kubescape: ['C-0265', 'C-0261'],
    trivy: ['KSV-01011'],
    gatekeeper: ['disallowanonymous'],
    cis: ['gke:4.1.10'],
    owasp: ['K02'],
  },
  needs: 'subjects that are named one by one',
  refuses: ({ kind, name }) =>
    kind === 'Group' &&
    (name === ALL_AUTHENTICATED || name === ALL_ACCOUNTS || name.startsWith(`${ALL_ACCOUNTS}:`)),
  harmless: [
    'system:basic-user',
    'system:discovery',
    'system:public-info-viewer',
    'system:service-account-issuer-discovery',
  ],
  examples: {
    good: [
      { objects: [roleBinding('Role', 'reader', account('web'))] },
      {
        note: 'what everyone may ask for anyway',
        objects: [clusterRoleBinding('system:discovery', group('system:authenticated'))],
      },
    ],
    bad: [
      { objects: [clusterRoleBinding('view', group('system:authenticated'))] },
      { objects: [roleBinding('Role', 'reader', group('system:serviceaccounts'))] },
      {
        note: 'every pod of a namespace',
        objects: [roleBinding('Role', 'reader', group('system:serviceaccounts:shop'))],
      },
    ],
  },
});
