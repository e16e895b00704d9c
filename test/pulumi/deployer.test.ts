import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import {
  clusters,
  create,
  Deployer,
  type DeployerArgs,
  LeastPrivilegeServiceAccount,
  read,
  SecureDeployment,
  TeamAccess,
} from '../../lib/pulumi';
import { at, failureOf, inShop, objectOf, WEB } from './support';

const CLUSTER = clusters.kubeadm({
  apiServer: {
    service: { cidr: '10.96.0.1/32', port: 443 },
    endpoints: [{ cidr: '192.0.2.10/32', port: 6443 }],
  },
});

const rendered = (args: DeployerArgs, more: () => unknown = () => undefined) =>
  inShop(
    (shop) => {
      new Deployer('deployer', args, { parent: shop });
      new TeamAccess('team', { view: ['lookers'] }, { parent: shop });
      new SecureDeployment('web', WEB, { parent: shop });
      new LeastPrivilegeServiceAccount(
        'operator',
        { grants: [read({ kind: 'Secret', name: 'db' }), create('leases')] },
        { parent: shop },
      );
      return more();
    },
    { cluster: CLUSTER },
  );

const ALL = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];

test('its Role is worked out from all components of the app, also from those that come after it', async () => {
  const { rules } = objectOf(await rendered({ kind: 'flux' }), 'Role', 'deployer');
  expect(rules).toEqual([
    { apiGroups: [''], resources: ['services'], verbs: ALL },
    { apiGroups: [''], resources: ['serviceaccounts'], verbs: ['create', 'list', 'watch'] },
    {
      apiGroups: [''],
      resourceNames: ['operator', 'web'],
      resources: ['serviceaccounts'],
      verbs: ['delete', 'get', 'patch', 'update'],
    },
    { apiGroups: [''], resourceNames: ['db'], resources: ['secrets'], verbs: ['get'] },
    { apiGroups: ['apps'], resources: ['deployments'], verbs: ALL },
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
    { apiGroups: ['policy'], resources: ['poddisruptionbudgets'], verbs: ALL },
    {
      apiGroups: ['rbac.authorization.k8s.io'],
      resources: ['rolebindings', 'roles'],
      verbs: ['create', 'list', 'watch'],
    },
    ...['rolebindings', 'roles'].map((resource) => ({
      apiGroups: ['rbac.authorization.k8s.io'],
      resourceNames: ['operator'],
      resources: [resource],
      verbs: ['delete', 'get', 'patch', 'update'],
    })),
  ]);
});

test('Argo CD gets its project, and a pipeline may be a user that is known later', async () => {
  const repositories = ['https://git.example.com/shop.git'];
  const project = objectOf(await rendered({ kind: 'argo-cd', argoCd: { repositories } }), 'AppProject');
  expect(at(project, 'metadata.namespace')).toBe('argocd');
  expect(at(project, 'spec.namespaceResourceWhitelist')).toContainEqual({
    group: 'apps',
    kind: 'Deployment',
  });
  const user = pulumi.output(Promise.resolve('ci:shop'));
  const binding = objectOf(await rendered({ kind: 'ci', user }), 'RoleBinding', 'deployer');
  expect(at(binding, 'subjects.0.name')).toBe('ci:shop');
  const wrong = pulumi.output(Promise.resolve('system:masters'));
  expect(await failureOf(rendered({ kind: 'ci', user: wrong }))).toContain('user');
});

test('a resource that no component made is no part of what it applies', async () => {
  const more = (): unknown =>
    new k8s.batch.v1.Job('seed', {
      metadata: { name: 'seed', namespace: 'shop' },
      spec: { template: { spec: { containers: [{ name: 'seed', image: WEB.image }] } } },
    });
  const { rules } = objectOf(await rendered({ kind: 'flux' }, more), 'Role', 'deployer');
  expect(JSON.stringify(rules)).not.toContain('jobs');
});

test('one outside of a namespace is refused', async () => {
  const failure = await failureOf(
    inShop((shop, app) => new Deployer(`deployer-of-${shop.name}`, { kind: 'flux' }, { parent: app })),
  );
  expect(failure).toContain('needs an IsolatedNamespace');
});
