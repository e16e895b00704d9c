import { each, type Generator, grid, REMOVED } from '../cases';
import { MODES } from './claims';
import { names } from './metadata';
import { clusterWide } from './namespaced';

const NAMED = ['', 'Upper', 'a.b', 'a_b', 'a'.repeat(254), REMOVED];
const iqn = 'iqn.2026-01.com.example:a';
const secret = { name: 'a', namespace: 'b' };
const nodes = {
  required: {
    nodeSelectorTerms: [
      {
        matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }],
        matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }],
      },
    ],
  },
};

/** A source of each kind. */
const SOURCES = {
  hostPath: { path: '/a', type: 'Directory' },
  gcePersistentDisk: { pdName: 'a', partition: 1 },
  awsElasticBlockStore: { volumeID: 'a', partition: 1 },
  glusterfs: { endpoints: 'a', path: 'b', endpointsNamespace: 'c' },
  flocker: { datasetName: 'a' },
  nfs: { server: 'a', path: '/b' },
  rbd: { monitors: ['a'], image: 'b' },
  quobyte: { registry: 'a:1', volume: 'b' },
  cephfs: { monitors: ['a'] },
  iscsi: { targetPortal: 'a', iqn, lun: 1, initiatorName: iqn, chapAuthSession: true, secretRef: secret },
  cinder: { volumeID: 'a', secretRef: secret },
  fc: { targetWWNs: ['a'], lun: 1 },
  flexVolume: { driver: 'a/b', options: { c: 'd' } },
  azureFile: { secretName: 'a', shareName: 'b', secretNamespace: 'c' },
  vsphereVolume: { volumePath: 'a' },
  photonPersistentDisk: { pdID: 'a' },
  portworxVolume: { volumeID: 'a' },
  azureDisk: { diskName: 'a', diskURI: 'https://example.com/a' },
  scaleIO: { gateway: 'a', system: 'b', volumeName: 'c', secretRef: { name: 'd' } },
  local: { path: '/a' },
  storageos: { volumeName: 'a', volumeNamespace: 'b', secretRef: { name: 'c', namespace: 'd' } },
  csi: {
    driver: 'csi.example.com',
    volumeHandle: 'a',
    controllerPublishSecretRef: secret,
    controllerExpandSecretRef: secret,
    nodeStageSecretRef: secret,
    nodePublishSecretRef: secret,
    nodeExpandSecretRef: secret,
  },
} as const;

type Source = keyof typeof SOURCES;

function isSource(name: string): name is Source {
  return name in SOURCES;
}

const volume = (source: Source) =>
  clusterWide('v1', 'PersistentVolume', {
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteOnce'],
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName: 'fast',
      volumeMode: 'Filesystem',
      ...(source === 'local' || source === 'csi' ? { nodeAffinity: nodes } : {}),
      [source]: SOURCES[source],
    },
  });

const NAMES = Object.keys(SOURCES).filter(isSource);

/** Every field of every source absent, empty, and no name; and each source beside the next one. */
const bySource = Object.fromEntries(
  NAMES.map((name, index) => [
    `volume of ${name}`,
    [
      ...Object.keys(SOURCES[name]).flatMap((field) =>
        each(`spec.${name}.${field}`, ['', 'A b', '../a', REMOVED]),
      ),
      ...NAMES.slice(index + 1, index + 3).map((other) => ({ [`spec.${other}`]: SOURCES[other] })),
      ...each('metadata.annotations', [{ 'volume.beta.kubernetes.io/mount-options': 'ro' }]),
    ],
  ]),
);

const SECRETS = [
  'controllerPublishSecretRef',
  'controllerExpandSecretRef',
  'nodePublishSecretRef',
  'nodeExpandSecretRef',
];

export const volumes: Generator = {
  bases: Object.fromEntries(NAMES.map((name) => [`volume of ${name}`, volume(name)])),
  changes: {
    ...bySource,
    'volume of csi': [
      ...(bySource['volume of csi'] ?? []),
      ...names,
      ...each('spec.accessModes', MODES),
      ...each('spec.capacity', [
        {},
        null,
        { storage: '0' },
        { storage: '-1' },
        { storage: '1500m' },
        { memory: '1Gi' },
        { storage: '1Gi', memory: '1Gi' },
      ]),
      ...each('spec.persistentVolumeReclaimPolicy', ['Delete', 'Recycle', 'Keep', '', null]),
      ...each('spec.volumeMode', ['Block', 'x', '', null]),
      ...grid(['spec.storageClassName', 'spec.volumeAttributesClassName'], NAMED),
      ...grid(
        SECRETS.flatMap((name) => [`spec.csi.${name}.name`, `spec.csi.${name}.namespace`]),
        NAMED,
      ),
      ...each('spec.csi.driver', ['', 'A.b', 'a b', 'a'.repeat(63), 'a'.repeat(64), REMOVED]),
      ...each('spec.nodeAffinity', [null, {}, { required: {} }, { required: { nodeSelectorTerms: [] } }]),
      ...each('spec.csi', [null, {}]),
    ],
    'volume of hostPath': [
      ...(bySource['volume of hostPath'] ?? []),
      ...['/', '//.', '/a/..', '/a', 'a', ''].map((path) => ({
        'spec.hostPath.path': path,
        'spec.persistentVolumeReclaimPolicy': 'Recycle',
      })),
      ...grid(['spec.volumeAttributesClassName'], NAMED),
    ],
    'volume of local': [
      ...(bySource['volume of local'] ?? []),
      ...each('spec.nodeAffinity', [null, {}, { required: null }]),
    ],
    'volume of iscsi': [
      ...(bySource['volume of iscsi'] ?? []),
      ...each('spec.iscsi.targetPortal', ['a'.repeat(60), 'a'.repeat(64)]),
      ...each('spec.iscsi.secretRef', [null, {}, { name: '' }]),
      ...each('spec.iscsi.iqn', ['x', 'iqn.x', 'eui.x', 'naa.x', `eui.${'a'.repeat(16)}`]),
    ],
  },
};
