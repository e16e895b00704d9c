import { config, existingSecret, SecureDeployment } from 'bulwark/cdk8s';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { secretUsesOf } from '../../lib/model/overview';
import { objectsOf, shopApp, WEB } from '../cdk8s/support';
import { readAll, rendered } from './made';
import { marks } from './told';

test('configurations are read back as they were made, and those of one workload stay its own', () => {
  const { app, shop } = shopApp();
  // One has the name of its workload.
  const settings = config('web', { LEVEL: 'info' });
  const frozen = config('web', { 'a.conf': 'x' }, { immutable: true });
  const db = existingSecret('db', { keys: ['user', 'password'] });
  new SecureDeployment(shop, 'web', {
    ...WEB,
    envFrom: [settings],
    files: { '/a': frozen, '/b': { files: { 'b.conf': 'y' } }, '/db': db },
  });
  const objects = objectsOf(app);
  const { model, unread } = readAll(objects);
  expect(marks({ model, unread }).filter((mark) => !mark.startsWith('PriorityClass'))).toEqual([]);
  const read = model.configs.map(({ instance, immutable, data }) => [instance, immutable, data]);
  expect(read).toEqual([
    ['web', true, { 'a.conf': 'x' }],
    ['web', undefined, { LEVEL: 'info' }],
  ]);
  expect(model.workloads[0]?.workload.configs).toEqual([{ name: 'web-b', data: { 'b.conf': 'y' } }]);
  const configMaps = (all: readonly PlainObject[]): PlainObject[] =>
    all.filter(({ kind }) => kind === 'ConfigMap');
  expect(configMaps(rendered(model))).toEqual(
    expect.arrayContaining(configMaps(objects).map((object) => expect.objectContaining(object))),
  );
  expect(secretUsesOf(model).map(({ secret, key, as }) => [secret, key, as])).toEqual([
    ['db', 'user', 'files'],
    ['db', 'password', 'files'],
  ]);
});

test.each<[string, PlainObject, readonly string[]]>([
  ['all of it', { data: { a: 'x' }, immutable: false }, []],
  [
    'binary data',
    { binaryData: { a: 'eA==' } },
    ['ConfigMap shop/a, binaryData: the model has no place for it'],
  ],
  ['what is no text', { data: { a: 1 } }, ['ConfigMap shop/a, data.a: the model has no place for it']],
])('of a ConfigMap of others %s is read or marked', (_, held, left) => {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' }, ...held };
  const read = readAll([object]);
  expect(marks(read)).toEqual(left);
  expect(read.model.configNamed('shop', 'a')).toBeDefined();
  expect(read.model.configNamed('mail', 'a')).toBeUndefined();
});
