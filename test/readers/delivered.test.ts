import {
  HardenedApp,
  IsolatedNamespace,
  mountedSecret,
  SecureDeployment,
  sealedSecret,
  secret,
} from 'bulwark/cdk8s';
import { readModel } from '../../lib/readers';
import { objectsOf, TODAY, WEB } from '../cdk8s/support';
import { OPTIONS, rendered } from './made';
import { marks, objectsIn, reading } from './told';

/** Of the form of what was sealed; nobody can open it. */
const SEALED = Buffer.concat([Buffer.from([2, 0]), Buffer.alloc(512 + 32, 1)]).toString('base64');
const KINDS = ['ExternalSecret', 'SealedSecret', 'SecretProviderClass'];

test('Secrets that are made in the cluster are read back as they were declared', () => {
  const app = new HardenedApp({ today: TODAY });
  const secretStore = { aws: { region: 'eu-west-1', serviceAccount: 'secret-reader' } };
  const shop = new IsolatedNamespace(app, 'shop', { secretStore });
  new SecureDeployment(shop, 'web', {
    ...WEB,
    files: {
      '/run/db': secret('db', ['user', 'password']),
      '/run/tls': secret('tls', ['tls.crt', 'tls.key'], { type: 'kubernetes.io/tls' }),
      '/run/mail': sealedSecret('mail', { encryptedData: { password: SEALED } }),
      '/run/pay': mountedSecret('pay', { provider: 'vault', parameters: { objects: 'password' } }),
    },
  });
  const objects = objectsOf(app);
  const made = objects.filter(({ kind }) => KINDS.includes(String(kind)));
  expect(made).toHaveLength(KINDS.length + 1);
  const { model, unread } = readModel(objects, OPTIONS);
  expect(marks({ model, unread }).filter((mark) => KINDS.some((kind) => mark.startsWith(kind)))).toEqual([]);
  const again = rendered(model).filter(({ kind }) => KINDS.includes(String(kind)));
  for (const object of again) expect(made).toContainEqual(object);
  expect(again).toHaveLength(KINDS.length + 1);
});

const STORE = `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: db, namespace: shop }
spec:`;
const DATA = `
  secretStoreRef: { name: vault }
  data: [{ secretKey: a, remoteRef: { key: b } }]`;
const SEAL = `apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: { name: db, namespace: shop }
spec:`;
const CLASS = `apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata: { name: db, namespace: shop }
spec:`;
const WHOLE = 'the model has no place for it';

test.each([
  ['a store with all else left to the operator', `${STORE}${DATA}`, 'store', []],
  [
    'a template with more than a type, which the model does not have',
    `${STORE}${DATA}\n  target: { template: { type: kubernetes.io/tls, data: { a: b } } }`,
    'store',
    [`ExternalSecret shop/db, spec.target.template.data: ${WHOLE}`],
  ],
  [
    'a store of the whole cluster',
    `${STORE}${DATA.replace('name: vault', 'name: vault, kind: ClusterSecretStore')}`,
    undefined,
    [`ExternalSecret shop/db: ${WHOLE}`],
  ],
  [
    'a Secret of another name',
    `${STORE}${DATA}\n  target: { name: other }`,
    undefined,
    [`ExternalSecret shop/db: ${WHOLE}`],
  ],
  [
    'everything below a path',
    `${STORE}\n  secretStoreRef: { name: vault }\n  dataFrom: [{ extract: { key: b } }]`,
    undefined,
    [`ExternalSecret shop/db: ${WHOLE}`],
  ],
  [
    'a key that is the prototype',
    `${STORE}${DATA.replace('secretKey: a', 'secretKey: __proto__')}`,
    undefined,
    [`ExternalSecret shop/db: ${WHOLE}`],
  ],
  ['a spec that is none', `${STORE} 7`, undefined, [`ExternalSecret shop/db: ${WHOLE}`]],
  ['data that are none', `${STORE} { data: [7, null] }`, undefined, [`ExternalSecret shop/db: ${WHOLE}`]],
  ['sealed values', `${SEAL} { encryptedData: { a: AgB } }`, 'sealed', []],
  [
    'sealed values for any name',
    `${SEAL.replace('namespace: shop', 'namespace: shop, annotations: { sealedsecrets.bitnami.com/cluster-wide: "true" }')} { encryptedData: { a: AgB } }`,
    'sealed',
    [`SealedSecret shop/db, metadata.annotations: ${WHOLE}`],
  ],
  ['a sealed number', `${SEAL} { encryptedData: { a: 7 } }`, undefined, [`SealedSecret shop/db: ${WHOLE}`]],
  ['a class', `${CLASS} { provider: vault, parameters: { objects: x } }`, 'mount', []],
  [
    'a class that copies into a Secret',
    `${CLASS} { provider: vault, secretObjects: [{ secretName: db, type: Opaque }] }`,
    'mount',
    [`SecretProviderClass shop/db, spec.secretObjects: ${WHOLE}`],
  ],
  ['a class of nobody', `${CLASS} {}`, undefined, [`SecretProviderClass shop/db: ${WHOLE}`]],
])('%s', (_, yaml, by, unread) => {
  const { model, unread: all } = reading(yaml);
  expect(model.secrets.map(({ origin }) => origin.by)).toEqual(by === undefined ? [] : [by]);
  expect(marks({ model, unread: all })).toEqual(unread);
});

test('of two that make a Secret of one name, the second stays out', () => {
  const both = [...objectsIn(`${SEAL} { encryptedData: { a: AgB } }`), ...objectsIn(`${STORE}${DATA}`)];
  const { model, unread } = readModel(both, OPTIONS);
  expect(model.secrets.map(({ origin }) => origin.by)).toEqual(['sealed']);
  expect(marks({ model, unread })).toEqual([`ExternalSecret shop/db: ${WHOLE}`]);
});
