import { dangerControl } from './shared/danger-control';
import { clusterRole } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices. */
export const noApiExtensionWrite = dangerControl({
  id: 'no-api-extension-write',
  title: 'Nobody may extend the API',
  severity: 'high',
  why: 'An APIService serves a whole API group, and the conversion webhook of a CustomResourceDefinition can read and change every object of its kind.',
  fix: 'remove create, update and patch on apiservices and customresourcedefinitions; install them apart from the workload',
  breaks:
    'Operators that install their own CustomResourceDefinitions: install those beforehand, or waive the control.',
  refs: { owasp: ['K02'], other: ['k8s RBAC good practices: escalation paths'] },
  needs: 'no create, update or patch on apiservices or customresourcedefinitions',
  dangers: [
    {
      groups: ['apiregistration.k8s.io'],
      resources: ['apiservices'],
      verbs: ['create', 'update', 'patch'],
      clusterOnly: true,
    },
    {
      groups: ['apiextensions.k8s.io'],
      resources: ['customresourcedefinitions'],
      verbs: ['create', 'update', 'patch'],
      clusterOnly: true,
    },
  ],
  examples: {
    good: [
      {
        objects: [
          clusterRole({
            apiGroups: ['apiextensions.k8s.io'],
            resources: ['customresourcedefinitions'],
            verbs: ['get', 'list'],
          }),
        ],
      },
    ],
    bad: [
      {
        objects: [
          clusterRole({
            apiGroups: ['apiregistration.k8s.io'],
            resources: ['apiservices'],
            verbs: ['patch'],
          }),
        ],
      },
      {
        objects: [
          clusterRole({
            apiGroups: ['apiextensions.k8s.io'],
            resources: ['customresourcedefinitions'],
            verbs: ['create'],
          }),
        ],
      },
    ],
  },
});
