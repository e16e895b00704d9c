import { dangerControl } from './shared/danger-control';
import { clusterRole, role } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices; CIS Kubernetes Benchmark 5.1.9. */
export const noPersistentVolumeCreation = dangerControl({
  id: 'no-persistent-volume-creation',
  title: 'Nobody may create PersistentVolumes',
  severity: 'medium',
  why: 'A PersistentVolume can be any directory of a node: a claim for it is a hostPath volume that Pod Security does not see.',
  fix: 'remove create on persistentvolumes; a claim with a storage class needs no such right',
  breaks: 'Storage provisioners: waive the control for them.',
  refs: { kubescape: ['C-0278'], cis: ['5.1.9', 'eks:4.1.9', 'aks:4.1.8'], owasp: ['K02'] },
  needs: 'no create on persistentvolumes',
  dangers: [{ groups: [''], resources: ['persistentvolumes'], verbs: ['create'], clusterOnly: true }],
  examples: {
    good: [{ objects: [role({ resources: ['persistentvolumeclaims'], verbs: ['create'] })] }],
    bad: [{ objects: [clusterRole({ resources: ['persistentvolumes'], verbs: ['create'] })] }],
  },
});
