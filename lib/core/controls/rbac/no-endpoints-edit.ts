import { dangerControl } from './shared/danger-control';
import { role } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices. */
export const noEndpointsEdit = dangerControl({
  id: 'no-endpoints-edit',
  title: 'Nobody may write endpoints',
  severity: 'high',
  why: 'An endpoint can send the traffic of a Service to any address, including a pod of another namespace, past a NetworkPolicy (CVE-2021-25740).',
  fix: 'remove write access to endpoints and endpointslices; a Service with a selector keeps them by itself',
  refs: {
    trivy: ['KSV-0056'],
    kyverno: ['restrict-edit-for-endpoints'],
    gatekeeper: ['block-endpoint-edit-default-role'],
    owasp: ['K02'],
  },
  needs: 'no create, update or patch on endpoints or endpointslices',
  dangers: [
    { groups: [''], resources: ['endpoints'], verbs: ['create', 'update', 'patch'] },
    { groups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['create', 'update', 'patch'] },
  ],
  examples: {
    good: [
      {
        objects: [
          role({
            apiGroups: ['discovery.k8s.io'],
            resources: ['endpointslices'],
            verbs: ['get', 'list', 'watch'],
          }),
        ],
      },
    ],
    bad: [
      { objects: [role({ resources: ['endpoints'], verbs: ['update'] })] },
      {
        objects: [
          role({
            apiGroups: ['discovery.k8s.io'],
            resources: ['endpointslices'],
            resourceNames: ['web'],
            verbs: ['patch'],
          }),
        ],
      },
    ],
  },
});
