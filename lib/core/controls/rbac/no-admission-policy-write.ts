import { dangerControl } from './shared/danger-control';
import { clusterRole } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices. */
export const noAdmissionPolicyWrite = dangerControl({
  id: 'no-admission-policy-write',
  title: 'Nobody may write admission policies',
  severity: 'critical',
  why: 'Anyone who can write a ValidatingAdmissionPolicy or its binding can disable the rules of the cluster; a MutatingAdmissionPolicy can change every object that is created.',
  fix: 'remove write access to admission policies and their bindings',
  refs: { owasp: ['K02'], other: ['k8s RBAC good practices: escalation paths'] },
  needs: 'no write access to admission policies and their bindings',
  dangers: [
    {
      groups: ['admissionregistration.k8s.io'],
      resources: [
        'validatingadmissionpolicies',
        'validatingadmissionpolicybindings',
        'mutatingadmissionpolicies',
        'mutatingadmissionpolicybindings',
      ],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
      clusterOnly: true,
    },
  ],
  examples: {
    good: [
      {
        objects: [
          clusterRole({
            apiGroups: ['admissionregistration.k8s.io'],
            resources: ['validatingadmissionpolicies'],
            verbs: ['get'],
          }),
        ],
      },
    ],
    bad: [
      {
        objects: [
          clusterRole({
            apiGroups: ['admissionregistration.k8s.io'],
            resources: ['validatingadmissionpolicybindings'],
            verbs: ['delete'],
          }),
        ],
      },
    ],
  },
});
