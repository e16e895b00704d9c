import CUSTOM from './shared/custom-workloads.json';
import { dangerControl } from './shared/danger-control';
import { clusterRole, role } from './shared/roles';

/** Custom workloads count too: those with a pod template that whoever writes them fills. Source: Kubernetes documentation, Role Based Access Control Good Practices; CIS Kubernetes Benchmark 5.1.4. */
export const noPodCreation = dangerControl({
  id: 'no-pod-creation',
  title: 'Nobody may create or change pods and workloads',
  severity: 'medium',
  why: 'Anyone who can create a pod can run code with any ServiceAccount, Secret and claim of the namespace and, if Pod Security is not enforced, as root on the node.',
  fix: 'remove create, update and patch on pods and workloads; to scale, grant the subresource: resources: [deployments/scale]',
  breaks:
    'Controllers and deployment tools that create workloads: waive the control for them, in a namespace that enforces restricted.',
  refs: {
    kubescape: ['C-0188', 'C-0267'],
    trivy: ['KSV-0048'],
    kubeLinter: ['access-to-create-pods'],
    cis: ['5.1.4', 'eks:4.1.4', 'aks:4.1.4'],
    nsa: ['AuthN/Z: role-based access control'],
    owasp: ['K02'],
    other: [
      'rbac-police: assign_sa',
      'rbac-police: modify_pods',
      'rbac-police: rce_weak_ns',
      'kubehound: POD_CREATE',
      'kubehound: POD_PATCH',
    ],
  },
  needs: 'no create, update or patch on pods and workloads',
  dangers: [
    { groups: [''], resources: ['pods'], verbs: ['create', 'update', 'patch'] },
    {
      groups: ['apps'],
      resources: ['deployments', 'statefulsets', 'daemonsets', 'replicasets'],
      verbs: ['create', 'update', 'patch'],
    },
    { groups: ['batch'], resources: ['jobs', 'cronjobs'], verbs: ['create', 'update', 'patch'] },
    {
      groups: [''],
      resources: ['replicationcontrollers', 'podtemplates'],
      verbs: ['create', 'update', 'patch'],
    },
    ...Object.entries(CUSTOM).map(([group, resources]) => ({
      groups: [group],
      resources,
      verbs: ['create', 'update', 'patch'],
      belowWildcard: true,
    })),
  ],
  examples: {
    good: [
      {
        note: 'scaling runs nothing new',
        objects: [
          role({ apiGroups: ['apps'], resources: ['deployments/scale'], verbs: ['update', 'patch'] }),
        ],
      },
      { objects: [role({ resources: ['pods'], verbs: ['get', 'list', 'watch', 'delete'] })] },
      {
        note: 'a list of names never matches create',
        objects: [role({ resources: ['pods'], resourceNames: ['web'], verbs: ['create'] })],
      },
    ],
    bad: [
      { objects: [role({ resources: ['pods'], verbs: ['create'] })] },
      {
        note: 'an image is swapped by a patch',
        objects: [
          role({ apiGroups: ['apps'], resources: ['deployments'], resourceNames: ['web'], verbs: ['patch'] }),
        ],
      },
      { objects: [clusterRole({ apiGroups: ['batch'], resources: ['cronjobs'], verbs: ['*'] })] },
      {
        note: 'a custom resource whose pods you write',
        objects: [role({ apiGroups: ['argoproj.io'], resources: ['rollouts'], verbs: ['create'] })],
      },
    ],
  },
});
