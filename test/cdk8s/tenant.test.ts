import {
  BulwarkError,
  clusters,
  HardenedApp,
  IsolatedNamespace,
  NodePool,
  restricted,
  SecureDeployment,
  Tenant,
  type TenantProps,
} from 'bulwark/cdk8s';
import { InvalidInputError } from '../../lib/core/errors';
import type { PlainObject } from '../../lib/core/manifest/plain';

const WEB = { image: 'registry.example.com/shop/web:v1.4.2', port: 8080, probe: 'tcp' } as const;
const TEAM: TenantProps<'web' | 'batch'> = {
  owner: 'team-a',
  contact: 'a@example.com',
  quota: { cpu: '10', memory: '16Gi', pods: 41, storage: '1Ti', claims: 3 },
  objectCounts: { 'jobs.batch': 7 },
  labels: { tier: 'none' },
  allowed: { serviceTypes: ['ClusterIP'], runtimeClasses: [] },
  namespaces: {
    web: { share: 60, zone: { from: { entities: ['gateway'] } } },
    batch: { share: 40, labels: { tier: 'back' }, allowed: { runtimeClasses: ['gvisor'] } },
  },
};

function newApp(): HardenedApp {
  return new HardenedApp({
    cluster: clusters.kind(),
    policy: restricted({ without: ['image-pinned-to-digest'] }),
  });
}

function objectsOf(app: HardenedApp, kind: string): readonly PlainObject[] {
  return app.synthesize().files.flatMap((file) => file.objects.filter((one) => one.kind === kind));
}

/** Props as they come from JavaScript: of any form. */
const loose = (props: object): TenantProps => JSON.parse(JSON.stringify(props));

test('a tenant is its namespaces, each with its share of the quota', () => {
  const app = newApp();
  new Tenant(app, 'team-a', TEAM);
  expect(objectsOf(app, 'Namespace').map(({ metadata }) => metadata)).toMatchObject([
    {
      name: 'team-a-web',
      labels: { tier: 'none' },
      annotations: {
        'bulwark.dev/owner': 'team-a',
        'bulwark.dev/contact': 'a@example.com',
        'bulwark.dev/allowed-service-types': 'ClusterIP',
        'bulwark.dev/allowed-runtime-classes': '',
        'bulwark.dev/zone-from': 'team-a-batch, entity/gateway',
        'bulwark.dev/zone-to': 'team-a-batch',
      },
    },
    {
      name: 'team-a-batch',
      labels: { tier: 'back' },
      annotations: {
        'bulwark.dev/allowed-service-types': 'ClusterIP',
        'bulwark.dev/allowed-runtime-classes': 'gvisor',
        'bulwark.dev/zone-from': 'team-a-web',
      },
    },
  ]);
  expect(objectsOf(app, 'ResourceQuota').map(({ spec }) => Object(spec).hard)).toMatchObject([
    {
      'requests.cpu': '6',
      'requests.memory': '9830Mi',
      pods: '25',
      'count/configmaps': '30',
      'count/jobs.batch': '4',
      persistentvolumeclaims: '2',
    },
    {
      'requests.cpu': '4',
      'requests.memory': '6554Mi',
      pods: '16',
      'count/configmaps': '20',
      'count/jobs.batch': '3',
      persistentvolumeclaims: '1',
    },
  ]);
});

test('its namespaces talk to one another, and to nobody else', () => {
  const app = newApp();
  const team = new Tenant(app, 'team-a', {
    owner: 'team-a',
    namespaces: { web: { share: 60 }, batch: { share: 40 } },
  });
  const api = new SecureDeployment(team.namespace('batch'), 'api', WEB);
  const web = new SecureDeployment(team.namespace('web'), 'web', WEB);
  web.talksTo(api);
  expect(app.synthesize().judgement.findings).toEqual([]);
  web.talksTo(new SecureDeployment(new IsolatedNamespace(app, 'other'), 'db', WEB));
  expect(() => app.synth()).toThrow(/route from team-a-web\/web to other\/db, to/);
  expect(() => app.synth()).toThrow(BulwarkError);
});

test('all of its namespaces, in the order in which they were said', () => {
  const team = new Tenant(newApp(), 'team-a', TEAM);
  expect(team.namespaces.map(({ name }) => name)).toEqual(['team-a-web', 'team-a-batch']);
  expect(team.namespaces[1]).toBe(team.namespace('batch'));
});

test('one of them on nodes of its own, with a store, and with declared Secrets alone; the others are not', () => {
  const app = newApp();
  const pool = new NodePool(app, 'sensitive');
  const vault = { server: 'https://vault.example.com', role: 'a', serviceAccount: 'secret-reader' };
  const team = new Tenant(app, 'team-a', {
    owner: 'team-a',
    namespaces: {
      web: { share: 60 },
      cards: { share: 40, dedicatedTo: pool, secretAccess: 'declared', secretStore: { vault } },
    },
  });
  for (const space of team.namespaces) new SecureDeployment(space, 'app', WEB);
  const selected = objectsOf(app, 'Deployment').map(
    ({ spec }) => Object(spec).template.spec.affinity.nodeAffinity !== undefined,
  );
  expect(selected).toEqual([false, true]);
  expect(objectsOf(app, 'SecretStore').map(({ metadata }) => Object(metadata).namespace)).toEqual([
    'team-a-cards',
  ]);
  const policies = objectsOf(app, 'ValidatingAdmissionPolicy').map(({ metadata }) => Object(metadata).name);
  expect(policies.filter((name) => /secret/.test(name))).toEqual(['secret-access.team-a-cards']);
});

describe('refused, all at once', () => {
  const base = { owner: 'team-a', namespaces: { web: { share: 60 }, batch: { share: 40 } } };
  test.each<[string, object, string, RegExp]>([
    ['no owner', { namespaces: base.namespaces }, 'owner', /string/],
    ['no namespaces', { ...base, namespaces: {} }, 'namespaces', /at least one/],
    [
      'more than 100',
      { ...base, namespaces: { a: { share: 60 }, b: { share: 41 } } },
      'namespaces',
      /at most 100/,
    ],
    ['no share', { ...base, namespaces: { a: {} } }, 'namespaces.a.share', /number/],
    ['nothing', { ...base, namespaces: { a: { share: 0 } } }, 'namespaces.a.share', /from 1 to 100/],
    ['parts of a percent', { ...base, namespaces: { a: { share: 33.3 } } }, 'namespaces.a.share', /whole/],
    ['a share of no pod', { ...base, quota: { pods: 1 } }, 'namespaces.batch.share', /some of it/],
    ['a quota that is none', { ...base, quota: { cpu: 'many' } }, 'quota.cpu', /a quantity/],
    ['counts', { ...base, objectCounts: { 'jobs.batch': -1 } }, 'objectCounts["jobs.batch"]', /from 0/],
    ['a key', { ...base, namespaces: { Web_: { share: 10 } } }, 'namespaces.Web_.name', /letters, digits/],
    [
      'nodes of no pool',
      { ...base, namespaces: { a: { share: 1, dedicatedTo: 'x' } } },
      'namespaces.a.dedicatedTo',
      /pool/i,
    ],
    [
      'a store of none',
      { ...base, namespaces: { a: { share: 1, secretStore: {} } } },
      'namespaces.a.secretStore',
      /one/,
    ],
    [
      'access that is none',
      { ...base, namespaces: { a: { share: 1, secretAccess: 'all' } } },
      'namespaces.a.secretAccess',
      /declared/,
    ],
    [
      'a registry without a host',
      { ...base, allowed: { registries: ['shop'] } },
      'allowed.registries[0]',
      /with its host/,
    ],
    [
      'a quota of one namespace',
      { ...base, namespaces: { a: { share: 1, quota: {} } } },
      'namespaces.a.quota',
      /one of/,
    ],
    ['a far too large count', { ...base, objectCounts: { x: 1e300 } }, 'objectCounts["x"]', /whole number/],
  ])('%s', (_what, props, field, needs) => {
    const make = (): unknown => new Tenant(newApp(), 'team-a', loose(props));
    expect(make).toThrow(InvalidInputError);
    try {
      make();
    } catch (error) {
      const problems = error instanceof InvalidInputError ? error.problems : [];
      expect(problems.filter((one) => one.field === field && needs.test(one.needs))).not.toEqual([]);
    }
  });

  test('a namespace that it does not have', () => {
    const team = new Tenant<string>(newApp(), 'team-a', base);
    expect(() => team.namespace('db')).toThrow(/one of web, batch/);
  });
});
