import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { type Row, type Table, UNKNOWN } from '../rows';

const claim = (): PlainObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', namespace: 'shop' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
});
const S = 'spec.dataSource';
const R = 'spec.dataSourceRef';
const ofClaim = { kind: 'PersistentVolumeClaim', name: 'a' };
const ofSnapshot = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'a' };

const claims: Row[] = [
  {
    path: 'spec.accessModes',
    bad: [[], ['x'], [''], ['ReadWriteOncePod', 'ReadWriteOnce'], ['ReadOnlyMany', 'ReadWriteOncePod']],
    good: [
      ...['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'].map((mode) => [mode]),
      ['ReadWriteOncePod', 'ReadWriteOncePod'],
      ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce'],
      [UNKNOWN],
      UNKNOWN,
    ],
  },
  { path: 'spec.accessModes', at: 'spec.accessModes[1]', bad: [['ReadWriteOncePod', 'x']], good: [] },
  {
    path: 'spec.volumeMode',
    bad: ['', 'x'],
    good: ['Block', 'Filesystem', UNKNOWN, undefined],
  },
  {
    path: 'spec.resources.requests.storage',
    bad: [undefined, '0', '-1'],
    good: ['1', '1m', UNKNOWN],
  },
  { path: 'spec.storageClassName', bad: ['A', 'a_b'], good: ['', 'a.b', UNKNOWN] },
  { path: 'spec.volumeAttributesClassName', minor: 34, bad: ['A'], good: ['', 'a.b', UNKNOWN] },
  { path: 'spec.volumeAttributesClassName', minor: 33, bad: [], good: ['A'] },
  // Of a source alone the server reads only claims and snapshots; it drops any other.
  {
    path: S,
    bad: [
      { ...ofClaim, name: '' },
      { ...ofClaim, apiGroup: '', name: '' },
      { ...ofSnapshot, name: '' },
    ],
    good: [
      ofClaim,
      ofSnapshot,
      { ...ofClaim, apiGroup: 'example.com', name: '' },
      { ...ofSnapshot, apiGroup: 'example.com', name: '' },
      { ...ofSnapshot, kind: 'Widget', name: '' },
      { ...ofClaim, name: UNKNOWN },
      UNKNOWN,
    ],
  },
  {
    path: R,
    bad: [
      { name: 'a' },
      { kind: 'Widget', name: 'a' },
      { apiGroup: 'A', kind: 'Widget', name: 'a' },
      { apiGroup: 'example.com', name: 'a' },
      { apiGroup: 'example.com', kind: 'Widget' },
    ],
    good: [
      ofClaim,
      ofSnapshot,
      { apiGroup: 'example.com', kind: 'Widget', name: 'a' },
      { apiGroup: UNKNOWN, kind: 'Widget', name: 'a' },
      { kind: UNKNOWN, name: UNKNOWN },
      UNKNOWN,
    ],
  },
  {
    path: S,
    with: { [R]: ofSnapshot },
    bad: [
      { ...ofSnapshot, name: 'b' },
      { ...ofSnapshot, kind: 'Widget' },
      { ...ofSnapshot, apiGroup: 'example.com' },
      ofClaim,
    ],
    good: [
      ofSnapshot,
      { ...ofSnapshot, name: UNKNOWN },
      { ...ofSnapshot, kind: UNKNOWN },
      { ...ofSnapshot, apiGroup: UNKNOWN },
      UNKNOWN,
    ],
  },
  // A group that is empty is none, but not the same as one that is absent.
  {
    path: S,
    with: { [R]: { ...ofClaim, apiGroup: '' } },
    bad: [ofClaim],
    good: [{ ...ofClaim, apiGroup: '' }],
  },
  { path: S, with: { [R]: { ...ofSnapshot, name: UNKNOWN } }, bad: [], good: [ofSnapshot] },
  {
    path: S,
    with: { [R]: { ...ofSnapshot, namespace: UNKNOWN } },
    bad: [],
    good: [{ ...ofClaim, name: '' }],
  },
];

const volume = (): PlainObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, hostPath: { path: '/a' } },
});
/** Values of a source of a volume, which has no other. */
const source = (name: string, bad: unknown[], good: unknown[]): Row => ({
  path: `spec.${name}`,
  with: { 'spec.hostPath': undefined },
  bad,
  good,
});
const csi = { driver: 'csi.example.com', volumeHandle: 'a' };
const monitors = ['a:6789'];
const nodes = { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }] } };

const sources: Row[] = [
  source('hostPath', [{}, { path: '/../a' }, { path: '/a', type: 'x' }], [{ path: '/a', type: 'Directory' }]),
  source('gcePersistentDisk', [{}, { pdName: 'a', partition: 256 }], [{ pdName: 'a', partition: 255 }]),
  source('awsElasticBlockStore', [{}, { volumeID: 'a', partition: -1 }], [{ volumeID: 'a', partition: 0 }]),
  source(
    'glusterfs',
    [{}, { endpoints: 'a' }, { path: 'b' }, { endpoints: 'a', path: 'b', endpointsNamespace: 'A' }],
    [
      { endpoints: 'a', path: 'b' },
      { endpoints: 'a', path: 'b', endpointsNamespace: 'c' },
    ],
  ),
  source('flocker', [{}, { datasetName: 'a', datasetUUID: 'b' }], [{ datasetName: 'a' }]),
  source('nfs', [{}, { server: 'a', path: 'b' }], [{ server: 'a', path: '/b' }]),
  source('rbd', [{}, { monitors }, { image: 'a' }], [{ monitors, image: 'a' }]),
  source(
    'quobyte',
    [{}, { registry: 'a', volume: 'v' }, { registry: 'a:1', volume: 'v', tenant: 'é'.repeat(33) }],
    [{ registry: 'a:1', volume: 'v', tenant: 'é'.repeat(32) }],
  ),
  source('cephfs', [{}, { monitors: [] }], [{ monitors }]),
  source(
    'iscsi',
    [{}, { targetPortal: 'a', iqn: 'x', lun: 0 }],
    [{ targetPortal: 'a', iqn: 'iqn.2026-01.a:b', lun: 0 }],
  ),
  source(
    'cinder',
    [
      {},
      { volumeID: 'a', secretRef: {} },
      { volumeID: 'a', secretRef: { name: 'b' } },
      { volumeID: 'a', secretRef: { namespace: 'c' } },
    ],
    [{ volumeID: 'a' }, { volumeID: 'a', secretRef: { name: 'b', namespace: 'c' } }],
  ),
  source('fc', [{}, { targetWWNs: ['a'] }], [{ wwids: ['a'] }]),
  source('flexVolume', [{}], [{ driver: 'a/b' }]),
  source(
    'azureFile',
    [{}, { secretName: 'a' }, { shareName: 'b' }, { secretName: 'a', shareName: 'b', secretNamespace: '' }],
    [
      { secretName: 'a', shareName: 'b' },
      { secretName: 'a', shareName: 'b', secretNamespace: 'c' },
    ],
  ),
  source('vsphereVolume', [{}], [{ volumePath: 'a' }]),
  source('photonPersistentDisk', [{}], [{ pdID: 'a' }]),
  source('portworxVolume', [{}], [{ volumeID: 'a' }]),
  source('azureDisk', [{}, { diskName: 'a', diskURI: 'x' }], [{ diskName: 'a', diskURI: 'https://a' }]),
  source('scaleIO', [{}, { gateway: 'a', system: 'b' }], [{ gateway: 'a', system: 'b', volumeName: 'c' }]),
  {
    path: 'spec.local',
    with: { 'spec.hostPath': undefined, 'spec.nodeAffinity': nodes },
    bad: [{}, { path: '' }, { path: '/a/../b' }],
    good: [{ path: '/a' }],
  },
  source(
    'storageos',
    [
      {},
      { volumeName: 'A' },
      { volumeName: 'a', volumeNamespace: 'B' },
      { volumeName: 'a', secretRef: { name: 'b' } },
    ],
    [
      { volumeName: 'a', volumeNamespace: '' },
      { volumeName: 'a', secretRef: { name: 'b', namespace: 'c' } },
    ],
  ),
  source(
    'csi',
    [
      {},
      { driver: 'a', volumeHandle: '' },
      { driver: 'a_b', volumeHandle: 'a' },
      { driver: 'a'.repeat(64), volumeHandle: 'a' },
    ],
    [csi, { driver: 'a'.repeat(63), volumeHandle: 'a' }],
  ),
  ...['controllerPublish', 'controllerExpand', 'nodePublish', 'nodeExpand'].map((name) =>
    source(
      'csi',
      [
        {},
        { name: 'a' },
        { namespace: 'b' },
        { name: 'A', namespace: 'b' },
        { name: 'a', namespace: 'b.c' },
      ].map((secret) => ({ ...csi, [`${name}SecretRef`]: secret })),
      [{ ...csi, [`${name}SecretRef`]: { name: 'a.b', namespace: 'b' } }],
    ),
  ),
  // The API server does not look at this one.
  source('csi', [], [{ ...csi, nodeStageSecretRef: {} }]),
];

const M = 'metadata.annotations["volume.beta.kubernetes.io/mount-options"]';
const takesOptions = {
  gcePersistentDisk: { pdName: 'a' },
  awsElasticBlockStore: { volumeID: 'a' },
  glusterfs: { endpoints: 'a', path: 'b' },
  nfs: { server: 'a', path: '/b' },
  rbd: { monitors, image: 'a' },
  quobyte: { registry: 'a:1', volume: 'v' },
  iscsi: { targetPortal: 'a', iqn: 'iqn.2026-01.a:b', lun: 0 },
  cinder: { volumeID: 'a' },
  cephfs: { monitors },
  azureFile: { secretName: 'a', shareName: 'b' },
  vsphereVolume: { volumePath: 'a' },
  azureDisk: { diskName: 'a', diskURI: 'https://a' },
  photonPersistentDisk: { pdID: 'a' },
};
const takesNone = {
  hostPath: { path: '/a' },
  flocker: { datasetName: 'a' },
  fc: { wwids: ['a'] },
  flexVolume: { driver: 'a/b' },
  portworxVolume: { volumeID: 'a' },
  scaleIO: { gateway: 'a', system: 'b', volumeName: 'c' },
  storageos: { volumeName: 'a' },
  csi,
};
const options = (of: Readonly<Record<string, unknown>>, row: Pick<Row, 'bad' | 'good'>): Row[] =>
  Object.entries(of).map(([name, value]) => ({
    path: M,
    with: { 'spec.hostPath': undefined, [`spec.${name}`]: value },
    ...row,
  }));

/** What is refused and taken, by the rows of each table. */
export const storage: readonly Table[] = [
  { name: 'PersistentVolumeClaim', base: claim, rows: claims },
  { name: 'sources of a PersistentVolume', base: volume, rows: sources },
  {
    name: 'mount options of a PersistentVolume',
    base: volume,
    rows: [
      ...options(takesOptions, { bad: [], good: ['ro'] }),
      ...options(takesNone, { bad: ['ro'], good: [undefined] }),
    ],
  },
];
