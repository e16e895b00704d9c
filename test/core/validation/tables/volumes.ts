import { pod, type Row, type Table } from '../rows';

const V = 'spec.volumes[2]';
const source = (name: string, bad: unknown[], good: unknown[], minor?: number): Row => ({
  path: `${V}.${name}`,
  with: { [`${V}.name`]: 'v' },
  bad,
  good,
  minor,
});
const token = { path: 'token' };
const initiated = { iqn: 'eui.0123456789abcdef', lun: 0, initiatorName: 'iqn.2026-01.com.a:b' };

const sources: Row[] = [
  { path: `${V}.name`, bad: [undefined, '', 'A', 'a.b'], good: ['v'] },
  { path: V, at: `${V}.name`, bad: [{ name: 'scratch', emptyDir: {} }], good: [{ name: 'v' }] },
  {
    path: V,
    bad: [
      { name: 'v', emptyDir: {}, hostPath: { path: '/a' } },
      { name: 'v', secret: { secretName: 'a' }, configMap: { name: 'a' } },
    ],
    good: [{ name: 'v', emptyDir: {}, hostPath: null }],
  },
  {
    path: V,
    at: `${V}.name`,
    bad: [{ name: 'v', iscsi: { ...initiated, targetPortal: 'a'.repeat(63) } }],
    good: [{ name: 'v', iscsi: { ...initiated, targetPortal: 'a'.repeat(62) } }],
  },
  source('emptyDir', [{ sizeLimit: '-1' }], [{ sizeLimit: '0' }, { medium: 'x' }]),
  source(
    'hostPath',
    [{}, { path: '' }, { path: '/a/../b' }, { path: '/a', type: 'Dir' }],
    [{ path: 'a' }, { path: '/a', type: '' }, { path: '/a', type: 'Socket' }],
  ),
  source(
    'gitRepo',
    [{}, { repository: 'a', directory: '/a' }, { repository: 'a', directory: '../a' }],
    [{ repository: 'a', directory: '.' }],
  ),
  source(
    'gcePersistentDisk',
    [{}, { pdName: 'a', partition: 256 }, { pdName: 'a', partition: -1 }],
    [{ pdName: 'a', partition: 255 }],
  ),
  source('awsElasticBlockStore', [{}, { volumeID: 'a', partition: 256 }], [{ volumeID: 'a' }]),
  source(
    'secret',
    [
      {},
      { secretName: '' },
      { secretName: 'a', defaultMode: 644 },
      { secretName: 'a', defaultMode: -1 },
      { secretName: 'a', items: [{ key: 'a', path: '/a' }] },
    ],
    [
      { secretName: 'A', defaultMode: 511, optional: true },
      { secretName: 'a', items: [{ key: 'a', path: 'a/b', mode: 0 }] },
    ],
  ),
  source(
    'configMap',
    [
      {},
      { name: '' },
      { name: 'a', defaultMode: 512 },
      { name: 'a', items: [{ key: '', path: 'a' }] },
      { name: 'a', items: [{ key: 'a', path: '' }] },
      { name: 'a', items: [{ key: 'a', path: '..a' }] },
      { name: 'a', items: [{ key: 'a', path: 'a/../b' }] },
      { name: 'a', items: [{ key: 'a', path: 'a', mode: 777 }] },
    ],
    [{ name: 'a', items: [{ key: 'a', path: 'a..b' }] }],
  ),
  source(
    'nfs',
    [{}, { server: 'a' }, { server: 'a', path: 'b' }, { path: '/b' }],
    [{ server: 'a', path: '/b' }],
  ),
  source(
    'iscsi',
    [
      {},
      { targetPortal: 'a', iqn: 'x', lun: 0 },
      { targetPortal: 'a', iqn: 'iqn.x', lun: 0 },
      { targetPortal: 'a', iqn: 'iqn.2026-01.com.a:b', lun: 256 },
      { targetPortal: 'a', iqn: 'iqn.2026-01.com.a:b', lun: 0, chapAuthSession: true },
      { targetPortal: 'a', iqn: 'eui.1', lun: 0 },
      { targetPortal: 'a', iqn: 'naa.1', lun: 0 },
      { targetPortal: 'a', iqn: 'iqn.2026-01.com.a:b', lun: 0, initiatorName: 'x' },
    ],
    [
      { targetPortal: 'a', iqn: 'iqn.2026-01.com.a:b', lun: 255 },
      { targetPortal: 'a', iqn: 'eui.0123456789abcdef', lun: 0, initiatorName: 'iqn.2026-01.com.a:b' },
    ],
  ),
  source('glusterfs', [{}, { endpoints: 'a' }], [{ endpoints: 'a', path: 'b' }]),
  source(
    'flocker',
    [{}, { datasetName: 'a', datasetUUID: 'b' }, { datasetName: 'a/b' }],
    [{ datasetName: 'a' }, { datasetUUID: 'a/b' }],
  ),
  source('persistentVolumeClaim', [{}, { claimName: '' }], [{ claimName: 'A' }]),
  source('rbd', [{}, { monitors: [], image: 'a' }, { monitors: ['a'] }], [{ monitors: ['a'], image: 'b' }]),
  source('cinder', [{}, { volumeID: 'a', secretRef: {} }], [{ volumeID: 'a' }]),
  source('cephfs', [{}, { monitors: [] }], [{ monitors: ['a'] }]),
  source(
    'quobyte',
    [
      {},
      { registry: 'a', volume: 'v' },
      { registry: 'a:1', volume: '' },
      { registry: 'a:1,b', volume: 'v' },
      { registry: 'a:1', volume: 'v', tenant: 'a'.repeat(65) },
    ],
    [{ registry: 'a:1,[::1]:2', volume: 'v' }],
  ),
  source(
    'fc',
    [{}, { targetWWNs: ['a'], wwids: ['b'], lun: 1 }, { targetWWNs: ['a'] }, { targetWWNs: ['a'], lun: 256 }],
    [{ wwids: ['a'] }, { targetWWNs: ['a'], lun: 0 }],
  ),
  source(
    'flexVolume',
    [
      {},
      { driver: 'a', options: { 'kubernetes.io/a': 'b' } },
      { driver: 'a', options: { 'x.K8s.io/a': 'b' } },
    ],
    [{ driver: 'a', options: { 'example.com/a': 'b', mykubernetes: 'c' } }],
  ),
  source('azureFile', [{}, { secretName: 'a' }], [{ secretName: 'a', shareName: 'b' }]),
  source(
    'azureDisk',
    [
      {},
      { diskName: 'a', diskURI: 'x' },
      { diskName: 'a', diskURI: 'https://a', kind: 'Managed' },
      { diskName: 'a', diskURI: 'https://a', kind: 'x' },
      { diskName: 'a', diskURI: 'https://a', cachingMode: 'x' },
    ],
    [
      { diskName: 'a', diskURI: 'https://a' },
      { diskName: 'a', diskURI: '/subscriptions/a', kind: 'Managed', cachingMode: 'None' },
    ],
  ),
  source('vsphereVolume', [{}], [{ volumePath: 'a' }]),
  source('photonPersistentDisk', [{}], [{ pdID: 'a' }]),
  source('portworxVolume', [{}], [{ volumeID: 'a' }]),
  source(
    'storageos',
    [
      {},
      { volumeName: 'A' },
      { volumeName: 'a', volumeNamespace: 'A' },
      { volumeName: 'a', secretRef: { name: '' } },
    ],
    [{ volumeName: 'a', volumeNamespace: 'b' }],
  ),
  source('scaleIO', [{}, { gateway: 'a', system: 'b' }], [{ gateway: 'a', system: 'b', volumeName: 'c' }]),
  source(
    'csi',
    [
      {},
      { driver: 'a_b' },
      { driver: 'a'.repeat(64) },
      { driver: 'a', nodePublishSecretRef: {} },
      { driver: 'a', nodePublishSecretRef: { name: 'A' } },
    ],
    [{ driver: 'CSI.example.com', nodePublishSecretRef: { name: 'a' } }],
  ),
  source(
    'image',
    [{}, { reference: '' }, { reference: 'a', pullPolicy: 'x' }],
    [{ reference: 'a', pullPolicy: 'Never' }],
  ),
  source('image', [], [{}, { reference: 'a', pullPolicy: 'x' }], 34),
];

const projected: Row[] = [
  source(
    'projected',
    [
      { defaultMode: 512 },
      { sources: [{ secret: {} }] },
      { sources: [{ secret: { name: 'a' }, configMap: { name: 'b' } }] },
    ],
    [
      {},
      { sources: [] },
      { sources: [{}] },
      { sources: [{ secret: { name: 'a' } }, { configMap: { name: 'a' } }] },
    ],
  ),
  source(
    'projected',
    [
      { sources: [{ serviceAccountToken: {} }] },
      { sources: [{ serviceAccountToken: { path: '/a' } }] },
      { sources: [{ serviceAccountToken: { ...token, expirationSeconds: 599 } }] },
      { sources: [{ serviceAccountToken: { ...token, expirationSeconds: 4294967297 } }] },
    ],
    [
      { sources: [{ serviceAccountToken: { ...token, expirationSeconds: 600 } }] },
      { sources: [{ serviceAccountToken: token }, { serviceAccountToken: token }] },
    ],
  ),
  source(
    'projected',
    [
      {
        sources: [
          { secret: { name: 'a', items: [{ key: 'a', path: 'x' }] } },
          { configMap: { name: 'a', items: [{ key: 'a', path: 'x' }] } },
        ],
      },
      { sources: [{ downwardAPI: { items: [{ path: 'x', fieldRef: { fieldPath: 'spec.nodeName' } }] } }] },
    ],
    [{ sources: [{ downwardAPI: { items: [{ path: 'x', fieldRef: { fieldPath: 'metadata.labels' } }] } }] }],
  ),
  source(
    'projected',
    [
      { sources: [{ clusterTrustBundle: {} }] },
      { sources: [{ clusterTrustBundle: { name: 'a', signerName: 'a.b/c', path: 'x' } }] },
      { sources: [{ clusterTrustBundle: { name: 'A', path: 'x' } }] },
      { sources: [{ clusterTrustBundle: { signerName: 'a', path: 'x' } }] },
      { sources: [{ clusterTrustBundle: { name: 'a', path: 'x', labelSelector: {} } }] },
      { sources: [{ clusterTrustBundle: { name: 'a' } }] },
    ],
    [
      {
        sources: [
          { clusterTrustBundle: { name: 'a.b:c:x', path: 'x' } },
          { clusterTrustBundle: { signerName: 'a.b/c', path: 'y', labelSelector: {} } },
        ],
      },
    ],
    37,
  ),
  source(
    'projected',
    [],
    [{ sources: [{ clusterTrustBundle: {} }] }, { sources: [{ podCertificate: {} }] }],
    36,
  ),
  source(
    'projected',
    [
      { sources: [{ podCertificate: { signerName: 'a.b/c', keyType: 'RSA2048', keyPath: 'k' } }] },
      { sources: [{ podCertificate: { signerName: 'a.b/c', keyType: 'ED25519' } }] },
      {
        sources: [
          {
            podCertificate: {
              signerName: 'a.b/c',
              keyType: 'ED25519',
              keyPath: 'k',
              maxExpirationSeconds: 3599,
            },
          },
        ],
      },
      {
        sources: [
          {
            podCertificate: {
              signerName: 'kubernetes.io/x',
              keyType: 'ED25519',
              keyPath: 'k',
              maxExpirationSeconds: 86401,
            },
          },
        ],
      },
      {
        sources: [
          {
            podCertificate: {
              signerName: 'a.b/c',
              keyType: 'ED25519',
              keyPath: 'k',
              certificateChainPath: 'k',
            },
          },
        ],
      },
      {
        sources: [
          {
            podCertificate: {
              signerName: 'a.b/c',
              keyType: 'ED25519',
              keyPath: 'k',
              userAnnotations: { a: 'b' },
            },
          },
        ],
      },
    ],
    [
      {
        sources: [
          {
            podCertificate: {
              signerName: 'a.b/c',
              keyType: 'ED25519',
              keyPath: 'k',
              maxExpirationSeconds: 86401,
              userAnnotations: { 'a.b/c': 'd' },
            },
          },
        ],
      },
    ],
    37,
  ),
  source(
    'downwardAPI',
    [
      { items: [{}] },
      { items: [{ path: 'a' }] },
      {
        items: [
          {
            path: 'a',
            fieldRef: { fieldPath: 'metadata.name' },
            resourceFieldRef: { containerName: 'app', resource: 'limits.cpu' },
          },
        ],
      },
      { items: [{ path: 'a', resourceFieldRef: { resource: 'limits.cpu' } }] },
      { items: [{ path: '/a', fieldRef: { fieldPath: 'metadata.name' } }] },
      { defaultMode: 512 },
    ],
    [{}, { items: [{ path: 'a', resourceFieldRef: { containerName: 'x', resource: 'limits.cpu' } }] }],
  ),
];

const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
const ephemeral = (spec: object, metadata: object = {}): object => ({
  volumeClaimTemplate: { metadata, spec },
});
const claims: Row[] = [
  source(
    'ephemeral',
    [
      {},
      ephemeral({}),
      ephemeral({ ...claim, accessModes: [] }),
      ephemeral({ ...claim, accessModes: ['x'] }),
      ephemeral({ ...claim, accessModes: ['ReadWriteOncePod', 'ReadWriteOnce'] }),
      ephemeral({ ...claim, resources: {} }),
      ephemeral({ ...claim, resources: { requests: { storage: '0' } } }),
      ephemeral({ ...claim, storageClassName: 'A' }),
      ephemeral({ ...claim, volumeMode: 'x' }),
      ephemeral({ ...claim, dataSource: { kind: 'x', name: 'a' } }),
      ephemeral({
        ...claim,
        dataSource: { kind: 'PersistentVolumeClaim', name: 'a' },
        dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'b' },
      }),
      ephemeral({
        ...claim,
        dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'b', namespace: 'n' },
        dataSource: { kind: 'PersistentVolumeClaim', name: 'b' },
      }),
      ephemeral({ ...claim, selector: { matchLabels: { 'a b': '' } } }),
      ephemeral(claim, { name: 'a' }),
    ],
    [
      ephemeral(claim),
      ephemeral(
        { ...claim, storageClassName: '', volumeMode: 'Block', selector: {} },
        { labels: { a: 'b' }, annotations: { a: 'b' } },
      ),
      ephemeral({ ...claim, dataSource: { kind: 'x', name: 'a', apiGroup: 'b' } }),
    ],
  ),
  {
    path: 'spec.volumes[3]',
    with: { [V]: { name: 'v', ephemeral: ephemeral(claim) } },
    bad: [{ name: 'w', persistentVolumeClaim: { claimName: 'web-v' } }],
    good: [{ name: 'w', persistentVolumeClaim: { claimName: 'web-w' } }],
  },
];

/** What is refused and taken, by the rows of each table. */
export const volumes: readonly Table[] = [
  { name: 'sources of volumes', base: pod, rows: sources },
  { name: 'projected volumes', base: pod, rows: projected },
  { name: 'ephemeral volumes', base: pod, rows: claims },
];
