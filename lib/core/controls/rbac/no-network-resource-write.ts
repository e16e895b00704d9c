import { dangerControl } from './shared/danger-control';
import { role } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices. */
export const noNetworkResourceWrite = dangerControl({
  id: 'no-network-resource-write',
  title: 'Nobody may change Services, routes and network policies',
  severity: 'high',
  why: 'A changed NetworkPolicy opens the network; a changed Service or Ingress redirects the traffic of users, or exposes what was private.',
  fix: 'remove write access to services, ingresses, networkpolicies and the routes of the Gateway API, or name them: resourceNames: [web], verbs: [update, patch]',
  breaks: 'Ingress and mesh controllers: waive the control for them.',
  refs: { trivy: ['KSV-0056'], owasp: ['K02'] },
  needs:
    'no write access to services, ingresses, networkpolicies or gateway routes, but for those that the rule names',
  dangers: [
    {
      groups: [''],
      resources: ['services'],
      verbs: ['create', 'update', 'patch', 'delete'],
      narrowedByNames: true,
    },
    {
      groups: ['networking.k8s.io', 'extensions'],
      resources: ['ingresses', 'networkpolicies'],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
      narrowedByNames: true,
    },
    {
      groups: ['gateway.networking.k8s.io'],
      resources: [
        'gateways',
        'httproutes',
        'grpcroutes',
        'tlsroutes',
        'tcproutes',
        'udproutes',
        'referencegrants',
      ],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
      narrowedByNames: true,
    },
    {
      groups: ['policy.networking.k8s.io'],
      resources: ['clusternetworkpolicies', 'adminnetworkpolicies', 'baselineadminnetworkpolicies'],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
      narrowedByNames: true,
      clusterOnly: true,
    },
    {
      groups: ['cilium.io'],
      resources: ['ciliumnetworkpolicies', 'ciliumclusterwidenetworkpolicies'],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
      narrowedByNames: true,
    },
    {
      groups: ['projectcalico.org', 'crd.projectcalico.org'],
      resources: ['networkpolicies', 'globalnetworkpolicies'],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
      narrowedByNames: true,
    },
  ],
  examples: {
    good: [
      { objects: [role({ resources: ['services'], verbs: ['get', 'list'] })] },
      { objects: [role({ resources: ['services'], resourceNames: ['web'], verbs: ['patch'] })] },
    ],
    bad: [
      {
        objects: [
          role({ apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: ['delete'] }),
        ],
      },
      { objects: [role({ resources: ['services'], verbs: ['create'] })] },
      {
        objects: [
          role({ apiGroups: ['gateway.networking.k8s.io'], resources: ['httproutes'], verbs: ['update'] }),
        ],
      },
    ],
  },
});
