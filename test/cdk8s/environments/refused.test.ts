import {
  clusters,
  environments,
  type HardenedApp,
  IsolatedNamespace,
  SecureCronJob,
  SecureDeployment,
} from 'bulwark/cdk8s';
import { ApiObject, Chart } from 'cdk8s';
import { BulwarkError } from '../../../lib/core/errors';
import { folder, IMAGE, TODAY, WEB } from '../support';

const CLUSTER = clusters.kubeadm();
const STAGING = { cluster: CLUSTER };

/** An app that knows nothing of the types of overrides, as a program without a compiler does. */
function build(app: HardenedApp): void {
  const shop = new IsolatedNamespace(app, 'shop');
  new SecureDeployment(shop, 'web', { ...WEB, env: { PASSWORD: { secret: 'db', key: 'password' } } });
  new SecureDeployment(shop, 'scaled', { ...WEB, scale: { max: 5 } });
  new SecureCronJob(shop, 'nightly', { image: IMAGE, schedule: '@daily' });
  new SecureDeployment(new IsolatedNamespace(app, 'pay'), 'web', WEB);
}

/** Everything that is refused, one line each. */
function refused(all: object, make: (app: HardenedApp) => unknown = build): string[] {
  try {
    environments(make, Object(all), { today: TODAY, outdir: folder() }).synth();
  } catch (error) {
    if (!(error instanceof BulwarkError)) throw error;
    return error.message.split('\n').map((line) => line.trim());
  }
  return [];
}

const NAMES = [
  '../prod',
  '..',
  '.',
  '',
  'a/b',
  'a\\b',
  '/prod',
  'Prod',
  'prod.',
  '.prod',
  '-prod',
  'prod ',
  ' prod',
  'pr\u200Bod',
  '\u202Edorp',
  'prod\u0000',
  'prod\n',
  'ｐｒｏｄ',
  'prød',
  'а',
  'con',
  'nul.a',
  'lpt1',
  'files',
  'x'.repeat(64),
  '~',
  '$HOME',
  '%2e',
];

test.each(NAMES)('an environment is not called %j, and nothing is made', (name) => {
  let made = 0;
  const lines = refused({ [name]: STAGING }, () => {
    made += 1;
  });
  expect(lines[0]).toMatch(/^environments: one problem$/);
  expect(lines[1]).toMatch(/^- environments: found ".*; needs .*\. Fix: /);
  expect(made).toBe(0);
});

test.each(['prod', 'p', '1', 'eu-west-1', 'a_b', 'v1.2', 'console', 'files-1'])('%s is a name', (name) => {
  expect(refused({ [name]: STAGING }, () => undefined)).toEqual([]);
});

test('all that is wrong with all environments is one error, before anything is made', () => {
  const lines = refused(
    {
      Prod: STAGING,
      staging: { workloads: { web: { replicaz: 1 } } },
      test: {
        cluster: CLUSTER,
        policy: {},
        without: ['no-latest-tag'],
        registryMirrors: {
          nginx: 'mirror.example.com',
          'docker.io': 'http://mirror',
          'ghcr.io': 'docker.io/x',
        },
        workloads: { web: { priorityClass: 'optOut', seLinux: 'optOut', replicas: '3', hosts: 3 } },
        namespaces: { shop: { quota: 'optOut', podSecurity: 'privileged' } },
      },
    },
    () => {
      throw new Error('made');
    },
  );
  const fields = lines.slice(1).map((line) => /^- ([^:]*): found/.exec(line)?.[1] ?? line);
  expect(fields.sort()).toEqual(
    [
      'environments',
      'staging.cluster',
      'staging.workloads.web.replicaz',
      'test.namespaces.shop.podSecurity',
      'test.namespaces.shop.quota',
      'test.policy',
      'test.without',
      'test.workloads.web.hosts',
      'test.workloads.web.priorityClass',
      'test.workloads.web.replicas',
      'test.workloads.web.seLinux',
    ].sort(),
  );
  expect(lines.join('\n')).toContain('did you mean replicas?');
});

test('mirrors are hosts, and a mirror has none itself', () => {
  const lines = refused({
    prod: {
      cluster: CLUSTER,
      registryMirrors: {
        nginx: 'mirror.example.com',
        'index.docker.io': 'mirror.example.com',
        'docker.io': 'http://mirror',
        'quay.io': 'mirror',
        'gcr.io': 'mirror.example.com/',
        'ghcr.io': 'quay.io/x',
      },
    },
  });
  const fields = lines
    .slice(1)
    .map((line) => /^- prod\.registryMirrors\.([^:]*): found/.exec(line)?.[1] ?? line);
  expect(fields).toEqual(['nginx', 'index.docker.io', 'docker.io', 'quay.io', 'gcr.io', 'ghcr.io']);
});

test('what an environment names and the app does not have, in all environments at once', () => {
  const lines = refused({
    staging: {
      cluster: CLUSTER,
      workloads: { nighly: { suspend: true }, web: { replicas: 1 }, 'shop/wbe': {}, constructor: {}, db: {} },
      namespaces: { shpo: {} },
    },
    prod: {
      cluster: CLUSTER,
      workloads: {
        'shop/web': {
          schedule: '@daily',
          env: { PASSWORD: 'abc' },
          containers: { proxy: {} },
          volumeSizes: { '/data': '1Gi' },
          hosts: ['a.example.com'],
          scale: { min: 3 },
          resources: { cpuLimit: 'optOut', memoryLimit: '8Gi' },
        },
        scaled: { scale: { min: 1 } },
        nightly: { replicas: 3 },
      },
    },
  });
  const found = lines.map((line) => /^- ((?:environment )?[\w./[\]"-]+): /.exec(line)?.[1] ?? line);
  expect(found).toEqual([
    '2 problems in environments; nothing was written',
    'environment staging',
    'workloads.nighly',
    'workloads.web',
    'workloads.shop/wbe',
    'workloads.constructor',
    'workloads.db',
    'namespaces.shpo',
    'environment prod',
    'workloads.shop/web.schedule',
    'workloads.shop/web.env.PASSWORD',
    'workloads.shop/web.resources.cpuLimit',
    'workloads.shop/web.resources.memoryLimit',
    'workloads.shop/web.containers.proxy',
    'workloads.shop/web.hosts',
    'workloads.shop/web.volumeSizes["/data"]',
    'workloads.shop/web.scale',
    'workloads.scaled.scale.min',
    'workloads.nightly.replicas',
  ]);
  const text = lines.join('\n');
  expect(text).toContain('did you mean nightly?');
  expect(text).toContain('did you mean shop/web?');
  expect(text).toContain('needs the name of one workload: pay/web, shop/web');
});

test('one workload has one entry', () => {
  const lines = refused({
    prod: { cluster: CLUSTER, workloads: { nightly: {}, 'shop/nightly': { suspend: true } } },
  });
  expect(lines[1]).toMatch(/^- environment prod: one problem$/);
  expect(lines[2]).toMatch(
    /workloads\.nightly: found .* needs one entry for a workload; shop\/nightly has another one/,
  );
});

test('names and selectors are equal, and what is suppressed is, whatever the program does', () => {
  let turn = 0;
  const lines = refused({ staging: STAGING, prod: STAGING }, (app) => {
    turn += 1;
    const shop = new IsolatedNamespace(app, 'shop');
    new SecureDeployment(shop, `web${turn}`, WEB);
    new SecureDeployment(shop, 'api', { ...WEB, selector: { app: `api${turn}` } });
    new SecureDeployment(shop, 'soft', { ...WEB, ...(turn === 1 ? { ndots: 'optOut' as const } : {}) });
    new ApiObject(new Chart(app, 'other', { namespace: 'shop' }), 'cm', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `c${turn}` },
    });
  });
  const text = lines.join('\n');
  expect(text).toContain('Deployment shop/web1: found it in staging and not in prod');
  expect(text).toContain('Service shop/web2: found it in prod and not in staging');
  expect(text).toMatch(
    /Deployment shop\/api: found the selectors .*"app":"api1".* in staging; .*"app":"api2".* in prod/,
  );
  expect(text).toContain('shop/soft: found an opt-out of dns-config-ndots in staging only');
  expect(text).not.toContain('ConfigMap');
});

test.each([
  [undefined, 'build: found'],
  [async () => undefined, 'found a promise'],
])('what makes the app is a function that is done when it returns: %p', (make, message) => {
  expect(() => environments(Object(make), { prod: STAGING }, { today: TODAY }).synthesize()).toThrow(message);
});

test('workloads are returned under their names', () => {
  const app = environments(
    (made) => ({ api: new SecureDeployment(new IsolatedNamespace(made, 'shop'), 'web', WEB) }),
    { prod: STAGING },
    { today: TODAY },
  );
  expect(() => app.synthesize()).toThrow('build.api: found "api"; needs the name of the workload, shop/web');
});

test('what is undefined is not there, and who asks for the app while it is made gets it', () => {
  const made: ReturnType<typeof environments>[] = [];
  const app = environments(
    (inner) => {
      expect(made[0]?.environment('prod')).toBe(inner);
      build(inner);
    },
    Object({
      prod: { ...STAGING, workloads: { web: undefined, none: undefined }, waivers: undefined },
    }),
    { today: TODAY },
  );
  made.push(app);
  expect(app.synthesize().environments.size).toBe(1);
});

test('a bug of the program stays what it is, with its stack', () => {
  const bug = new TypeError('x is undefined');
  const app = environments(
    () => {
      throw bug;
    },
    { prod: STAGING },
    { today: TODAY },
  );
  expect(() => app.synth()).toThrow(bug);
});

test('the cluster is that of each environment', () => {
  expect(() => environments(build, { prod: STAGING }, Object({ cluster: CLUSTER }))).toThrow(
    'needs the cluster of each environment',
  );
  expect(() => environments(build, Object({}))).toThrow('at least one environment');
  for (const wrong of [undefined, null, [], 'prod', 3, new Map()])
    expect(() => environments(build, Object(wrong === undefined || wrong === null ? [] : wrong))).toThrow(
      BulwarkError,
    );
  expect(() => environments(build, { prod: STAGING }).environment('prd')).toThrow('did you mean prod?');
});

test('the types know which workload has what, and no way to a weaker policy', () => {
  const make = (app: HardenedApp) => {
    const shop = new IsolatedNamespace(app, 'shop');
    return {
      web: new SecureDeployment(shop, 'web', WEB),
      nightly: new SecureCronJob(shop, 'nightly', { image: IMAGE, schedule: '@daily' }),
    };
  };
  const calls = [
    // @ts-expect-error no workload has this name
    () => environments(make, { prod: { cluster: CLUSTER, workloads: { api: { replicas: 3 } } } }),
    // @ts-expect-error a Deployment has no schedule
    () => environments(make, { prod: { cluster: CLUSTER, workloads: { web: { schedule: '@daily' } } } }),
    // @ts-expect-error a CronJob has no replicas
    () => environments(make, { prod: { cluster: CLUSTER, workloads: { 'shop/nightly': { replicas: 3 } } } }),
    // @ts-expect-error no environment opts out
    () => environments(make, { prod: { cluster: CLUSTER, workloads: { web: { ndots: 'optOut' } } } }),
    // @ts-expect-error no environment has a policy
    () => environments(make, { prod: { cluster: CLUSTER, policy: undefined } }),
    // @ts-expect-error an environment has a cluster
    () => environments(make, { prod: {} }),
  ];
  expect(calls).toHaveLength(6);
});
