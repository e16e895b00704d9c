import { dangerControl } from './shared/danger-control';
import { clusterRole } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices. */
export const noNodeWrite = dangerControl({
  id: 'no-node-write',
  title: 'Nobody may change nodes',
  severity: 'high',
  why: 'Labels and taints decide which pods run where: anyone who can write them can move privileged pods to a node that they control.',
  fix: 'remove create, update, patch and delete on nodes',
  breaks: 'Node provisioners and cloud controllers: waive the control for them.',
  refs: {
    kyverno: ['protect-node-label-foo', 'restrict-node-label-creation', 'protect-node-taints'],
    owasp: ['K02'],
  },
  needs: 'no write access to nodes',
  dangers: [
    {
      groups: [''],
      resources: ['nodes'],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
      clusterOnly: true,
    },
  ],
  examples: {
    good: [{ objects: [clusterRole({ resources: ['nodes'], verbs: ['get', 'list', 'watch'] })] }],
    bad: [
      { objects: [clusterRole({ resources: ['nodes'], verbs: ['patch'] })] },
      { objects: [clusterRole({ resources: ['nodes'], resourceNames: ['node-1'], verbs: ['delete'] })] },
    ],
  },
});
