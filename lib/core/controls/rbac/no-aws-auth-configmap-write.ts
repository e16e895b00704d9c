import { dangerControl } from './shared/danger-control';
import { clusterRole, role, roleIn } from './shared/roles';

/** A Role of another namespace than kube-system does not reach it. Source: Kubernetes documentation, Role Based Access Control Good Practices. */
export const noAwsAuthConfigmapWrite = dangerControl({
  id: 'no-aws-auth-configmap-write',
  title: 'Nobody may write the ConfigMap aws-auth',
  severity: 'critical',
  why: 'On EKS it says which cloud identities are administrators of the cluster.',
  fix: 'name the ConfigMaps that are written: resourceNames: [settings]; use access entries of EKS in place of aws-auth',
  refs: {
    kubescape: ['C-0285'],
    trivy: ['KSV-0115'],
    cis: ['eks:4.1.7'],
    owasp: ['K02', 'K08'],
    other: ['rbac-police: eks_modify_aws_auth'],
  },
  needs: 'no write access to the ConfigMap aws-auth',
  dangers: [
    {
      groups: [''],
      resources: ['configmaps'],
      verbs: ['create', 'update', 'patch'],
      narrowedByNames: true,
      evenNamed: ['aws-auth'],
      onlyIn: 'kube-system',
    },
  ],
  examples: {
    good: [
      {
        objects: [clusterRole({ resources: ['configmaps'], resourceNames: ['settings'], verbs: ['update'] })],
      },
      {
        note: 'every ConfigMap of another namespace',
        objects: [role({ resources: ['configmaps'], verbs: ['update'] })],
      },
    ],
    bad: [
      {
        note: 'by its name',
        objects: [
          roleIn('kube-system', {
            resources: ['configmaps'],
            resourceNames: ['aws-auth'],
            verbs: ['update'],
          }),
        ],
      },
      { note: 'every ConfigMap', objects: [clusterRole({ resources: ['configmaps'], verbs: ['patch'] })] },
    ],
  },
});
