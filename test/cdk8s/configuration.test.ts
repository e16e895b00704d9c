import {
  config,
  existingSecret,
  HardenedApp,
  InvalidInputError,
  IsolatedNamespace,
  SecureDeployment,
  type SecureDeploymentProps,
  SecureJob,
} from 'bulwark/cdk8s';
import { Chart } from 'cdk8s';
import { checksum } from '../../lib/blueprints/configuration/checksum';
import { configName, digestOf, sharedConfig } from '../../lib/blueprints/configuration/config';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { at, objectsOf, shopApp, TODAY, WEB } from './support';

const DATA = { 'app.yaml': 'workers: 4\n', LOG_LEVEL: 'info' };
const POD = 'spec.template.spec';

/** The objects of an app whose namespace `shop` has one workload that is told more. */
function objectsWith(props: Partial<SecureDeploymentProps>): PlainObject[] {
  const { app, shop } = shopApp();
  new SecureDeployment(shop, 'web', { ...WEB, ...props });
  return objectsOf(app);
}

const deploymentIn = (objects: readonly PlainObject[], name = 'web'): PlainObject =>
  objects.find((object) => object.kind === 'Deployment' && at(object, 'metadata.name') === name) ?? {};

const checksumIn = (objects: readonly PlainObject[], name?: string): unknown =>
  at(deploymentIn(objects, name), 'spec.template.metadata.annotations.bulwark/config');

const configMapsIn = (objects: readonly PlainObject[]): PlainObject[] =>
  objects.filter(({ kind }) => kind === 'ConfigMap');

/** What a call fails with: each problem as field, found, needs, fix. */
function problemsOf(call: () => unknown): readonly string[] {
  try {
    call();
  } catch (error) {
    if (error instanceof InvalidInputError)
      return error.problems.map(({ field, needs }) => `${field}: ${needs}`);
    throw error;
  }
  return [];
}

describe('a configuration', () => {
  test('is one ConfigMap for all workloads of a namespace, and one for each namespace', () => {
    const { app, shop } = shopApp();
    const mail = new IsolatedNamespace(app, 'mail');
    const settings = config('app', DATA);
    new SecureDeployment(shop, 'web', { ...WEB, files: { '/etc/app': settings } });
    new SecureDeployment(shop, 'worker', { ...WEB, envFrom: [settings] });
    new SecureJob(mail, 'send', { image: WEB.image, env: { LEVEL: settings.key('LOG_LEVEL') } });
    const labels = { 'app.kubernetes.io/instance': 'app', 'app.kubernetes.io/managed-by': 'bulwark' };
    const made = (namespace: string) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'app', namespace, labels },
      data: DATA,
    });
    expect(configMapsIn(objectsOf(app))).toEqual([made('shop'), made('mail')]);
    expect(app.synthesize().judgement.findings).toEqual([]);
  });

  test('is in the chart that says the namespace, without one in the chart of the workload', () => {
    const app = new HardenedApp({ today: TODAY });
    const settings = config('app', DATA);
    const plain = new Chart(app, 'plain');
    const named = new Chart(app, 'named', { namespace: 'other' });
    for (const chart of [plain, named])
      for (const name of ['a', 'b'])
        new SecureDeployment(chart, name, { ...WEB, files: { '/etc/app': settings } });
    const ids = (chart: Chart): string[] => chart.node.children.map(({ node }) => node.id);
    expect(ids(plain)).toEqual(['a', 'SharedConfig-app', 'b']);
    expect(ids(named)).toEqual(['a', 'SharedConfig-app', 'b']);
    expect(configMapsIn(objectsOf(app)).map((object) => at(object, 'metadata.namespace'))).toEqual([
      undefined,
      'other',
    ]);
  });

  test('that nobody reads makes no object', () => {
    config('app', DATA);
    expect(configMapsIn(objectsWith({}))).toEqual([]);
  });

  test('is read as a folder, by keys and whole, in every container', () => {
    const settings = config('app', DATA);
    const reads = {
      files: { '/etc/app': settings },
      env: { LEVEL: settings.key('LOG_LEVEL') },
      envFrom: [{ ...settings, prefix: 'APP_' }],
    };
    const objects = objectsWith({
      ...reads,
      initContainers: [{ name: 'init', image: WEB.image, ...reads }],
      sidecars: [{ name: 'side', image: WEB.image, ...reads }],
    });
    const deployment = deploymentIn(objects);
    for (const container of ['containers.0', 'initContainers.0', 'initContainers.1']) {
      const read = (path: string): unknown => at(deployment, `${POD}.${container}.${path}`);
      expect(read('env')).toEqual([
        { name: 'LEVEL', valueFrom: { configMapKeyRef: { key: 'LOG_LEVEL', name: 'app' } } },
      ]);
      expect(read('envFrom')).toEqual([{ configMapRef: { name: 'app' }, prefix: 'APP_' }]);
    }
    expect(at(deployment, `${POD}.volumes`)).toEqual(
      expect.arrayContaining([
        { configMap: { name: 'app' }, name: 'etc-app' },
        { configMap: { name: 'app' }, name: 'init-etc-app' },
        { configMap: { name: 'app' }, name: 'side-etc-app' },
      ]),
    );
    expect(configMapsIn(objects)).toHaveLength(1);
  });

  test.each<[string, (data: typeof DATA) => Partial<SecureDeploymentProps>, readonly (keyof typeof DATA)[]]>([
    ['a folder', (data) => ({ files: { '/x': config('app', data) } }), ['app.yaml', 'LOG_LEVEL']],
    ['all variables', (data) => ({ envFrom: [config('app', data)] }), ['app.yaml', 'LOG_LEVEL']],
    ['one variable', (data) => ({ env: { A: config('app', data).key('LOG_LEVEL') } }), ['LOG_LEVEL']],
  ])('a change of %s rolls the workloads that read it, and no others', (_, reads, keys) => {
    const before = checksumIn(objectsWith(reads(DATA)));
    expect(before).toMatch(/^[0-9a-f]{16}$/);
    expect(checksumIn(objectsWith(reads({ ...DATA })))).toBe(before);
    for (const key of ['app.yaml', 'LOG_LEVEL'] as const) {
      const after = checksumIn(objectsWith(reads({ ...DATA, [key]: 'changed' })));
      expect([key, after !== before]).toEqual([key, keys.includes(key)]);
    }
  });

  test('the checksum of files in code is what it was, and nobody else has one', () => {
    const files = { '/etc/web': { files: { 'web.conf': 'workers 4\n', 'a.conf': 'b' } } };
    expect(checksumIn(objectsWith({ files }))).toBe('1d56ba57c632c069');
    expect(checksumIn(objectsWith({ files: { '/etc/web': { secret: 'db' } } }))).toBeUndefined();
  });

  test('keeps its checksum, whatever the order of its keys', () => {
    const sorted = checksum('[["LOG_LEVEL","info"],["app.yaml","workers: 4\\n"]]');
    for (const data of [DATA, { LOG_LEVEL: 'info', 'app.yaml': 'workers: 4\n' }])
      expect(configName({ name: 'app', data, immutable: true })).toBe(`app-${sorted}`);
  });

  test('that becomes known while the program runs has no checksum, and is not immutable', () => {
    const data = { 'app.yaml': 'workers: 4\n', LATER: new Map() };
    expect(digestOf({ name: 'app', data })).toBeUndefined();
    expect(sharedConfig('app', data).config.data).toEqual(data);
    expect(problemsOf(() => sharedConfig('app', data, { immutable: true }))).toEqual([
      'data["LATER"]: a string that is known while the program runs: the name of an immutable ConfigMap holds a hash of it',
    ]);
    expect(sharedConfig('app', DATA, { immutable: false }).config.immutable).toBe(false);
  });

  test('has a name that is a label, and room for a hash', () => {
    const name = 'a'.repeat(63);
    const { app, shop } = shopApp();
    const files = { '/a': config(name, DATA, { immutable: true }) };
    new SecureDeployment(shop, 'web', { ...WEB, files });
    expect(app.synthesize().judgement.findings).toEqual([]);
  });

  test('two of one name and one content are one; with two contents they are an error', () => {
    const [left, same, other] = [
      config('app', DATA),
      config('app', DATA),
      config('app', { ...DATA, NEW: 'x' }),
    ];
    const { app, shop } = shopApp();
    new SecureDeployment(shop, 'web', { ...WEB, files: { '/a': left, '/b': same } });
    expect(configMapsIn(objectsOf(app))).toHaveLength(1);
    const needs = 'config: one content for each name: the namespace has one ConfigMap of that name';
    const second = () => new SecureDeployment(shop, 'api', { ...WEB, image: 'a b', files: { '/a': other } });
    expect(problemsOf(second)).toEqual(expect.arrayContaining([needs, expect.stringMatching(/^image/)]));
    const changed = config('app', { ...DATA, LOG_LEVEL: 'debug' });
    for (const second of [other, changed])
      expect(problemsOf(() => objectsWith({ files: { '/a': left, '/b': second } }))).toEqual([needs]);
    new SecureDeployment(new IsolatedNamespace(app, 'mail'), 'api', { ...WEB, files: { '/a': other } });
    expect(configMapsIn(objectsOf(app))).toHaveLength(2);
  });
});

describe('an immutable configuration', () => {
  const frozen = (content: string) => config('rules', { 'rules.yaml': content }, { immutable: true });

  test('has a hash in its name, and is left where it is by programs that delete', () => {
    const objects = objectsWith({
      files: { '/etc/rules': frozen('discount: 5\n') },
      env: { RULES: frozen('discount: 5\n').key('rules.yaml') },
    });
    const name = 'rules-5e1b748b6a1cd7f1';
    expect(configMapsIn(objects)).toEqual([
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        immutable: true,
        metadata: {
          name,
          namespace: 'shop',
          annotations: {
            'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
            'argocd.argoproj.io/sync-options': 'Prune=false',
            'helm.sh/resource-policy': 'keep',
            'kustomize.toolkit.fluxcd.io/prune': 'disabled',
          },
          labels: { 'app.kubernetes.io/instance': 'rules', 'app.kubernetes.io/managed-by': 'bulwark' },
        },
        data: { 'rules.yaml': 'discount: 5\n' },
      },
    ]);
    expect(at(deploymentIn(objects), `${POD}.volumes.1`)).toEqual({
      configMap: { name },
      name: 'etc-rules',
    });
    expect(at(deploymentIn(objects), `${POD}.containers.0.env.0.valueFrom.configMapKeyRef.name`)).toBe(name);
    expect(checksumIn(objects)).toBeUndefined();
  });

  test('in two versions is two objects', () => {
    const objects = objectsWith({ files: { '/a': frozen('discount: 5\n'), '/b': frozen('discount: 6\n') } });
    expect(new Set(configMapsIn(objects).map((object) => at(object, 'metadata.name'))).size).toBe(2);
  });
});

describe('a Secret that exists', () => {
  const db = existingSecret('db', { keys: ['user', 'password'], version: '1' });

  test('shows the declared keys alone as files, one as a variable, all as variables', () => {
    const optional = existingSecret('more', { keys: ['a'], optional: true });
    const deployment = deploymentIn(
      objectsWith({
        files: { '/run/db': db, '/run/more': optional },
        env: { PASSWORD: db.key('password'), A: optional.key('a') },
        envFrom: [{ ...db, prefix: 'DB_' }, optional],
      }),
    );
    expect(at(deployment, `${POD}.volumes`)).toEqual(
      expect.arrayContaining([
        {
          name: 'run-db',
          secret: {
            items: [
              { key: 'user', path: 'user' },
              { key: 'password', path: 'password' },
            ],
            secretName: 'db',
          },
        },
        {
          name: 'run-more',
          secret: { items: [{ key: 'a', path: 'a' }], optional: true, secretName: 'more' },
        },
      ]),
    );
    const read = (path: string): unknown => at(deployment, `${POD}.containers.0.${path}`);
    expect(read('env')).toEqual([
      { name: 'PASSWORD', valueFrom: { secretKeyRef: { key: 'password', name: 'db' } } },
      { name: 'A', valueFrom: { secretKeyRef: { key: 'a', name: 'more', optional: true } } },
    ]);
    expect(read('envFrom')).toEqual([
      { prefix: 'DB_', secretRef: { name: 'db' } },
      { secretRef: { name: 'more', optional: true } },
    ]);
  });

  test.each<[string, (secret: typeof db) => Partial<SecureDeploymentProps>]>([
    ['a folder', (secret) => ({ files: { '/x': secret } })],
    ['variables', (secret) => ({ envFrom: [secret] })],
    ['a variable', (secret) => ({ env: { A: secret.key('user') } })],
    [
      'one of a sidecar',
      (secret) => ({ sidecars: [{ name: 's', image: WEB.image, env: { A: secret.key('user') } }] }),
    ],
  ])('its version rolls who reads it as %s; without one nothing rolls', (_, reads) => {
    const of = (version?: string): unknown =>
      checksumIn(
        objectsWith(reads(existingSecret('db', { keys: ['user', 'password'], ...(version && { version }) }))),
      );
    expect(of('1')).toBe(of('1'));
    expect(of('2')).not.toBe(of('1'));
    expect(of()).toBeUndefined();
  });
});

const text = (value: unknown): string => JSON.parse(JSON.stringify({ value })).value;

test.each<[string, () => unknown, readonly (string | RegExp)[]]>([
  ['no name', () => config(text(undefined), DATA), [/^name: the name of a ConfigMap/]],
  ['a name that is none', () => config('My App', DATA), [/^name: /]],
  ['no content', () => config('app', {}), [/^data: at least one file/]],
  ['no object', () => config('app', JSON.parse('"x"')), [/^data: an object/]],
  ['a list', () => config('app', JSON.parse('["x"]')), [/^data: an object/]],
  ['an object as content', () => config('app', JSON.parse('{"a":{"b":1}}')), [/^data\["a"\]: a string/]],
  [
    'everything at once',
    () => config('My', JSON.parse('{"a/b":1}')),
    [/^name/, /^data\["a\/b"\]/, /^data\["a\/b"\]/],
  ],
  ['a misspelt option', () => config('app', DATA, JSON.parse('{"imutable":true}')), [/^imutable/]],
  ['options that are none', () => config('app', DATA, JSON.parse('null')), [/^props/]],
  ['a name that is no label', () => config('a'.repeat(64), DATA), [/^name: .*63/]],
  [
    'a name that cannot be one',
    () => existingSecret(text(undefined), { keys: ['a'] }),
    ['name: the name of a Secret'],
  ],
  [
    'a key that nobody declared',
    () => config('app', DATA).key(JSON.parse('"LOG"')),
    ['key: one of its keys: app.yaml, LOG_LEVEL'],
  ],
  ['a key of a prototype', () => config('app', DATA).key(JSON.parse('"toString"')), [/^key/]],
  ['a Secret without keys', () => existingSecret('db', JSON.parse('{}')), [/^keys/]],
  ['a Secret with an empty list', () => existingSecret('db', { keys: [] }), [/^keys: at least one/]],
  [
    'keys that are wrong',
    () => existingSecret('DB', { keys: ['a', 'a', '../b'], version: '' }),
    [/^name/, /^keys\[1\]: each key once/, /^keys\[2\]/, /^version/],
  ],
  [
    'a key of a Secret that nobody declared',
    () => existingSecret('db', { keys: ['a'] }).key(JSON.parse('"b"')),
    ['key: one of its keys: a'],
  ],
  [
    'data with a key that is none',
    () => objectsWith({ env: { A: { config: { name: 'app', data: DATA }, key: 'B' } } }),
    [/^env.A.key: one of its keys/],
  ],
  [
    'data that is wrong',
    () => objectsWith({ files: { '/x': { config: { name: 'A', data: {} } } } }),
    [/config.name/, /config.data/],
  ],
  [
    'a key that is no variable',
    () => objectsWith({ envFrom: [config('app', { '1.conf': 'x' })] }),
    [/^envFrom\[0\]/],
  ],
  [
    'a key of a Secret that is no variable',
    () => objectsWith({ envFrom: [existingSecret('db', { keys: ['1'] })] }),
    [/^envFrom\[0\]/],
  ],
  [
    'no key of a Secret as files',
    () => objectsWith({ files: { '/x': { secret: 'db', keys: [] } } }),
    [/\.keys: at least one key/],
  ],
])('%s is refused', (_, call, needs) => {
  const problems = problemsOf(call);
  expect(problems).toEqual(
    needs.map((need) => (typeof need === 'string' ? need : expect.stringMatching(need))),
  );
});

test.each<[string, () => unknown, string]>([
  ['a name', () => config('My', DATA), "config('My')"],
  ['no name', () => config('', DATA), 'config(…)'],
  ['what is no name', () => config(text(1), DATA), 'config(…)'],
  ['the name of a Secret', () => existingSecret('A', { keys: ['a'] }), "existingSecret('A')"],
  ['no name of a Secret', () => existingSecret('', { keys: ['a'] }), 'existingSecret(…)'],
  ['what is no name of a Secret', () => existingSecret(text(1), { keys: ['a'] }), 'existingSecret(…)'],
])('an error says which call it was: %s', (_, call, where) => {
  expect(call).toThrow(new RegExp(`^${where.replace(/[().]/g, '\\$&')}: `));
});

test('the fix of a key is one that there is', () => {
  const call = () => existingSecret('db', { keys: ['user', 'password'] }).key(JSON.parse('"b"'));
  expect(call).toThrow(/Fix: existingSecret\('db'\)\.key\('user'\), or declare it/);
});

test.each([
  ['a configuration', config('app', DATA)],
  ['a Secret', existingSecret('db', { keys: ['a'], version: '1' })],
])('all of %s is no value of one variable', (_, whole) => {
  const env: Record<string, string> = {};
  Object.assign(env, { A: whole });
  expect(problemsOf(() => objectsWith({ env }))).toContain('env.A: one key');
});

test('a key that is not declared is an error of the compiler', () => {
  const calls = [
    // @ts-expect-error it has no such key, or is no text
    () => config('app', DATA).key('LOG'),
    // @ts-expect-error it has no such key, or is no text
    () => existingSecret('db', { keys: ['a'] }).key('b'),
    // @ts-expect-error it has no such key, or is no text
    () => config('app', { 'app.yaml': 1 }),
  ];
  for (const call of calls) expect(call).toThrow(InvalidInputError);
});
