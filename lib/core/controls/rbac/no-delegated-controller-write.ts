import { dangerControl } from './shared/danger-control';
import { clusterRole, role } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices. */
export const noDelegatedControllerWrite = dangerControl({
  id: 'no-delegated-controller-write',
  title: 'Nobody may write objects that a more privileged controller acts on',
  severity: 'medium',
  why: 'A controller that installs charts, applies repositories or reads secret stores does so with its own permissions: anyone who can write its objects can use them.',
  fix: 'remove create, update and patch on these kinds; let the deployment pipeline write them',
  refs: { owasp: ['K02'], other: ['k8s RBAC good practices: escalation paths'] },
  needs: 'no create, update or patch on objects that a controller with more rights acts on',
  dangers: [
    { groups: ['helm.toolkit.fluxcd.io'], resources: ['helmreleases'], verbs: ['create', 'update', 'patch'] },
    {
      groups: ['kustomize.toolkit.fluxcd.io'],
      resources: ['kustomizations'],
      verbs: ['create', 'update', 'patch'],
    },
    {
      groups: ['helm.cattle.io'],
      resources: ['helmcharts', 'helmchartconfigs'],
      verbs: ['create', 'update', 'patch'],
    },
    {
      groups: ['argoproj.io'],
      resources: ['applications', 'applicationsets', 'appprojects'],
      verbs: ['create', 'update', 'patch'],
    },
    {
      groups: ['argoproj.io'],
      resources: ['workflows', 'cronworkflows', 'workflowtemplates', 'clusterworkflowtemplates'],
      verbs: ['create', 'update', 'patch'],
    },
    {
      groups: ['tekton.dev'],
      resources: ['taskruns', 'pipelineruns', 'tasks', 'pipelines'],
      verbs: ['create', 'update', 'patch'],
    },
    {
      groups: ['external-secrets.io'],
      resources: ['externalsecrets', 'secretstores', 'clustersecretstores', 'pushsecrets'],
      verbs: ['create', 'update', 'patch'],
    },
    { groups: ['bitnami.com'], resources: ['sealedsecrets'], verbs: ['create', 'update', 'patch'] },
    {
      groups: ['cert-manager.io'],
      resources: ['issuers', 'clusterissuers'],
      verbs: ['create', 'update', 'patch'],
    },
    {
      groups: ['operators.coreos.com'],
      resources: ['subscriptions', 'clusterserviceversions'],
      verbs: ['create', 'update', 'patch'],
    },
    {
      groups: ['kubevirt.io'],
      resources: ['virtualmachines', 'virtualmachineinstances'],
      verbs: ['create', 'update', 'patch'],
    },
  ],
  examples: {
    good: [
      {
        objects: [role({ apiGroups: ['argoproj.io'], resources: ['applications'], verbs: ['get', 'list'] })],
      },
    ],
    bad: [
      { objects: [role({ apiGroups: ['argoproj.io'], resources: ['applications'], verbs: ['create'] })] },
      {
        objects: [
          clusterRole({
            apiGroups: ['helm.toolkit.fluxcd.io'],
            resources: ['helmreleases'],
            verbs: ['patch'],
          }),
        ],
      },
    ],
  },
});
