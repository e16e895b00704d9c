import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { object, pathsOf } from '../refusals';
import { testTables } from '../rows';
import { storageOfCluster } from '../tables/cluster';
import { storage as tables } from '../tables/storage';

testTables([...tables, ...storageOfCluster]);

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

const volume = (spec: PlainObject, annotations: PlainObject = {}): PlainObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'data', annotations },
  spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, ...spec },
});
const nfs = { nfs: { server: 'nfs.example.com', path: '/data' } };
const csi = { csi: { driver: 'csi.example.com', volumeHandle: 'a' } };
const nodes = { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }] } };
const iqn = 'iqn.2026-01.com.example:a';
const withOptions = { 'volume.beta.kubernetes.io/mount-options': 'ro' };

test.each<[string, PlainObject, string[]]>([
  ['an NFS share', volume(nfs), []],
  ['a CSI volume', volume({ ...csi, storageClassName: 'fast', volumeMode: 'Block' }), []],
  ['no mode of access', volume({ ...nfs, accessModes: [] }), ['spec.accessModes']],
  ['a mode that there is not', volume({ ...nfs, accessModes: ['RWO'] }), ['spec.accessModes[0]']],
  [
    'one pod, and others',
    volume({ ...nfs, accessModes: ['ReadWriteOncePod', 'ReadOnlyMany'] }),
    ['spec.accessModes'],
  ],
  ['no capacity', volume({ ...nfs, capacity: {} }), ['spec.capacity']],
  ['a capacity of memory', volume({ ...nfs, capacity: { memory: '1Gi' } }), ['spec.capacity']],
  ['two capacities', volume({ ...nfs, capacity: { memory: '1Gi', storage: '1Gi' } }), ['spec.capacity']],
  ['a capacity of nothing', volume({ ...nfs, capacity: { storage: '0' } }), ['spec.capacity.storage']],
  [
    'a policy of none',
    volume({ ...nfs, persistentVolumeReclaimPolicy: 'Keep' }),
    ['spec.persistentVolumeReclaimPolicy'],
  ],
  ['a recycled share', volume({ ...nfs, persistentVolumeReclaimPolicy: 'Recycle' }), []],
  [
    'a recycled root of the node',
    volume({ hostPath: { path: '//./' }, persistentVolumeReclaimPolicy: 'Recycle' }),
    ['spec.persistentVolumeReclaimPolicy'],
  ],
  [
    'a recycled folder of the node',
    volume({ hostPath: { path: '/a/.' }, persistentVolumeReclaimPolicy: 'Recycle' }),
    [],
  ],
  ['no source', volume({}), ['spec']],
  ['two sources', volume({ ...nfs, ...csi }), ['spec.csi']],
  [
    'a FlexVolume beside a share, which the server takes',
    volume({ ...nfs, flexVolume: { driver: 'a/b' } }),
    [],
  ],
  ['a FlexVolume before a CSI volume', volume({ ...csi, flexVolume: { driver: 'a/b' } }), ['spec.csi']],
  ['a bad class', volume({ ...nfs, storageClassName: 'A b' }), ['spec.storageClassName']],
  ['a bad form', volume({ ...nfs, volumeMode: '' }), ['spec.volumeMode']],
  ['an attributes class', volume({ ...csi, volumeAttributesClassName: 'gold' }), []],
  ['an attributes class without CSI', volume({ ...nfs, volumeAttributesClassName: 'gold' }), ['spec.csi']],
  [
    'an empty attributes class',
    volume({ ...csi, volumeAttributesClassName: '' }),
    ['spec.volumeAttributesClassName'],
  ],
  ['a local disk', volume({ local: { path: '/disk' }, nodeAffinity: nodes }), []],
  ['a local disk of no node', volume({ local: { path: '/disk' } }), ['spec.nodeAffinity']],
  [
    'a local path that climbs',
    volume({ local: { path: '/a/../b' }, nodeAffinity: nodes }),
    ['spec.local.path'],
  ],
  ['no nodes in the affinity', volume({ ...nfs, nodeAffinity: {} }), ['spec.nodeAffinity.required']],
  [
    'no terms in the affinity',
    volume({ ...nfs, nodeAffinity: { required: {} } }),
    ['spec.nodeAffinity.required.nodeSelectorTerms'],
  ],
  ['no handle', volume({ csi: { driver: 'csi.example.com' } }), ['spec.csi.volumeHandle']],
  ['no driver', volume({ csi: { volumeHandle: 'a' } }), ['spec.csi.driver']],
  [
    'a Secret of no namespace',
    volume({ csi: { ...csi.csi, nodeStageSecretRef: {}, nodeExpandSecretRef: { name: 'a' } } }),
    ['spec.csi.nodeExpandSecretRef.namespace'],
  ],
  [
    'a bad Secret',
    volume({ csi: { ...csi.csi, controllerPublishSecretRef: { name: 'A', namespace: 'a.b' } } }),
    ['spec.csi.controllerPublishSecretRef.name', 'spec.csi.controllerPublishSecretRef.namespace'],
  ],
  [
    'Endpoints of nowhere',
    volume({ glusterfs: { endpoints: 'a', path: 'b', endpointsNamespace: '' } }),
    ['spec.glusterfs.endpointsNamespace'],
  ],
  [
    'a share of a Secret of nowhere',
    volume({ azureFile: { secretName: 'a', shareName: 'b', secretNamespace: '' } }),
    ['spec.azureFile.secretNamespace'],
  ],
  [
    'a Cinder Secret of nowhere',
    volume({ cinder: { volumeID: 'a', secretRef: { name: 'b' } } }),
    ['spec.cinder.secretRef.namespace'],
  ],
  [
    'a StorageOS volume',
    volume({ storageos: { volumeName: 'A', volumeNamespace: 'b_c' } }),
    ['spec.storageos.volumeName', 'spec.storageos.volumeNamespace'],
  ],
  [
    'a target of CHAP',
    volume({ iscsi: { targetPortal: 'a', iqn, lun: 0, chapAuthSession: true, secretRef: {} } }),
    ['spec.iscsi.secretRef.name'],
  ],
  [
    'an initiator of a long portal',
    volume({ iscsi: { targetPortal: 'a'.repeat(60), iqn, lun: 0, initiatorName: iqn } }),
    ['spec.iscsi.targetPortal'],
  ],
  ['mount options of a share', volume(nfs, withOptions), []],
  [
    'mount options of a CSI volume',
    volume(csi, withOptions),
    ['metadata.annotations["volume.beta.kubernetes.io/mount-options"]'],
  ],
])('a PersistentVolume with %s', (_name, manifest, paths) => {
  expect(pathsOf(manifest)).toEqual(paths);
});

test('before 1.34 the server drops the attributes class of a volume', () => {
  expect(pathsOf(volume({ ...nfs, volumeAttributesClassName: '' }), 33)).toEqual([]);
});
