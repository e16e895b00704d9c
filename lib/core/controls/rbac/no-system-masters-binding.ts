import { clusterRoleBinding, group } from './shared/roles';
import { subjectControl } from './shared/subject-control';

/** Source: CIS Kubernetes Benchmark 5.1.7. */
export const noSystemMastersBinding = subjectControl({
  id: 'no-system-masters-binding',
  title: 'The group system:masters is not used',
  severity: 'critical',
  why: 'The API server does not authorize requests of system:masters: RBAC cannot remove its permissions, and no authorization webhook sees its requests.',
  fix: 'remove the group; bind an account for emergencies to a role of its own, which can be taken away',
  refs: {
    kubescape: ['C-0246'],
    trivy: ['KSV-0123'],
    kyverno: ['restrict-binding-system-groups'],
    cis: ['5.1.7', 'gke:4.1.6'],
    owasp: ['K02'],
  },
  needs: 'another group than system:masters',
  refuses: ({ kind, name }) => kind === 'Group' && name === 'system:masters',
  examples: {
    good: [{ objects: [clusterRoleBinding('view', group('ops'))] }],
    bad: [{ objects: [clusterRoleBinding('view', group('system:masters'))] }],
  },
});
