import { dangerControl } from './shared/danger-control';
import { role } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices. */
export const noPodLogDeletion = dangerControl({
  id: 'no-pod-log-deletion',
  title: 'Nobody may delete the logs of pods',
  severity: 'medium',
  why: 'There is no legitimate use: logs are read, not deleted.',
  fix: 'verbs: [get], on pods/log',
  refs: { trivy: ['KSV-0042'], owasp: ['K10'] },
  needs: 'no delete or deletecollection on pods/log',
  dangers: [{ groups: [''], resources: ['pods/log'], verbs: ['delete', 'deletecollection'] }],
  examples: {
    good: [{ objects: [role({ resources: ['pods/log'], verbs: ['get'] })] }],
    bad: [{ objects: [role({ resources: ['pods/log'], verbs: ['delete'] })] }],
  },
});
