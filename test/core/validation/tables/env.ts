import { pod, type Row, type Table } from '../rows';

const E = 'spec.containers[0].env[0]';
const from = (source: object): object => ({ name: 'A', valueFrom: source });
const file = { volumeName: 'scratch', path: 'a', key: 'A' };

const rows: Row[] = [
  { path: `${E}.name`, bad: [undefined, '', 'a=b', 'ä', 'a\tb'], good: ['A', '1', 'a b', 'a/b', '..'] },
  {
    path: E,
    bad: [
      { name: 'A', value: 'x', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      from({}),
      from({ fieldRef: { fieldPath: 'metadata.name' }, secretKeyRef: { name: 'a', key: 'b' } }),
    ],
    good: [
      { name: 'A', value: '' },
      { name: 'A', value: '', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      from({ configMapKeyRef: { name: 'a', key: 'b', optional: true } }),
    ],
  },
  {
    path: `${E}.valueFrom.fieldRef.fieldPath`,
    with: { [`${E}.name`]: 'A' },
    bad: [
      undefined,
      '',
      "metadata.annotations['a b']",
      'metadata.labels',
      'metadata.foo',
      'status.phase',
      "spec['a']",
      "metadata.labels['a b']",
      "metadata.labels['']",
    ],
    good: [
      'metadata.uid',
      'spec.nodeName',
      'spec.host',
      'status.podIPs',
      "metadata.labels['app']",
      "metadata.annotations['Example.com/A']",
    ],
  },
  {
    path: `${E}.valueFrom.fieldRef.apiVersion`,
    with: { [E]: from({ fieldRef: { fieldPath: 'metadata.name' } }) },
    bad: ['v2'],
    good: ['v1', ''],
  },
  {
    path: `${E}.valueFrom.resourceFieldRef.resource`,
    with: { [`${E}.name`]: 'A' },
    bad: [undefined, '', 'cpu', 'limits.gpu'],
    good: ['limits.cpu', 'requests.memory', 'limits.hugepages-2Mi'],
  },
  {
    path: `${E}.valueFrom.resourceFieldRef.divisor`,
    with: { [E]: from({ resourceFieldRef: { resource: 'limits.cpu' } }) },
    bad: ['2', '1k'],
    good: ['1', '1m', '0', '1000m'],
  },
  {
    path: `${E}.valueFrom.resourceFieldRef.divisor`,
    with: { [E]: from({ resourceFieldRef: { resource: 'limits.memory' } }) },
    bad: ['3', '1m', '1024'],
    good: ['1Mi', '1Ki', '1', '1G'],
  },
  ...['secretKeyRef', 'configMapKeyRef'].map((name) => ({
    path: `${E}.valueFrom.${name}`,
    with: { [`${E}.name`]: 'A' },
    bad: [
      { name: 'a' },
      { name: 'a', key: '' },
      { name: 'a', key: 'a b' },
      { name: 'a', key: '..' },
      { name: 'A', key: 'a' },
      { key: 'a' },
    ],
    good: [{ name: 'a', key: 'A_b.c-d' }],
  })),
  {
    path: `${E}.valueFrom.fileKeyRef`,
    with: { [`${E}.name`]: 'A' },
    bad: [
      { ...file, key: '' },
      { ...file, path: '../a' },
      { ...file, path: '' },
      { ...file, volumeName: 'none' },
      { ...file, volumeName: 'claim' },
      { ...file, volumeName: '' },
    ],
    good: [file],
  },
  {
    path: `${E}.valueFrom.fileKeyRef`,
    at: `${E}.valueFrom`,
    with: { [`${E}.name`]: 'A' },
    minor: 34,
    bad: [file],
    good: [],
  },
  {
    path: 'spec.containers[0].envFrom[0]',
    bad: [
      {},
      { configMapRef: {} },
      { secretRef: { name: 'A' } },
      { configMapRef: { name: 'a' }, secretRef: { name: 'a' } },
      { prefix: 'a=', configMapRef: { name: 'a' } },
    ],
    good: [
      { configMapRef: { name: 'a' } },
      { prefix: 'A_', secretRef: { name: 'a.b' } },
      { secretRef: { name: 'a-' } },
    ],
  },
];

/** What is refused and taken, by the rows of each table. */
export const env: readonly Table[] = [{ name: 'environment variables', base: pod, rows: rows }];
