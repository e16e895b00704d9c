import { pod, type Row, type Table, UNKNOWN } from '../rows';

const V = 'spec.volumes[2]';
const BAD_LABELS = { matchLabels: { 'a b': 'c' } };

/** A field of a volume named `v`, whose source is otherwise as given. */
const ofVolume = (path: string, source: () => object, bad: unknown[], good: unknown[], minor = 37): Row => ({
  path: `${V}.${path}`,
  with: { [`${V}`]: { name: 'v', ...source() } },
  minor,
  bad,
  good,
});
const inProjected = (path: string, source: () => object, bad: unknown[], good: unknown[]): Row =>
  ofVolume(`projected.sources[0].${path}`, () => ({ projected: { sources: [source()] } }), bad, good);

const DAY = 24 * 3600;
const certificate =
  (signerName = 'a.b/c') =>
  (): object => ({
    podCertificate: { signerName, keyType: 'ED25519', keyPath: 'k' },
  });
const bundle = () => ({ clusterTrustBundle: { signerName: 'a.b/c', path: 'x' } });

const volumes: Row[] = [
  inProjected(
    'podCertificate.keyType',
    certificate(),
    [undefined, '', 'RSA2048', 'ed25519'],
    ['RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519', UNKNOWN],
  ),
  inProjected(
    'podCertificate.signerName',
    certificate(),
    [
      undefined,
      '',
      'a/b',
      'a.b',
      'a.b/c/d',
      'a.B/c',
      'a..b/c',
      'a.b/C',
      'a.b/c..d',
      `${'a.'.repeat(126)}ab/c`,
    ],
    ['a.b/c', 'a.b/c.d', `${'a.'.repeat(126)}a/c`, UNKNOWN],
  ),
  inProjected(
    'podCertificate.maxExpirationSeconds',
    certificate(),
    [3599, 91 * DAY + 1],
    [3600, 91 * DAY, undefined],
  ),
  ...['kubernetes.io/x', 'a.kubernetes.io/x'].map((signer) =>
    inProjected('podCertificate.maxExpirationSeconds', certificate(signer), [3599, DAY + 1], [3600, DAY]),
  ),
  inProjected('podCertificate.maxExpirationSeconds', certificate('mykubernetes.io/x'), [], [91 * DAY]),
  ...['credentialBundlePath', 'keyPath', 'certificateChainPath'].map((name) =>
    inProjected(
      `podCertificate.${name}`,
      () => ({ podCertificate: { signerName: 'a.b/c', keyType: 'ED25519' } }),
      ['/a', 'a/../b', '..a'],
      ['a/b'],
    ),
  ),
  inProjected('clusterTrustBundle.path', bundle, [undefined, '', '/a', '..', '..a'], ['a/b']),
  inProjected('clusterTrustBundle.labelSelector', bundle, [BAD_LABELS], [{}, { matchLabels: { a: 'b' } }]),
  inProjected('clusterTrustBundle.signerName', bundle, ['a'], ['a.b/c']),
  inProjected('clusterTrustBundle', bundle, [{ path: 'x' }], [{ name: 'a', path: 'x' }]),
  inProjected('podCertificate', certificate(), [{ signerName: 'a.b/c', keyType: 'ED25519' }], []),
  inProjected(
    'secret',
    () => ({ secret: { name: 'a' } }),
    [{}, { name: 'a', items: [{}] }, { name: 'a', items: [{ key: 'a', path: '/a' }] }],
    [{ name: 'a', items: [{ key: 'a', path: 'b', mode: 0o777 }] }],
  ),
  inProjected(
    'configMap',
    () => ({ configMap: { name: 'a' } }),
    [{}, { name: 'a', items: [{ key: 'a', path: 'a', mode: 0o1000 }] }],
    [{ name: 'a', items: [{ key: 'a', path: 'b' }] }],
  ),
  ...[
    { serviceAccountToken: { path: 'x' } },
    { clusterTrustBundle: { signerName: 'a.b/c', path: 'x' } },
    { downwardAPI: { items: [{ path: 'x', fieldRef: { fieldPath: 'metadata.name' } }] } },
  ].map((other) => ({
    path: `${V}.projected.sources[1]`,
    with: {
      [V]: {
        name: 'v',
        projected: { sources: [{ secret: { name: 'a', items: [{ key: 'a', path: 'x' }] } }] },
      },
    },
    minor: 37,
    bad: 'serviceAccountToken' in other ? [] : [other],
    good: [{ configMap: { name: 'b', items: [{ key: 'a', path: 'y' }] } }],
  })),
  ofVolume(
    'downwardAPI.items[0].fieldRef.fieldPath',
    () => ({ downwardAPI: { items: [{ path: 'a' }] } }),
    [undefined, '', 'spec.nodeName', 'status.podIP'],
    [
      'metadata.annotations',
      'metadata.labels',
      'metadata.name',
      'metadata.namespace',
      'metadata.uid',
      "metadata.labels['a']",
    ],
  ),
  ofVolume(
    'downwardAPI.items[0].mode',
    () => ({ downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.name' } }] } }),
    [-1, 512],
    [0, 511],
  ),
  ofVolume(
    'hostPath.type',
    () => ({ hostPath: { path: '/a' } }),
    ['x', 'directory'],
    ['', 'DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File', 'Socket', 'CharDevice', 'BlockDevice'],
  ),
  ofVolume(
    'gcePersistentDisk.partition',
    () => ({ gcePersistentDisk: { pdName: 'a' } }),
    [-1, 256],
    [0, 255],
  ),
  ofVolume(
    'azureDisk.cachingMode',
    () => ({ azureDisk: { diskName: 'a', diskURI: 'https://a' } }),
    ['', 'x'],
    ['None', 'ReadOnly', 'ReadWrite'],
  ),
  ofVolume(
    'azureDisk.kind',
    () => ({ azureDisk: { diskName: 'a', diskURI: 'https://a' } }),
    ['', 'x'],
    ['Dedicated', 'Shared'],
  ),
  ofVolume('azureDisk.diskName', () => ({ azureDisk: { diskURI: 'https://a' } }), [undefined, ''], ['a']),
  ofVolume(
    'quobyte.tenant',
    () => ({ quobyte: { registry: 'a:1', volume: 'v' } }),
    ['a'.repeat(65), 'é'.repeat(33)],
    ['a'.repeat(64), 'é'.repeat(32), undefined],
  ),
  ofVolume(
    'quobyte.registry',
    () => ({ quobyte: { volume: 'v' } }),
    [undefined, '', 'a', 'a:1,b'],
    ['a:1', 'a:1,b:2', '[::1]:1'],
  ),
  ofVolume('quobyte.volume', () => ({ quobyte: { registry: 'a:1' } }), [undefined, ''], ['a']),
  ofVolume(
    'iscsi.targetPortal',
    () => ({ iscsi: { iqn: 'iqn.2026-01.a:b', lun: 0 } }),
    [undefined, ''],
    ['a'],
  ),
  ofVolume(
    'iscsi.iqn',
    () => ({ iscsi: { targetPortal: 'a', lun: 0 } }),
    [undefined, '', 'naa.1', 'eui.1', 'x'],
    [`naa.${'a'.repeat(32)}`, `eui.${'a'.repeat(16)}`],
  ),
  {
    path: `${V}.iscsi.targetPortal`,
    at: `${V}.name`,
    with: { [V]: { name: 'v', iscsi: { iqn: 'iqn.2026-01.a:b', lun: 0, initiatorName: 'iqn.2026-01.a:c' } } },
    bad: ['é'.repeat(32)],
    good: ['é'.repeat(31)],
  },
  ofVolume(
    'image.pullPolicy',
    () => ({ image: { reference: 'a' } }),
    ['x'],
    ['', 'Always', 'IfNotPresent', 'Never'],
  ),
  ofVolume(
    'csi.driver',
    () => ({ csi: {} }),
    [undefined, '', 'a_b', 'a'.repeat(64)],
    ['a'.repeat(63), 'A.b'],
  ),
  ofVolume(
    'ephemeral.volumeClaimTemplate.metadata',
    () => ({
      ephemeral: {
        volumeClaimTemplate: {
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1' } } },
        },
      },
    }),
    [{ labels: { 'a b': 'c' } }, { annotations: { 'a b': 'c' } }, { name: 'a' }],
    [{ labels: { a: 'b' }, annotations: { a: 'b' } }, undefined],
  ),
];

/** What is refused and taken, by the rows of each table. */
export const volumeValues: readonly Table[] = [
  { name: 'values in volumes of a pod', base: pod, rows: volumes },
];
