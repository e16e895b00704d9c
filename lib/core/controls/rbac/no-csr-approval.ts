import { dangerControl } from './shared/danger-control';
import { clusterRole } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices; CIS Kubernetes Benchmark 5.1.11. */
export const noCsrApproval = dangerControl({
  id: 'no-csr-approval',
  title: 'Nobody may approve or sign certificates of the cluster',
  severity: 'medium',
  why: 'Anyone who can approve requests can get a client certificate for any user and group, which cannot be revoked before it expires.',
  fix: 'remove update and patch on certificatesigningrequests/approval and /status, and approve and sign on signers',
  breaks: 'Certificate approvers for kubelets: waive the control for them, and name the signer.',
  refs: {
    kubescape: ['C-0280'],
    checkov: ['CKV_K8S_156'],
    kyverno: ['restrict-clusterrole-csr', 'inspect-csr'],
    cis: ['5.1.11', 'aks:4.1.10'],
    owasp: ['K02'],
    other: ['rbac-police: approve_csrs'],
  },
  needs: 'no approval or signing of certificate requests',
  dangers: [
    {
      groups: ['certificates.k8s.io'],
      resources: ['certificatesigningrequests/approval', 'certificatesigningrequests/status'],
      verbs: ['update', 'patch'],
      clusterOnly: true,
    },
    {
      groups: ['certificates.k8s.io'],
      resources: ['signers'],
      verbs: ['approve', 'sign'],
      clusterOnly: true,
    },
  ],
  examples: {
    good: [
      {
        note: 'to ask is not to approve',
        objects: [
          clusterRole({
            apiGroups: ['certificates.k8s.io'],
            resources: ['certificatesigningrequests'],
            verbs: ['create', 'get'],
          }),
        ],
      },
    ],
    bad: [
      {
        objects: [
          clusterRole({
            apiGroups: ['certificates.k8s.io'],
            resources: ['certificatesigningrequests/approval'],
            verbs: ['update'],
          }),
        ],
      },
      {
        objects: [
          clusterRole({
            apiGroups: ['certificates.k8s.io'],
            resources: ['signers'],
            resourceNames: ['kubernetes.io/kube-apiserver-client'],
            verbs: ['approve'],
          }),
        ],
      },
    ],
  },
});
