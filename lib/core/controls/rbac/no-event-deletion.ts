import { dangerControl } from './shared/danger-control';
import { clusterRole, role } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices. */
export const noEventDeletion = dangerControl({
  id: 'no-event-deletion',
  title: 'Nobody may delete events',
  severity: 'medium',
  why: 'Events record what happened to a pod: an attacker deletes them first.',
  fix: 'remove delete and deletecollection on events; they end by themselves after an hour',
  refs: { kubescape: ['C-0031'], owasp: ['K10'] },
  needs: 'no delete or deletecollection on events',
  dangers: [{ groups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['delete', 'deletecollection'] }],
  examples: {
    good: [
      {
        objects: [role({ apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['create', 'patch'] })],
      },
    ],
    bad: [
      { objects: [role({ resources: ['events'], verbs: ['delete'] })] },
      { objects: [clusterRole({ apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['*'] })] },
    ],
  },
});
