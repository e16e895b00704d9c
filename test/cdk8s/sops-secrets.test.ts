import { HardenedApp, IsolatedNamespace, SecureDeployment, sopsSecret } from 'bulwark/cdk8s';
import { ApiObject } from 'cdk8s';
import { asDecrypted, isEncrypted } from '../../lib/core/manifest/sops';
import { at, objectsOf, problemLines, TODAY, WEB } from './support';

/** Of the form of what SOPS writes; nobody can decrypt it. */
const encrypted = (text: string): string => {
  const [iv, tag] = [Buffer.alloc(32, 1), Buffer.alloc(16, 2)].map((bytes) => bytes.toString('base64'));
  return `ENC[AES256_GCM,data:${Buffer.from(text).toString('base64')},iv:${iv},tag:${tag},type:str]`;
};

const document = (changes: object = {}): Record<string, unknown> => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'db', namespace: 'shop', labels: { team: 'shop' } },
  stringData: { username: encrypted('a'), password: encrypted('b') },
  sops: {
    age: [{ recipient: 'age1qqqq', enc: '-----BEGIN AGE ENCRYPTED FILE-----\n' }],
    kms: null,
    lastmodified: '2026-11-26T10:00:00Z',
    mac: encrypted('mac'),
    encrypted_regex: '^(data|stringData)$',
    version: '3.9.0',
  },
  ...changes,
});

const appWith = (): { app: HardenedApp; shop: IsolatedNamespace } => {
  const app = new HardenedApp({ today: TODAY });
  return { app, shop: new IsolatedNamespace(app, 'shop', { secretAccess: 'declared' }) };
};

describe('a Secret that SOPS has encrypted', () => {
  test('goes into the output as it is, once, and workloads mount its keys', () => {
    const { app, shop } = appWith();
    const db = sopsSecret(document());
    for (const name of ['web', 'worker'])
      new SecureDeployment(shop, name, { ...WEB, files: { '/run/secrets/db': db } });
    const objects = objectsOf(app);
    expect(objects.filter(({ kind }) => kind === 'Secret')).toEqual([document()]);
    const web = objects.find(({ kind }) => kind === 'Deployment') ?? {};
    expect(at(web, 'spec.template.spec.volumes')).toContainEqual({
      name: 'run-secrets-db',
      secret: {
        secretName: 'db',
        defaultMode: 0o400,
        items: [
          { key: 'username', path: 'username' },
          { key: 'password', path: 'password' },
        ],
      },
    });
  });

  test('is judged without an error, and its pods roll when a value is encrypted again', () => {
    const hashOf = (changes: object): unknown => {
      const { app, shop } = appWith();
      new SecureDeployment(shop, 'web', { ...WEB, files: { '/run/db': sopsSecret(document(changes)) } });
      expect(app.synthesize().judgement.findings.filter(({ object }) => object.kind === 'Secret')).toEqual(
        [],
      );
      const web = objectsOf(app).find(({ kind }) => kind === 'Deployment') ?? {};
      return at(web, 'spec.template.metadata.annotations.bulwark/config');
    };
    const other = { stringData: { username: encrypted('a'), password: encrypted('c') } };
    expect(hashOf({})).toBe(hashOf({ metadata: { name: 'db', namespace: 'shop' } }));
    expect(hashOf({})).not.toBe(hashOf(other));
  });

  test('pulls images where it has the type for it', () => {
    const { app, shop } = appWith();
    const type = 'kubernetes.io/dockerconfigjson';
    const login = sopsSecret(document({ type, stringData: { '.dockerconfigjson': encrypted('{}') } }));
    new SecureDeployment(shop, 'web', { ...WEB, imagePullSecrets: [login] });
    const objects = objectsOf(app);
    const web = objects.find(({ kind }) => kind === 'Deployment') ?? {};
    expect(at(web, 'spec.template.spec.imagePullSecrets')).toEqual([{ name: 'db' }]);
    expect(objects.filter(({ kind }) => kind === 'Secret')).toHaveLength(1);
  });

  test.each<[what: string, changes: object, field: string]>([
    ['a plain value', { stringData: { password: 'hunter2' } }, 'stringData["password"]'],
    ['a plain value in base64', { data: { password: 'aHVudGVyMg==' } }, 'data["password"]'],
    [
      'half a value',
      { stringData: { password: 'ENC[AES256_GCM,data:hunter2,type:str]' } },
      'stringData["password"]',
    ],
    [
      'a value with more',
      { stringData: { password: `${encrypted('a')}\nhunter2` } },
      'stringData["password"]',
    ],
    ['no value', { stringData: {} }, 'stringData'],
    ['no SOPS', { sops: undefined }, 'sops'],
    ['SOPS without a MAC', { sops: { age: [{ recipient: 'a' }] } }, 'sops.mac'],
    ['nobody who can decrypt it', { sops: { mac: encrypted('a'), age: [] } }, 'sops'],
    ['another kind', { kind: 'ConfigMap' }, 'kind'],
    ['a name that is encrypted', { metadata: { name: encrypted('db'), namespace: 'shop' } }, 'metadata.name'],
    ['no name', { metadata: { namespace: 'shop' } }, 'metadata.name'],
    ['no namespace', { metadata: { name: 'db' } }, 'metadata.namespace'],
    ['a type that is encrypted', { type: encrypted('Opaque') }, 'type'],
    ['a key that is none', { stringData: { 'a/b': encrypted('a') } }, 'stringData["a/b"]'],
    ['a field that a Secret does not have', { spec: {} }, 'spec'],
    ['a type whose key is missing', { type: 'kubernetes.io/tls' }, 'keys'],
  ])('refuses %s, and shows no value', (_what, changes, field) => {
    const found = problemLines(() => sopsSecret(document(changes)));
    expect(found.map((problem) => problem.split(':')[0])).toContain(field);
    expect(found.join()).not.toMatch(/hunter2|aHVudGVyMg/);
  });

  test.each([[undefined], [null], ['text'], [[]], [new Map()]])('refuses %p', (value) => {
    const loose: (given: unknown) => unknown = (given) => Reflect.apply(sopsSecret, undefined, [given]);
    expect(problemLines(() => loose(value))).not.toEqual([]);
  });

  test('belongs to the namespace that it names, and its name to one document', () => {
    const { shop } = appWith();
    const [mail, web] = [{ name: 'db', namespace: 'mail' }, 'web'];
    const wrong = () =>
      new SecureDeployment(shop, web, { ...WEB, files: { '/a': sopsSecret(document({ metadata: mail })) } });
    expect(problemLines(wrong)).toEqual(['secret: "db": a document for shop: this one is for mail']);
    new SecureDeployment(shop, 'first', { ...WEB, files: { '/a': sopsSecret(document()) } });
    const other = document({ stringData: { password: encrypted('z') } });
    const second = () => new SecureDeployment(shop, 'second', { ...WEB, files: { '/a': sopsSecret(other) } });
    expect(problemLines(second)).toHaveLength(1);
  });

  test('of others is judged by what the API server gets; other objects are not', () => {
    const app = new HardenedApp({ today: TODAY });
    const shop = new IsolatedNamespace(app, 'shop');
    const type = 'kubernetes.io/dockerconfigjson';
    const data = { '.dockerconfigjson': encrypted('{}') };
    new ApiObject(shop, 'good', { ...document({ type, data }), apiVersion: 'v1', kind: 'Secret' });
    const metadata = { name: 'bad' };
    new ApiObject(shop, 'bad', {
      ...document({ data: { a: '{' }, metadata }),
      apiVersion: 'v1',
      kind: 'Secret',
    });
    new ApiObject(shop, 'config', {
      ...document({ metadata: { name: 'c' } }),
      apiVersion: 'v1',
      kind: 'ConfigMap',
    });
    const found = app.synthesize().judgement.findings.map(({ object, path }) => `${object.name} ${path}`);
    expect(found).toEqual(expect.arrayContaining(['bad data.a', 'c sops']));
    expect(found.filter((one) => one.startsWith('db '))).toEqual([]);
  });

  test('keeps what is not encrypted', () => {
    const plain = document({ data: { a: 'eA==', b: encrypted('b') } });
    expect(asDecrypted(plain).data).toEqual({ a: 'eA==', b: 'e30=' });
    expect(isEncrypted(encrypted(''))).toBe(true);
  });
});
