import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { type Row, type Table, UNKNOWN } from '../rows';

const made = (apiVersion: string, kind: string, rest: () => PlainObject) => (): PlainObject => ({
  apiVersion,
  kind,
  metadata: { name: 'web' },
  ...rest(),
});

const own = { 'metadata.name': 'system-node-critical' };
const priorities: Row[] = [
  { path: 'value', bad: [1_000_000_001], good: [1_000_000_000, -1, 0, undefined, UNKNOWN] },
  { path: 'preemptionPolicy', bad: ['', 'x'], good: ['Never', 'PreemptLowerPriority', undefined] },
  ...[
    { name: 'system-node-critical', is: 2_000_001_000 },
    { name: 'system-cluster-critical', is: 2_000_000_000 },
  ].map(({ name, is }) => ({
    path: 'value',
    at: 'metadata.name',
    with: { 'metadata.name': name },
    bad: [is - 1, is + 1, 0, undefined],
    good: [is, UNKNOWN],
  })),
  {
    path: 'value',
    at: 'metadata.name',
    with: { 'metadata.name': 'system-x' },
    bad: [0, undefined, UNKNOWN],
    good: [],
  },
  {
    path: 'globalDefault',
    at: 'metadata.name',
    with: { ...own, value: 2_000_001_000 },
    bad: [true],
    good: [false, undefined],
  },
];

const T = 'scheduling.tolerations';
const toleration = (change: PlainObject = {}): PlainObject => ({
  key: 'a',
  operator: 'Equal',
  value: 'b',
  effect: 'NoSchedule',
  ...change,
});
const runtimes: Row[] = [
  { path: 'handler', bad: [undefined, '', 'A', 'a.b'], good: ['runc', UNKNOWN] },
  {
    path: 'overhead.podFixed',
    bad: [{ cpu: '-1' }, { gpu: '1' }],
    good: [{ cpu: '0', memory: '1' }, UNKNOWN],
  },
  { path: 'scheduling.nodeSelector', bad: [{ 'a b': 'c' }, { a: 'b c' }], good: [{ a: 'b' }, UNKNOWN] },
  {
    path: T,
    bad: [[toleration({ operator: 'x' })], [toleration({ effect: 'x' })], [toleration(), toleration()]],
    good: [
      [
        toleration(),
        toleration({ key: 'c' }),
        toleration({ operator: 'Exists', value: undefined }),
        toleration({ value: 'c' }),
        toleration({ effect: 'NoExecute' }),
      ],
      [UNKNOWN, UNKNOWN],
    ],
  },
];

const namespaces: Row[] = [
  {
    path: 'spec.finalizers',
    bad: [[''], ['x'], ['a b/c'], ['a/b/c']],
    good: [['kubernetes'], ['example.com/x'], ['orphan', 'foregroundDeletion'], [UNKNOWN], []],
  },
];

const classes: Row[] = [
  {
    path: 'provisioner',
    bad: [undefined, '', 'a b', 'a/b/c'],
    good: ['CSI.example.com', 'example.com/Nfs', UNKNOWN],
  },
  {
    path: 'parameters',
    bad: [
      { '': 'a' },
      { a: 'x'.repeat(256 * 1024) },
      Object.fromEntries(Array.from({ length: 513 }, (_, key) => [key, ''])),
    ],
    good: [
      { a: 'x'.repeat(256 * 1024 - 1) },
      Object.fromEntries(Array.from({ length: 512 }, (_, key) => [key, ''])),
      UNKNOWN,
    ],
  },
  { path: 'reclaimPolicy', bad: ['Recycle', 'x'], good: ['Delete', 'Retain', '', undefined] },
  { path: 'volumeBindingMode', bad: ['', 'x'], good: ['Immediate', 'WaitForFirstConsumer', undefined] },
  {
    path: 'allowedTopologies[0].matchLabelExpressions',
    bad: [
      [],
      [{ key: 'a' }],
      [{ key: 'a', values: [] }],
      [{ values: ['b'] }],
      [{ key: 'a b', values: ['c'] }],
      [{ key: 'a', values: ['b', 'b'] }],
      [
        { key: 'a', values: ['b'] },
        { key: 'a', values: ['c'] },
      ],
    ],
    good: [[{ key: 'a', values: ['b', 'c'] }], [{ key: UNKNOWN, values: [UNKNOWN, UNKNOWN] }]],
  },
  { path: 'allowedTopologies', bad: [], good: [[UNKNOWN, UNKNOWN]] },
];

const V = 'spec.persistentVolumeReclaimPolicy';
const volume = made('v1', 'PersistentVolume', () => ({
  spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, hostPath: { path: '/a' } },
}));
const volumes: Row[] = [
  { path: V, bad: ['x'], good: ['', 'Delete', 'Retain', 'Recycle', UNKNOWN] },
  {
    path: 'spec.hostPath.path',
    with: { [V]: 'Recycle' },
    at: V,
    bad: ['/', '//', '/.', '/./'],
    good: ['/a', '/a/', '/.a', 'a', '.'],
  },
  {
    path: 'spec.capacity',
    bad: [{}, undefined, { memory: '1' }, { storage: '1', memory: '1' }, { storage: '0' }, { storage: '-1' }],
    good: [{ storage: '1m' }, { storage: UNKNOWN }, UNKNOWN],
  },
  { path: 'spec.volumeMode', bad: ['', 'x'], good: ['Block', 'Filesystem', undefined] },
  { path: 'spec.nodeAffinity', bad: [{}, { required: {} }], good: [undefined, UNKNOWN] },
];

/** What is refused and taken, by the rows of each table. */
export const cluster: readonly Table[] = [
  {
    name: 'a class of priorities',
    base: made('scheduling.k8s.io/v1', 'PriorityClass', () => ({ value: 1 })),
    rows: priorities,
  },
  {
    name: 'a class of runtimes',
    base: made('node.k8s.io/v1', 'RuntimeClass', () => ({ handler: 'a' })),
    rows: runtimes,
  },
  { name: 'a namespace', base: made('v1', 'Namespace', () => ({})), rows: namespaces },
];

/** The same for what lies beneath claims. */
export const storageOfCluster: readonly Table[] = [
  {
    name: 'StorageClass',
    base: made('storage.k8s.io/v1', 'StorageClass', () => ({ provisioner: 'a.b' })),
    rows: classes,
  },
  { name: 'PersistentVolume', base: volume, rows: volumes },
];
