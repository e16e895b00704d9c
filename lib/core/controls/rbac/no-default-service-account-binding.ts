import { DEFAULT_ACCOUNT } from './shared/accounts';
import { account, clusterRoleBinding, roleBinding, user } from './shared/roles';
import { subjectControl } from './shared/subject-control';

/** Source: CIS Kubernetes Benchmark 5.1.5. */
export const noDefaultServiceAccountBinding = subjectControl({
  id: 'no-default-service-account-binding',
  title: 'No role is bound to a default ServiceAccount',
  severity: 'high',
  why: 'Every pod that names no account runs as default, so it gets the permission too, and so does every future pod.',
  fix: 'bind the role to a ServiceAccount of the workload, and name it there: spec.serviceAccountName',
  refs: {
    kubescape: ['C-0225', 'C-0239'],
    checkov: ['CKV_K8S_42'],
    cis: ['5.1.5', 'eks:5.2.1', 'aks:5.2.1', 'gke:5.2.2'],
    nsa: ['Pod security: protecting Pod service account tokens'],
    owasp: ['K09'],
  },
  needs: 'a ServiceAccount of the workload',
  refuses: ({ kind, name }) => kind === 'ServiceAccount' && name === DEFAULT_ACCOUNT,
  examples: {
    good: [{ objects: [roleBinding('Role', 'reader', account('web'))] }],
    bad: [
      { objects: [roleBinding('Role', 'reader', account('default'))] },
      { objects: [clusterRoleBinding('view', account('default', 'kube-system'))] },
      {
        note: 'by the name of its user',
        objects: [roleBinding('Role', 'reader', user('system:serviceaccount:shop:default'))],
      },
    ],
  },
});
