import {
  existingSecret,
  HardenedApp,
  InvalidInputError,
  IsolatedNamespace,
  LeastPrivilegeServiceAccount,
  mountedSecret,
  projected,
  SecureDeployment,
  sealedSecret,
  secret,
} from 'bulwark/cdk8s';
import { ApiObject, JsonPatch } from 'cdk8s';
import { objectsAt, type PlainObject } from '../../lib/core/manifest/plain';
import { at, objectsOf, TODAY, WEB } from './support';

const SEALED = Buffer.concat([Buffer.from([1, 0]), Buffer.alloc(280, 7)]).toString('base64');

function keptApp(): { app: HardenedApp; shop: IsolatedNamespace } {
  const app = new HardenedApp({ today: TODAY });
  const store = { aws: { region: 'eu-west-1', serviceAccount: 'secret-reader' } };
  return { app, shop: new IsolatedNamespace(app, 'shop', { secretAccess: 'declared', secretStore: store }) };
}

/** What the policy of a namespace lists: accounts with their Secrets. */
function declaredOf(app: HardenedApp): unknown {
  const policy = objectsOf(app).find(({ kind }) => kind === 'ValidatingAdmissionPolicy') ?? {};
  const variables = objectsAt(Object(policy.spec), 'variables');
  return JSON.parse(String(variables.find(({ name }) => name === 'declared')?.expression));
}

test('the policy lists, by account, the Secrets that workloads use in every way', () => {
  const { app, shop } = keptApp();
  const shared = new LeastPrivilegeServiceAccount(shop, 'shared', {});
  const existing = existingSecret('existing', { keys: ['a'] });
  new SecureDeployment(shop, 'web', {
    ...WEB,
    imagePullSecrets: ['registry'],
    env: { A: existing.key('a') },
    envFrom: [{ secret: 'all' }],
    files: {
      '/a': secret('db', ['p']),
      '/b': sealedSecret('tls', { encryptedData: { p: SEALED } }),
      '/c': mountedSecret('vault', { provider: 'vault', parameters: { roleName: 'shop' } }),
    },
    volumes: { '/d': projected([{ secret: 'part' }]) },
    initContainers: [{ name: 'before', image: WEB.image, env: { B: { secret: 'before', key: 'b' } } }],
  });
  new SecureDeployment(shop, 'one', { ...WEB, account: shared, files: { '/a': { secret: 'one' } } });
  new SecureDeployment(shop, 'two', { ...WEB, account: shared, files: { '/a': { secret: 'two' } } });
  new SecureDeployment(shop, 'none', WEB);
  new SecureDeployment(new IsolatedNamespace(app, 'mail'), 'mail', {
    ...WEB,
    files: { '/a': { secret: 'm' } },
  });
  expect(declaredOf(app)).toEqual({
    shared: ['one', 'two'],
    web: ['SecretProviderClass/vault', 'all', 'before', 'db', 'existing', 'part', 'registry', 'tls'],
  });
  const admission = objectsOf(app).filter(({ apiVersion }) => String(apiVersion).startsWith('admission'));
  expect(admission.map(({ kind, metadata }) => [kind, Object(metadata).name])).toEqual([
    ['ValidatingAdmissionPolicy', 'secret-access.shop'],
    ['ValidatingAdmissionPolicyBinding', 'secret-access.shop'],
  ]);
  expect(at(admission[1] ?? {}, 'spec')).toEqual({
    policyName: 'secret-access.shop',
    validationActions: ['Deny'],
  });
  expect(at(admission[0] ?? {}, 'spec.matchConstraints.namespaceSelector')).toEqual({
    matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['shop'] }],
  });
  // That two workloads share an account is found, and nothing of Secrets.
  expect(app.synthesize().judgement.findings.map(({ control }) => control)).toEqual([
    'service-account-per-workload',
  ]);
});

const name = 'stray';
const WAYS: Readonly<Record<string, PlainObject>> = {
  'volumes[0].secret': { volumes: [{ name: 'v', secret: { secretName: name } }] },
  'volumes[0].projected.sources[0].secret': {
    volumes: [{ name: 'v', projected: { sources: [{ secret: { name } }] } }],
  },
  'imagePullSecrets[0]': { imagePullSecrets: [{ name }] },
  'containers[0].env[0].valueFrom.secretKeyRef': {
    containers: [{ name: 'c', env: [{ name: 'E', valueFrom: { secretKeyRef: { name, key: 'k' } } }] }],
  },
  'containers[0].envFrom[0].secretRef': { containers: [{ name: 'c', envFrom: [{ secretRef: { name } }] }] },
  'initContainers[0].envFrom[0].secretRef': {
    containers: [{ name: 'c' }],
    initContainers: [{ name: 'i', envFrom: [{ secretRef: { name } }] }],
  },
  'volumes[0].csi': {
    volumes: [
      {
        name: 'v',
        csi: { driver: 'secrets-store.csi.k8s.io', volumeAttributes: { secretProviderClass: name } },
      },
    ],
  },
};

test.each(Object.entries(WAYS))('a raw pod that names another Secret is found: %s', (path, spec) => {
  const { app, shop } = keptApp();
  new SecureDeployment(shop, 'web', { ...WEB, files: { '/a': { secret: 'db' } } });
  const raw = new ApiObject(shop, 'raw', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'raw', namespace: 'shop' },
    spec: { serviceAccountName: 'web', containers: [{ name: 'c', image: WEB.image }], ...spec },
  });
  const found = (): readonly string[] =>
    app
      .synthesize()
      .judgement.findings.filter(({ control }) => control === 'secret-access-declared')
      .map((one) => one.path);
  expect(found()).toEqual([`spec.${path}`]);
  raw.addJsonPatch(JsonPatch.replace('/metadata/namespace', 'elsewhere'));
  expect(found()).toEqual([]);
});

test('is refused for a namespace that exists already, and without it there is no policy', () => {
  const app = new HardenedApp({ today: TODAY });
  expect(() => IsolatedNamespace.existing(app, 'shop', { secretAccess: 'declared' })).toThrow(
    InvalidInputError,
  );
  new IsolatedNamespace(app, 'other');
  expect(objectsOf(app).filter(({ kind }) => String(kind).startsWith('Validating'))).toEqual([]);
});
