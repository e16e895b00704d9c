import { compareManifests } from '../../../lib/core/manifest/compare';
import { wayToReplace } from '../../../lib/core/manifest/immutable';
import type { PlainObject } from '../../../lib/core/manifest/plain';

const object = (
  apiVersion: string,
  kind: string,
  name: string,
  rest: PlainObject = {},
  namespace = 'shop',
) => ({
  apiVersion,
  kind,
  metadata: { name, ...(kind === 'Namespace' ? {} : { namespace }), ...Object(rest.metadata) },
  ...(rest.spec === undefined ? {} : { spec: rest.spec }),
});
const claimSpec = (storage: string, more: PlainObject = {}): PlainObject => ({
  accessModes: ['ReadWriteOnce'],
  resources: { requests: { storage } },
  ...more,
});
const claim = (name: string, storage = '10Gi', metadata: PlainObject = {}, more: PlainObject = {}) =>
  object('v1', 'PersistentVolumeClaim', name, { metadata, spec: claimSpec(storage, more) });
const disposable = { annotations: { 'bulwark.dev/disposable': 'a cache' } };
const set = (name: string, spec: PlainObject = {}, template: PlainObject = {}) =>
  object('apps/v1', 'StatefulSet', name, {
    spec: {
      replicas: 3,
      serviceName: 'db',
      volumeClaimTemplates: [{ metadata: { name: 'data', ...template }, spec: claimSpec('10Gi') }],
      ...spec,
    },
  });
const shop = object('v1', 'Namespace', 'shop');
const snapshot = object('snapshot.storage.k8s.io/v1', 'VolumeSnapshot', 'before');

const losses = (before: PlainObject[], after: PlainObject[]): string[] =>
  compareManifests(before, after).losses.map(({ object: { kind, name }, path }) =>
    `${kind} ${name} ${path}`.trim(),
  );

test.each<[string, PlainObject[], PlainObject[], string[]]>([
  ['a claim that goes', [claim('a')], [], ['PersistentVolumeClaim a']],
  ['a claim with another name', [claim('a')], [claim('b')], ['PersistentVolumeClaim a']],
  [
    'a claim that moves to another namespace',
    [claim('a')],
    [{ ...claim('a'), metadata: { name: 'a', namespace: 'other' } }],
    ['PersistentVolumeClaim a'],
  ],
  [
    'a smaller claim',
    [claim('a', '10Gi')],
    [claim('a', '10G')],
    ['PersistentVolumeClaim a spec.resources.requests.storage'],
  ],
  ['a snapshot', [snapshot], [], ['VolumeSnapshot before']],
  ['a StatefulSet with claims', [set('db')], [], ['StatefulSet db']],
  [
    'pods whose claims go with them',
    [set('db')],
    [set('db', { replicas: 1, persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } })],
    ['StatefulSet db spec.replicas'],
  ],
  ['a namespace with claims', [shop, set('db')], [set('db')], ['Namespace shop']],
  [
    'all of it',
    [shop, set('db'), claim('a'), snapshot],
    [],
    ['Namespace shop', 'StatefulSet db', 'PersistentVolumeClaim a', 'VolumeSnapshot before'],
  ],
])('is a loss: %s', (_, before, after, found) => {
  expect(losses(before, after)).toEqual(found);
});

test.each<[string, PlainObject[], PlainObject[]]>([
  ['a claim that stays', [claim('a')], [claim('a')]],
  ['a larger claim', [claim('a', '1Gi')], [claim('a', '1.5Gi')]],
  ['the same size in another spelling', [claim('a', '1Gi')], [claim('a', '1024Mi')]],
  ['a claim that nobody needs', [claim('a', '1Gi', disposable)], []],
  ['templates that nobody needs', [set('db', {}, disposable)], []],
  ['a StatefulSet without claims', [set('db', { volumeClaimTemplates: undefined })], []],
  ['a namespace without claims', [shop], []],
  ['a namespace whose claims nobody needs', [shop, claim('a', '1Gi', disposable)], []],
  ['claims of the pods of a StatefulSet', [set('db'), claim('data-db-0'), claim('data-db-11')], [set('db')]],
  ['fewer pods whose claims stay', [set('db')], [set('db', { replicas: 1 })]],
  ['third-party kinds with the same name', [object('example.com/v1', 'PersistentVolumeClaim', 'a')], []],
  ['a size that nobody can read', [claim('a', 'much')], [claim('a', '1Gi')]],
])('is none: %s', (_, before, after) => {
  expect(losses(before, after)).toEqual([]);
});

const told = (before: PlainObject[], after: PlainObject[]): string =>
  compareManifests(before, after)
    .losses.map(({ found, fix }) => `${found}. ${fix}`)
    .join('\n');

test('what to do keeps the data', () => {
  expect(told([set('db')], [set('data-base')])).toContain(
    "nothing mounts its claims (data-db-0) any more. keep its name: name: 'db'. To move it: kubectl delete statefulset db -n shop --cascade=orphan",
  );
  const deleted = set('db', { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } });
  expect(told([deleted], [])).toContain('its claims are deleted with it');
  expect(told([claim('a')], [])).toContain(
    'kubectl delete persistentvolumeclaim a -n shop, then run without --against',
  );
});

const replaced = (before: PlainObject, after: PlainObject): string[] =>
  compareManifests([before], [after]).replaced.flatMap(({ changes }) => changes.map(({ path }) => path));

test('a claim of another class is another claim; one that grows is not', () => {
  const fast = claim('a', '1Gi', {}, { storageClassName: 'fast' });
  expect(replaced(fast, claim('a', '1Gi', {}, { storageClassName: 'slow' }))).toEqual([
    'spec.storageClassName',
  ]);
  expect(replaced(claim('a', '1Gi'), claim('a', '2Gi'))).toEqual([]);
  expect(replaced(claim('a'), claim('a', '10Gi', {}, { accessModes: ['ReadWriteMany'] }))).toEqual([
    'spec.accessModes',
  ]);
});

test('what an API server fills in is no change, and what someone took away is', () => {
  const live = claim(
    'a',
    '1Gi',
    { uid: 'u' },
    { storageClassName: 'standard', volumeName: 'pvc-1', volumeMode: 'Filesystem' },
  );
  expect(replaced(live, claim('a', '1Gi'))).toEqual([]);
  expect(replaced(claim('a', '1Gi', {}, { storageClassName: 'fast' }), claim('a', '1Gi'))).toEqual([
    'spec.storageClassName',
  ]);
  const template = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', creationTimestamp: null },
    spec: claimSpec('10Gi', { volumeMode: 'Filesystem' }),
    status: { phase: 'Pending' },
  };
  expect(replaced(set('db', { volumeClaimTemplates: [template] }), set('db'))).toEqual([]);
  expect(
    replaced(set('db'), set('db', { volumeClaimTemplates: [{ ...template, spec: claimSpec('20Gi') }] })),
  ).toEqual(['spec.volumeClaimTemplates']);
});

test('how a kind is replaced is data', () => {
  expect(wayToReplace({ group: 'apps', kind: 'StatefulSet' })).toBe('orphan');
  expect(wayToReplace({ group: '', kind: 'PersistentVolumeClaim' })).toBe('copy');
  expect(wayToReplace({ group: 'apps', kind: 'Deployment' })).toBe('delete');
  expect(wayToReplace({ group: 'example.com', kind: 'StatefulSet' })).toBe('delete');
});

test('very many objects are compared at once', () => {
  const many = Array.from({ length: 20_000 }, (_, index) => claim(`c${index}`));
  const start = process.cpuUsage().user;
  expect(compareManifests(many, many.slice(1)).losses).toHaveLength(1);
  expect((process.cpuUsage().user - start) / 1e6).toBeLessThan(10);
});
