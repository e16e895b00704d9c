import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { object, pathsOf } from '../refusals';

const storage = (rest: PlainObject): PlainObject =>
  object('storage.k8s.io/v1', 'StorageClass', { provisioner: 'csi.example.com', ...rest });
const topologies = (...items: PlainObject[]): PlainObject => storage({ allowedTopologies: items });
const zone = (...values: string[]): PlainObject => ({ matchLabelExpressions: [{ key: 'zone', values }] });

test.each<[string, PlainObject, string[]]>([
  ['a provisioner', storage({}), []],
  ['no provisioner', storage({ provisioner: '' }), ['provisioner']],
  ['a policy of old', storage({ reclaimPolicy: 'Recycle' }), ['reclaimPolicy']],
  ['an unknown mode', storage({ volumeBindingMode: 'Later' }), ['volumeBindingMode']],
  ['a parameter without a name', storage({ parameters: { '': 'x' } }), ['parameters']],
  [
    'too many parameters',
    storage({ parameters: Object.fromEntries(Array.from({ length: 513 }, (_, key) => [key, ''])) }),
    ['parameters'],
  ],
  ['too much in them', storage({ parameters: { a: 'x'.repeat(262_144) } }), ['parameters']],
  ['zones', topologies(zone('a', 'b'), zone('c')), []],
  ['a zone twice', topologies(zone('a', 'a')), ['allowedTopologies[0].matchLabelExpressions[0].values[1]']],
  ['no zone', topologies(zone()), ['allowedTopologies[0].matchLabelExpressions[0].values']],
  [
    'the same zones twice',
    topologies(zone('a', 'b'), zone('b', 'a')),
    ['allowedTopologies[1].matchLabelExpressions'],
  ],
  ['a term of nothing', topologies({}), ['allowedTopologies[0].matchLabelExpressions']],
])('a StorageClass with %s', (_name, manifest, paths) => {
  expect(pathsOf(manifest)).toEqual(paths);
});

const claim = (spec: PlainObject): PlainObject =>
  object('v1', 'PersistentVolumeClaim', {
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  });
const snapshot = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'x' };

test.each<[string, PlainObject, string[]]>([
  ['a size and a mode', claim({}), []],
  ['no size', claim({ resources: {} }), ['spec.resources.requests.storage']],
  ['no mode of access', claim({ accessModes: [] }), ['spec.accessModes']],
  [
    'one pod, and others',
    claim({ accessModes: ['ReadWriteOncePod', 'ReadWriteMany'] }),
    ['spec.accessModes'],
  ],
  ['a snapshot without a name', claim({ dataSource: { ...snapshot, name: '' } }), ['spec.dataSource.name']],
  ['a source that the server drops', claim({ dataSource: { kind: 'Widget', name: '' } }), []],
  [
    'two sources',
    claim({ dataSource: snapshot, dataSourceRef: { ...snapshot, name: 'y' } }),
    ['spec.dataSource'],
  ],
  [
    'a reference elsewhere, which the server drops',
    claim({ dataSourceRef: { ...snapshot, name: '', namespace: 'A' } }),
    [],
  ],
])('a claim with %s', (_name, manifest, paths) => {
  expect(pathsOf(manifest)).toEqual(paths);
});
