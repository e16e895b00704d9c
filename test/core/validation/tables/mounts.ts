import { pod, type Row, type Table } from '../rows';

const M = 'spec.containers[0].volumeMounts';
const D = 'spec.containers[0].volumeDevices';
const V = 'spec.volumes[2]';
const mount = (change: object = {}): object => ({ name: 'scratch', mountPath: '/a', ...change });
const device = (change: object = {}): object => ({ name: 'claim', devicePath: '/dev/a', ...change });

const places: Row[] = [
  {
    path: M,
    bad: [
      [mount({ name: 'gone' })],
      [mount({ name: '' })],
      [mount({ mountPath: '' })],
      [mount(), mount()],
      [mount({ subPath: '/a' })],
      [mount({ subPath: '../a' })],
      [mount({ subPathExpr: '/a' })],
      [mount({ subPath: 'a', subPathExpr: 'b' })],
    ],
    good: [
      [mount()],
      [mount(), mount({ mountPath: '/b' })],
      [mount({ mountPath: 'a:b' })],
      [mount({ subPath: 'a/b..c' })],
      [mount({ subPathExpr: '$(A)' })],
    ],
  },
  {
    path: M,
    bad: [
      [mount({ mountPropagation: 'x' })],
      [mount({ mountPropagation: 'Bidirectional' })],
      [mount({ recursiveReadOnly: 'x' })],
      [mount({ recursiveReadOnly: 'Enabled' })],
      [mount({ recursiveReadOnly: 'Enabled', readOnly: true, mountPropagation: 'HostToContainer' })],
    ],
    good: [
      [mount({ mountPropagation: 'HostToContainer' })],
      [mount({ recursiveReadOnly: 'Enabled', readOnly: true, mountPropagation: 'None' })],
      [mount({ recursiveReadOnly: 'Disabled' })],
    ],
  },
  {
    path: M,
    with: { 'spec.containers[0].securityContext': { privileged: true } },
    bad: [],
    good: [[mount({ mountPropagation: 'Bidirectional' })]],
  },
  {
    path: D,
    bad: [
      [device({ name: 'scratch' })],
      [device({ name: 'gone' })],
      [device({ devicePath: '' })],
      [device({ devicePath: '/dev/../a' })],
      [device(), device({ devicePath: '/dev/b' })],
    ],
    good: [[device()]],
  },
  {
    path: M,
    with: { [D]: [device()] },
    at: 'spec.containers[0]',
    bad: [[mount({ name: 'claim' })], [mount({ mountPath: '/dev/a' })]],
    good: [[mount()]],
  },
  {
    path: M,
    with: { [V]: { name: 'v', image: {} } },
    minor: 34,
    bad: [],
    good: [[mount({ name: 'v', subPath: '/a' })]],
  },
  { path: D, with: { [V]: { name: 'v', image: {} } }, minor: 34, bad: [[device({ name: 'v' })]], good: [] },
  { path: D, with: { 'spec.hostUsers': false }, bad: [[device()]], good: [[]] },
  { path: D, with: { 'spec.hostUsers': false }, minor: 33, bad: [], good: [[device()]] },
];

/** What is refused and taken, by the rows of each table. */
export const mounts: readonly Table[] = [{ name: 'mounts and devices', base: pod, rows: places }];
