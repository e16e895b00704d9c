import { dangerControl } from './shared/danger-control';
import { clusterRole, role } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices. */
export const noPodPortForward = dangerControl({
  id: 'no-pod-port-forward',
  title: 'Nobody may reach pods through the API server',
  severity: 'medium',
  why: 'Port forwarding and the proxies of pods and Services connect from the node or the API server, so the NetworkPolicies of the pod do not stop them.',
  fix: 'remove pods/portforward, pods/proxy and services/proxy; publish what has to be reached',
  refs: { kubescape: ['C-0063'], owasp: ['K02'] },
  needs: 'no right on pods/portforward, pods/proxy or services/proxy',
  dangers: [
    { groups: [''], resources: ['pods/portforward'], verbs: ['get', 'create'] },
    {
      groups: [''],
      resources: ['pods/proxy', 'services/proxy'],
      verbs: ['get', 'create', 'update', 'patch', 'delete'],
    },
  ],
  examples: {
    good: [{ objects: [role({ resources: ['services'], verbs: ['get'] })] }],
    bad: [
      { objects: [role({ resources: ['pods/portforward'], verbs: ['create'] })] },
      { objects: [role({ resources: ['services/proxy'], verbs: ['get'] })] },
      { note: 'every proxy', objects: [clusterRole({ resources: ['*/proxy'], verbs: ['get'] })] },
    ],
  },
});
