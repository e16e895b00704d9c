import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  clusters,
  create,
  Deployer,
  type DeployerProps,
  HardenedApp,
  IsolatedNamespace,
  LeastPrivilegeServiceAccount,
  read,
  remove,
  SecureDeployment,
  TeamAccess,
  watch,
} from 'bulwark/cdk8s';
import { ApiObject, App, Chart, Testing } from 'cdk8s';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { breakDown, covers } from '../../lib/core/rbac/covers';
import { rulesIn } from '../../lib/core/rbac/rule';
import { at, folder, found, judgementOf, objectsOf, one, problemsOf, TODAY, WEB } from './support';

const CLUSTER = clusters.kubeadm({
  apiServer: {
    service: { cidr: '10.96.0.1/32', port: 443 },
    endpoints: [{ cidr: '192.0.2.10/32', port: 6443 }],
  },
});
const ARGO_CD = { kind: 'argo-cd', argoCd: { repositories: ['https://git.example.com/shop.git'] } } as const;
const ALL = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];

function startApp(): { app: HardenedApp; shop: IsolatedNamespace } {
  const app = new HardenedApp({ today: TODAY, cluster: CLUSTER });
  return { app, shop: new IsolatedNamespace(app, 'shop') };
}

/** A shop with a workload, an operator, people and what others wrote. */
function fullApp(props: DeployerProps = { kind: 'flux' }): { app: HardenedApp; shop: IsolatedNamespace } {
  const { app, shop } = startApp();
  new Deployer(shop, 'deployer', props);
  new TeamAccess(shop, 'team', { view: ['lookers'], edit: ['changers'] });
  new SecureDeployment(shop, 'web', WEB);
  new LeastPrivilegeServiceAccount(shop, 'operator', {
    grants: [
      read({ kind: 'Secret', name: 'db' }),
      watch('certificates.cert-manager.io'),
      create('leases'),
      watch('nodes'),
    ],
  });
  return { app, shop };
}

/** `Deployment web`, by the folder that they are in. */
function partsOf(app: HardenedApp): Record<string, string[]> {
  const parts: Record<string, string[]> = {};
  for (const { name, objects } of app.synthesize().files) {
    const part = name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : '';
    parts[part] = [
      ...(parts[part] ?? []),
      ...objects.map((one) => `${one.kind} ${at(one, 'metadata.name')}`),
    ];
  }
  return parts;
}

const roleOf = (app: HardenedApp, name = 'deployer'): PlainObject => one(objectsOf(app), 'Role', name);
const rights = (role: PlainObject): string[] =>
  [
    ...new Set(
      breakDown(rulesIn(role)).map((right) =>
        'url' in right
          ? right.url
          : `${right.verb} ${right.resource}${right.group && `.${right.group}`}${right.name === undefined ? '' : ` ${right.name}`}`,
      ),
    ),
  ].sort();

test('the output is in two parts: what the deployer applies, and what bounds it', () => {
  const { app } = fullApp();
  const parts = partsOf(app);
  expect(Object.keys(parts)).toEqual(['', 'teams/shop']);
  expect(parts['teams/shop']).toEqual(
    expect.arrayContaining([
      'Deployment web',
      'ServiceAccount web',
      'Service web',
      'Role operator',
      'RoleBinding operator',
    ]),
  );
  const kinds = new Set(parts['teams/shop']?.map((text) => text.split(' ')[0]));
  expect([...kinds].sort()).toEqual([
    'Deployment',
    'PodDisruptionBudget',
    'Role',
    'RoleBinding',
    'Service',
    'ServiceAccount',
  ]);
  expect(parts['']).toEqual(
    expect.arrayContaining([
      'Namespace shop',
      'ClusterRole shop:operator',
      'ServiceAccount default',
      'ServiceAccount deployer',
      'Role deployer',
      'RoleBinding deployer',
      'Role team-edit',
      'RoleBinding team-view',
      'NetworkPolicy web',
    ]),
  );
  expect(judgementOf(app).findings).toEqual([]);
});

test('its Role holds the verbs on the kinds of its part, its own identities by name, what it passes on, and nothing else', () => {
  const { app } = fullApp();
  const named = (resource: string, names: readonly string[]): string[] => [
    ...['create', 'list', 'watch'].map((verb) => `${verb} ${resource}`),
    ...names.flatMap((name) =>
      ['delete', 'get', 'patch', 'update'].map((verb) => `${verb} ${resource} ${name}`),
    ),
  ];
  expect(rights(roleOf(app))).toEqual(
    [
      ...['services', 'deployments.apps', 'poddisruptionbudgets.policy'].flatMap((resource) =>
        ALL.map((verb) => `${verb} ${resource}`),
      ),
      ...named('serviceaccounts', ['web', 'operator']),
      ...named('roles.rbac.authorization.k8s.io', ['operator']),
      ...named('rolebindings.rbac.authorization.k8s.io', ['operator']),
      'get secrets db',
      ...['get', 'list', 'watch'].map((verb) => `${verb} certificates.cert-manager.io`),
      'create leases.coordination.k8s.io',
    ].sort(),
  );
  const parts = new Set(partsOf(app)['teams/shop']);
  for (const role of objectsOf(app).filter(
    ({ kind, metadata }) => kind === 'Role' && parts.has(`Role ${at(metadata, 'name')}`),
  ))
    expect(covers(rulesIn(roleOf(app)), rulesIn(role))).toBe(true);
});

test('no deployer ever holds a right on the cluster, on quota or policies, or a way to raise its own', () => {
  const { app, shop } = fullApp();
  const raw = (
    id: string,
    object: { apiVersion: string; kind: string; [field: string]: unknown },
  ): ApiObject => new ApiObject(shop, id, { metadata: { name: id }, ...object });
  const rbac = { apiVersion: 'rbac.authorization.k8s.io/v1' };
  const subjects = [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }];
  const roleRef = (name: string, kind = 'Role'): object => ({
    apiGroup: 'rbac.authorization.k8s.io',
    kind,
    name,
  });
  const dangers: Record<string, object> = {
    all: { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
    raise: { apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles'], verbs: ['escalate', 'bind'] },
    exec: { apiGroups: [''], resources: ['pods/exec'], verbs: ['create'] },
    quota: { apiGroups: [''], resources: ['resourcequotas'], verbs: ['patch'] },
    policies: { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: ['create'] },
    relabel: { apiGroups: [''], resources: ['namespaces'], verbs: ['patch'] },
  };
  for (const [name, rule] of Object.entries(dangers)) {
    raw(name, { ...rbac, kind: 'Role', rules: [rule] });
    raw(`${name}-binding`, { ...rbac, kind: 'RoleBinding', roleRef: roleRef(name), subjects });
  }
  raw('admins', { ...rbac, kind: 'RoleBinding', roleRef: roleRef('cluster-admin', 'ClusterRole'), subjects });
  raw('unknown', { ...rbac, kind: 'RoleBinding', roleRef: roleRef('of-others', 'ClusterRole'), subjects });
  raw('elsewhere', {
    ...rbac,
    kind: 'RoleBinding',
    roleRef: roleRef('operator'),
    subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'other' }],
  });
  raw('nobody', { ...rbac, kind: 'RoleBinding', roleRef: roleRef('operator') });
  // Nobody of the team has it yet: whoever binds it decides for whom it is.
  raw('unbound', {
    ...rbac,
    kind: 'Role',
    rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get'] }],
  });
  raw('policy', { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec: { podSelector: {} } });
  raw('quota-2', { apiVersion: 'v1', kind: 'ResourceQuota', spec: {} });
  raw('secret', { apiVersion: 'v1', kind: 'Secret' });
  raw('project', { apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject', spec: {} });
  raw('widget', { apiVersion: 'example.com/v1', kind: 'Widget' });
  raw('cluster-policy', {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    spec: {},
  });
  const { files } = app.synthesize();
  const team = files.filter(({ name }) => name.startsWith('teams/')).flatMap(({ objects }) => objects);
  expect(team.map((object) => `${object.kind} ${at(object, 'metadata.name')}`).sort()).toEqual([
    'Deployment web',
    'PodDisruptionBudget web',
    'RoleBinding operator',
    'Service web',
    'ServiceAccount operator',
    'ServiceAccount web',
  ]);
  // Others are bound to it too, so the Role itself is the platform's; the binding passes its rights on all the same.
  const held = rights(roleOf(app));
  expect(held).toContain('get secrets db');
  expect(
    held.filter((right) =>
      /\*|escalate|bind |impersonate|exec|namespaces|resourcequotas|limitranges|networkpolicies|appprojects|widgets|nodes|(list|watch) secrets/.test(
        right,
      ),
    ),
  ).toEqual([]);
});

test('rights into another namespace, and of its own people, are no part of what a team applies', () => {
  const { app, shop } = startApp();
  const elsewhere = new IsolatedNamespace(app, 'elsewhere');
  new Deployer(elsewhere, 'deployer', { kind: 'ci' });
  new LeastPrivilegeServiceAccount(shop, 'operator', {
    grants: [
      read({ kind: 'ConfigMap', name: 'shared', namespace: 'elsewhere' }),
      remove({ kind: 'Lease', name: 'old' }),
    ],
  });
  expect(partsOf(app)).toEqual({
    '': expect.arrayContaining(['Role shop:operator', 'RoleBinding shop:operator', 'Role operator']),
  });
  expect(at(roleOf(app), 'rules')).toEqual([]);
});

test('Argo CD gets a project that takes these kinds, this namespace and this account, and nothing of the cluster', () => {
  const { app } = fullApp(ARGO_CD);
  const project = one(objectsOf(app), 'AppProject', 'shop');
  expect(at(project, 'metadata.namespace')).toBe('argocd');
  const server = 'https://kubernetes.default.svc';
  expect(project.spec).toEqual({
    clusterResourceWhitelist: [],
    destinations: [{ namespace: 'shop', server }],
    destinationServiceAccounts: [{ defaultServiceAccount: 'deployer', namespace: 'shop', server }],
    namespaceResourceWhitelist: [
      { group: '', kind: 'ServiceAccount' },
      { group: '', kind: 'Service' },
      { group: 'apps', kind: 'Deployment' },
      { group: 'policy', kind: 'PodDisruptionBudget' },
      { group: 'rbac.authorization.k8s.io', kind: 'RoleBinding' },
      { group: 'rbac.authorization.k8s.io', kind: 'Role' },
    ],
    sourceRepos: ['https://git.example.com/shop.git'],
  });
  expect(judgementOf(app).findings).toEqual([]);
  const { app: empty, shop } = startApp();
  new Deployer(shop, 'deployer', { kind: 'argo-cd' });
  // An empty list of allowed kinds is dropped by the API server, and then allows all.
  const { spec } = one(objectsOf(empty), 'AppProject', 'shop');
  expect(spec).toMatchObject({ namespaceResourceBlacklist: [{ group: '*', kind: '*' }], sourceRepos: [] });
  expect(spec).not.toHaveProperty('namespaceResourceWhitelist');
});

test('a pipeline that the API server knows by its own tokens has no account', () => {
  const { app, shop } = startApp();
  new Deployer(shop, 'deployer', { kind: 'ci', user: 'ci:shop/deploy:main' });
  const objects = objectsOf(app);
  expect(
    objects.filter(({ kind, metadata }) => kind === 'ServiceAccount' && at(metadata, 'name') === 'deployer'),
  ).toEqual([]);
  expect(one(objects, 'RoleBinding', 'deployer').subjects).toEqual([
    { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'ci:shop/deploy:main' },
  ]);
  expect(found(app)).toEqual([]);
});

test('what is said after the deployer counts, and a second synthesis says the same', () => {
  const { app, shop } = startApp();
  new Deployer(shop, 'deployer', { kind: 'flux' });
  expect(at(roleOf(app), 'rules')).toEqual([]);
  new SecureDeployment(shop, 'web', WEB);
  const first = app.synthesize().files;
  expect(rights(roleOf(app))).toContain('patch deployments.apps');
  expect(app.synthesize().files).toEqual(first);
});

test('a plain app of cdk8s gets the same Role', () => {
  const app = new App();
  const shop = new IsolatedNamespace(app, 'shop');
  new SecureDeployment(shop, 'web', WEB);
  new Deployer(shop, 'deployer', { kind: 'flux' });
  const role = one(Testing.synth(shop), 'Role', 'deployer');
  expect(rights(role)).toContain('patch deployments.apps');
});

test('files go into the folder of the team, and go again with the deployer', () => {
  const out = folder();
  const make = (deploys: boolean): void => {
    const app = new HardenedApp({ today: TODAY, outdir: out });
    const shop = new IsolatedNamespace(app, 'shop');
    new SecureDeployment(shop, 'web', WEB);
    if (deploys) new Deployer(shop, 'deployer', { kind: 'flux' });
    app.synth();
  };
  make(true);
  expect(readdirSync(join(out, 'teams/shop'))).toEqual(['01-shop.k8s.yaml']);
  make(false);
  expect(readdirSync(out).sort()).toEqual(['.bulwark-index', '00-cluster.k8s.yaml', '01-shop.k8s.yaml']);
});

test.each<[string, unknown, readonly string[]]>([
  ['nothing', {}, ['kind']],
  ['a kind that nobody knows', { kind: 'jenkins' }, ['kind']],
  ['Argo CD with an empty list', { kind: 'argo-cd', argoCd: { repositories: [] } }, ['argoCd.repositories']],
  [
    'every repository',
    {
      kind: 'argo-cd',
      argoCd: { repositories: ['*', 'https://git.example.com/*', '', '!https://git.example.com/a.git'] },
    },
    [0, 1, 2, 3].map((index) => `argoCd.repositories[${index}]`),
  ],
  [
    'every server',
    { kind: 'argo-cd', argoCd: { repositories: ['https://a.example.com/b'], server: '*', namespace: '*' } },
    ['argoCd.namespace', 'argoCd.server'],
  ],
  ['Flux with a project', { ...ARGO_CD, kind: 'flux' }, ['argoCd']],
  ['Flux as a user', { kind: 'flux', user: 'a' }, ['user']],
  ['the masters', { kind: 'ci', user: 'system:admin' }, ['user']],
  ['an account as a user', { kind: 'ci', user: 'system:serviceaccount:a:b' }, ['user']],
  ['the account of every pod', { kind: 'flux', name: 'default' }, ['name']],
  ['a name that is none', { kind: 'flux', name: 'A b' }, ['name']],
  ['rights of its own', { kind: 'flux', grants: [] }, ['grants']],
])('%s is refused', (_, props, fields) => {
  const { shop } = startApp();
  const make = (): object => Reflect.construct(Deployer, [shop, 'deployer', props]);
  expect(problemsOf(make).map(({ field }) => field)).toEqual(fields);
});

test('a second one in a namespace, and one in none, are refused', () => {
  const { app, shop } = startApp();
  new Deployer(shop, 'deployer', { kind: 'flux' });
  expect(problemsOf(() => new Deployer(shop, 'other', { kind: 'ci' }))[0]?.found).toContain('deployer');
  const chart = new Chart(app, 'plain', { namespace: 'plain' });
  expect(problemsOf(() => new Deployer(chart, 'deployer', { kind: 'ci' })).map(({ field }) => field)).toEqual(
    ['scope'],
  );
});
