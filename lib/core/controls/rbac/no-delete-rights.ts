import { dangerControl } from './shared/danger-control';
import { clusterRole, role } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices. */
export const noDeleteRights = dangerControl({
  id: 'no-delete-rights',
  title: 'Nobody may delete all Secrets, pods, Services or workloads',
  severity: 'medium',
  why: 'With these permissions, one stolen token can take down everything in its scope.',
  fix: 'name what may be deleted: resourceNames: [web], verbs: [delete]; deletecollection cannot be narrowed',
  breaks: 'Controllers that clean up after themselves: waive the control for them.',
  refs: {
    kubescape: ['C-0007'],
    trivy: ['KSV-0048'],
    kyverno: ['block-updates-deletes'],
    owasp: ['K02'],
    other: ['rbac-police: steal_pods'],
  },
  needs:
    'no delete or deletecollection on secrets, pods, services and workloads, but for those that the rule names',
  dangers: [
    {
      groups: [''],
      resources: ['secrets', 'pods', 'services', 'persistentvolumeclaims'],
      verbs: ['delete', 'deletecollection'],
      narrowedByNames: true,
    },
    {
      groups: ['apps'],
      resources: ['deployments', 'statefulsets', 'daemonsets', 'replicasets'],
      verbs: ['delete', 'deletecollection'],
      narrowedByNames: true,
    },
    {
      groups: ['batch'],
      resources: ['jobs', 'cronjobs'],
      verbs: ['delete', 'deletecollection'],
      narrowedByNames: true,
    },
    {
      groups: [''],
      resources: ['replicationcontrollers', 'podtemplates'],
      verbs: ['delete', 'deletecollection'],
      narrowedByNames: true,
    },
    { groups: [''], resources: ['namespaces'], verbs: ['delete'], narrowedByNames: true },
  ],
  examples: {
    good: [
      { objects: [role({ resources: ['pods'], resourceNames: ['web-0'], verbs: ['delete'] })] },
      { objects: [role({ resources: ['pods'], verbs: ['get'] })] },
    ],
    bad: [
      { objects: [role({ resources: ['pods'], verbs: ['delete'] })] },
      { objects: [role({ apiGroups: ['apps'], resources: ['deployments'], verbs: ['deletecollection'] })] },
      { objects: [clusterRole({ resources: ['namespaces'], verbs: ['delete'] })] },
    ],
  },
});
