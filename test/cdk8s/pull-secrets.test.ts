import {
  HardenedApp,
  IsolatedNamespace,
  LeastPrivilegeServiceAccount,
  mountedSecret,
  SecureDeployment,
  sealedSecret,
  secret,
} from 'bulwark/cdk8s';
import { ApiObject } from 'cdk8s';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { AWS } from './delivered-support';
import { at, objectsOf, problemLines, TODAY, WEB } from './support';

const TYPE = 'kubernetes.io/dockerconfigjson';
const SEALED = Buffer.concat([Buffer.from([1, 0]), Buffer.alloc(280, 7)]).toString('base64');

const registry = secret('registry', { '.dockerconfigjson': 'prod/registry' }, { type: TYPE });
const sealed = sealedSecret('sealed', { encryptedData: { '.dockerconfigjson': SEALED }, type: TYPE });

const named = (objects: readonly PlainObject[], kind: string): string[] =>
  objects
    .filter((object) => object.kind === kind)
    .map((object) => `${at(object, 'metadata.namespace')}/${at(object, 'metadata.name')}`);

const pulls = (objects: readonly PlainObject[], name: string): unknown =>
  at(
    objects.find((object) => object.kind === 'Deployment' && at(object, 'metadata.name') === name) ?? {},
    'spec.template.spec.imagePullSecrets',
  );

describe('a Secret that images are pulled with', () => {
  test('of the app is made in each namespace, and every pod there has it', () => {
    const app = new HardenedApp({
      today: TODAY,
      secretStore: AWS,
      imagePullSecrets: [registry, 'by-hand'],
    });
    for (const name of ['shop', 'mail'])
      new SecureDeployment(new IsolatedNamespace(app, name), `${name}-web`, WEB);
    const objects = objectsOf(app);
    expect(named(objects, 'ExternalSecret')).toEqual(['shop/registry', 'mail/registry']);
    expect(pulls(objects, 'shop-web')).toEqual([{ name: 'by-hand' }, { name: 'registry' }]);
    const made = objects.find(({ kind }) => kind === 'ExternalSecret') ?? {};
    expect(at(made, 'spec.target.template')).toEqual({
      engineVersion: 'v2',
      mergePolicy: 'Replace',
      type: TYPE,
    });
    expect(at(made, 'spec.data.0.remoteRef.key')).toBe('prod/registry');
  });

  test('of a namespace is there for pods of others as well', () => {
    const app = new HardenedApp({ today: TODAY });
    const shop = new IsolatedNamespace(app, 'shop', { imagePullSecrets: [sealed] });
    const other = new ApiObject(shop, 'pod', {
      apiVersion: 'v1',
      kind: 'Pod',
      spec: { containers: [{ name: 'a', image: 'a/b:v1' }] },
    });
    const found = objectsOf(app);
    expect(at(found.find(({ kind }) => kind === 'Pod') ?? {}, 'spec.imagePullSecrets')).toEqual([
      { name: 'sealed' },
    ]);
    const made = found.find(({ kind }) => kind === 'SealedSecret') ?? {};
    expect(at(made, 'spec.template.type')).toBe(TYPE);
    expect(other.kind).toBe('Pod');
  });

  test('of a workload is made once, is allowed where it is declared, and rolls no pods', () => {
    const app = new HardenedApp({ today: TODAY });
    const shop = new IsolatedNamespace(app, 'shop', { secretStore: AWS, secretAccess: 'declared' });
    const login = secret('login', ['.dockerconfigjson'], { type: TYPE, reload: true });
    for (const name of ['web', 'worker'])
      new SecureDeployment(shop, name, { ...WEB, imagePullSecrets: [login] });
    const objects = objectsOf(app);
    expect(named(objects, 'ExternalSecret')).toEqual(['shop/login']);
    const policy = objects.find(({ kind }) => kind === 'ValidatingAdmissionPolicy') ?? {};
    expect(at(policy, 'spec.variables.0.expression')).toBe('{"web":["login"],"worker":["login"]}');
    const web = objects.find((object) => object.kind === 'Deployment') ?? {};
    expect(at(web, 'metadata.annotations') ?? {}).not.toHaveProperty('secret.reloader.stakater.com/reload');
    expect(at(web, 'spec.template.metadata.annotations') ?? {}).not.toHaveProperty('bulwark/config');
  });

  test('is refused where it cannot be one', () => {
    const app = new HardenedApp({ today: TODAY });
    const shop = new IsolatedNamespace(app, 'shop', { secretStore: AWS });
    const pulling = (one: object) => () =>
      new SecureDeployment(shop, 'web', {
        ...WEB,
        ...JSON.parse(JSON.stringify({ imagePullSecrets: [one] })),
      });
    const needs = `a Secret of the type ${TYPE}`;
    expect(problemLines(pulling(secret('db', ['password'])))).toEqual([
      `imagePullSecrets[0]: "the type Opaque": ${needs}`,
    ]);
    const tls = secret('tls', ['tls.crt', 'tls.key'], { type: 'kubernetes.io/tls' });
    expect(problemLines(pulling(tls))).toEqual([`imagePullSecrets[0]: "kubernetes.io/tls": ${needs}`]);
    const mounted = mountedSecret('registry', { provider: 'vault', parameters: { a: 'b' } });
    expect(problemLines(pulling(mounted))).toHaveLength(1);
    expect(
      problemLines(pulling({ delivered: { name: 'a b', from: { sealed: { a: 'plain' } }, type: TYPE } })),
    ).toHaveLength(3);
    expect(problemLines(pulling({ delivered: 'registry' }))).not.toEqual([]);
    expect(problemLines(pulling({}))).not.toEqual([]);
  });

  test('needs a namespace that can have it', () => {
    const withoutStore = new HardenedApp({ today: TODAY, imagePullSecrets: [registry] });
    expect(problemLines(() => new IsolatedNamespace(withoutStore, 'shop'))).toEqual([
      'secretStore: nothing: a store to read it from: shop has none, and the app has none',
    ]);
    expect(problemLines(() => new SecureDeployment(withoutStore, 'web', WEB))).toEqual([
      'secret: "registry": a workload in an IsolatedNamespace: a Secret belongs to the namespace that it is declared for',
    ]);
    const twice = new HardenedApp({ today: TODAY, imagePullSecrets: [sealed] });
    new IsolatedNamespace(twice, 'shop');
    expect(problemLines(() => new IsolatedNamespace(twice, 'mail'))).toHaveLength(1);
  });

  test.each<
    [type: 'kubernetes.io/tls' | 'kubernetes.io/basic-auth' | typeof TYPE, keys: string[], wrong: number]
  >([
    [TYPE, ['config.json'], 1],
    ['kubernetes.io/tls', ['tls.crt'], 1],
    ['kubernetes.io/tls', ['tls.crt', 'tls.key', 'ca.crt'], 0],
    ['kubernetes.io/basic-auth', ['password'], 0],
    ['kubernetes.io/basic-auth', ['token'], 1],
  ])('a Secret of the type %s with the keys %p has %d problems', (type, keys, wrong) => {
    expect(problemLines(() => secret('a', keys, { type }))).toHaveLength(wrong);
  });

  test('has a type that Kubernetes knows, and one type for each name', () => {
    const loose: object = JSON.parse('{ "type": "kubernetes.io/service-account-token" }');
    expect(problemLines(() => secret('a', ['b'], loose))).toHaveLength(1);
    const app = new HardenedApp({ today: TODAY, secretStore: AWS, imagePullSecrets: [registry] });
    const shop = new IsolatedNamespace(app, 'shop');
    new LeastPrivilegeServiceAccount(shop, 'secret-reader', {});
    const same = secret('registry', { '.dockerconfigjson': 'prod/registry' });
    expect(
      problemLines(() => new SecureDeployment(shop, 'web', { ...WEB, files: { '/run/registry': same } })),
    ).toHaveLength(1);
  });
});
