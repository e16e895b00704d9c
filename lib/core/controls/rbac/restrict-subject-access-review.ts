import { dangerControl } from './shared/danger-control';
import { clusterRole } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices. */
export const restrictSubjectAccessReview = dangerControl({
  id: 'restrict-subject-access-review',
  title: 'Nobody may check the permissions of others',
  severity: 'low',
  why: 'A review tells an attacker which accounts are worth stealing.',
  fix: 'remove create on subjectaccessreviews and localsubjectaccessreviews; a program may always ask for itself (selfsubjectaccessreviews)',
  breaks:
    'API extensions and authenticating proxies that delegate authorization: bind system:auth-delegator and waive the control.',
  refs: { kyverno: ['check-subjectaccessreview'] },
  needs: 'no create on subjectaccessreviews or localsubjectaccessreviews',
  dangers: [
    {
      groups: ['authorization.k8s.io'],
      resources: ['subjectaccessreviews', 'localsubjectaccessreviews'],
      verbs: ['create'],
    },
  ],
  examples: {
    good: [
      {
        note: 'for itself',
        objects: [
          clusterRole({
            apiGroups: ['authorization.k8s.io'],
            resources: ['selfsubjectaccessreviews'],
            verbs: ['create'],
          }),
        ],
      },
    ],
    bad: [
      {
        objects: [
          clusterRole({
            apiGroups: ['authorization.k8s.io'],
            resources: ['subjectaccessreviews'],
            verbs: ['create'],
          }),
        ],
      },
    ],
  },
});
