import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { type Row, type Table, template, UNKNOWN } from '../rows';

const metadata = { name: 'web', namespace: 'shop' };
const selector = { matchLabels: { app: 'web' } };
const ofApps =
  (kind: string, spec: PlainObject = {}) =>
  (): PlainObject => ({
    apiVersion: 'apps/v1',
    kind,
    metadata,
    spec: { selector: { ...selector }, template: template(), ...structuredClone(spec) },
  });

const T = 'spec.template.spec';
const COUNT: Pick<Row, 'bad' | 'good'> = { bad: [-1], good: [0, 1, undefined] };

/** What holds of all that keep pods running by a selector. */
const running: Row[] = [
  {
    path: 'spec.selector',
    bad: [
      undefined,
      {},
      { matchLabels: {} },
      { matchLabels: { 'a b': 'c' } },
      { matchExpressions: [{ key: 'app', operator: 'In', values: [] }] },
      { matchExpressions: [{ key: 'app', operator: 'x' }] },
    ],
    good: [{ matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'x'] }] }],
  },
  {
    path: 'spec.selector',
    at: 'spec.template.metadata.labels',
    bad: [
      { matchLabels: { app: 'other' } },
      { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] },
    ],
    good: [],
  },
  {
    path: 'spec.template.metadata.labels',
    bad: [{ app: 'other' }, {}, undefined],
    good: [{ app: 'web', more: 'x' }, { app: UNKNOWN }, UNKNOWN],
  },
  // A label without a value has the empty one.
  {
    path: 'spec.template.metadata.labels',
    with: { 'spec.selector': { matchLabels: { app: '' } } },
    bad: [{ app: 'x' }, {}],
    good: [{ app: '' }, { app: null }],
  },
  { path: `${T}.restartPolicy`, bad: ['Never', 'OnFailure', 'x'], good: ['Always', '', undefined, UNKNOWN] },
  { path: `${T}.activeDeadlineSeconds`, bad: [5], good: [undefined] },
  { path: 'spec.minReadySeconds', ...COUNT },
];
const scaled: Row[] = [{ path: 'spec.replicas', ...COUNT }];
const U = 'spec.strategy.rollingUpdate';

const D = 'spec.updateStrategy.rollingUpdate';

const claim = {
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};
const S = 'spec.updateStrategy';

const controller = (): PlainObject => ({
  apiVersion: 'v1',
  kind: 'ReplicationController',
  metadata,
  spec: { template: template() },
});

/** What is refused and taken, by the rows of each table. */
export const workloads: readonly Table[] = [
  {
    name: 'Deployment',
    base: ofApps('Deployment'),
    rows: [
      ...running,
      ...scaled,
      { path: 'spec.revisionHistoryLimit', ...COUNT },
      { path: 'spec.progressDeadlineSeconds', bad: [-1, 0], good: [1, undefined] },
      {
        path: 'spec.progressDeadlineSeconds',
        with: { 'spec.minReadySeconds': 10 },
        bad: [10],
        good: [11, undefined],
      },
      { path: 'spec.minReadySeconds', at: 'spec.progressDeadlineSeconds', bad: [600], good: [599] },
      {
        path: 'spec.strategy',
        bad: [{ type: 'x' }, { type: 'Recreate', rollingUpdate: {} }],
        good: [{}, { type: 'Recreate' }, { type: 'RollingUpdate' }],
      },
      {
        path: U,
        bad: [
          { maxUnavailable: '101%' },
          { maxUnavailable: -1 },
          { maxSurge: 'x' },
          { maxSurge: '5' },
          { maxSurge: 0, maxUnavailable: 0 },
          { maxSurge: '0%', maxUnavailable: '0%' },
          { maxSurge: 0, maxUnavailable: '0%' },
        ],
        good: [
          { maxUnavailable: 0 },
          { maxSurge: '0%', maxUnavailable: '1%' },
          { maxSurge: 0, maxUnavailable: UNKNOWN },
          {},
          { maxSurge: '200%' },
          { maxSurge: 0 },
          { maxUnavailable: '100%' },
          { maxSurge: 1, maxUnavailable: 0 },
        ],
      },
    ],
  },
  {
    name: 'ReplicaSet',
    base: ofApps('ReplicaSet'),
    rows: [...running, ...scaled],
  },
  {
    name: 'DaemonSet',
    base: ofApps('DaemonSet'),
    rows: [
      ...running,
      { path: 'spec.revisionHistoryLimit', ...COUNT },
      {
        path: 'spec.updateStrategy',
        bad: [{ type: 'Recreate' }],
        good: [{ type: 'OnDelete' }, {}, { type: 'OnDelete', rollingUpdate: { maxSurge: -1 } }],
      },
      {
        path: D,
        bad: [
          { maxUnavailable: 0 },
          { maxSurge: 1 },
          { maxUnavailable: '101%' },
          { maxSurge: '101%', maxUnavailable: 0 },
          { maxUnavailable: 'x' },
          { maxUnavailable: -1 },
          { maxSurge: 'x', maxUnavailable: 0 },
          { maxSurge: -1, maxUnavailable: 0 },
          { maxSurge: '1%', maxUnavailable: '1%' },
          { maxSurge: '0%', maxUnavailable: '0%' },
        ],
        good: [
          {},
          { maxSurge: 1, maxUnavailable: 0 },
          { maxUnavailable: '50%' },
          { maxUnavailable: '100%' },
          { maxSurge: '100%', maxUnavailable: '0%' },
          { maxSurge: UNKNOWN },
        ],
      },
    ],
  },
  {
    name: 'StatefulSet',
    base: ofApps('StatefulSet'),
    rows: [
      { path: 'metadata.name', bad: ['a.b', 'A', 'a'.repeat(64)], good: ['a-b', 'a'.repeat(63)] },
      ...running,
      ...scaled,
      { path: 'spec.podManagementPolicy', bad: ['x'], good: ['', 'OrderedReady', 'Parallel'] },
      { path: 'spec.serviceName', bad: ['A', 'a.b'], good: ['', 'a', undefined] },
      { path: 'spec.ordinals.start', ...COUNT },
      {
        path: 'spec.persistentVolumeClaimRetentionPolicy',
        bad: [{ whenDeleted: 'x' }, { whenScaled: 'x' }],
        good: [{}, { whenDeleted: 'Delete', whenScaled: 'Retain' }],
      },
      {
        path: S,
        bad: [
          { type: 'Recreate' },
          { type: 'OnDelete', rollingUpdate: {} },
          { rollingUpdate: { partition: -1 } },
        ],
        good: [
          {},
          { type: 'OnDelete' },
          { rollingUpdate: { partition: 1 } },
          { rollingUpdate: { maxUnavailable: 0 } },
        ],
      },
      {
        path: S,
        minor: 37,
        bad: [0, -1, '0%', '101%', 'x'].map((maxUnavailable) => ({ rollingUpdate: { maxUnavailable } })),
        good: [1, '1%', '100%', UNKNOWN].map((maxUnavailable) => ({ rollingUpdate: { maxUnavailable } })),
      },
      {
        path: 'spec.volumeClaimTemplates',
        bad: [
          [{ metadata: {}, spec: claim.spec }],
          [{ metadata: { name: 'A' }, spec: claim.spec }],
          [{ metadata: claim.metadata, spec: {} }],
        ],
        good: [[claim], []],
      },
      // The controller names the pods.
      { path: `${T}.hostname`, bad: [], good: ['A'] },
      // A claim makes a volume, which replaces one of the template.
      {
        path: `${T}.containers[0].volumeMounts`,
        with: { 'spec.volumeClaimTemplates': [claim] },
        bad: [[{ name: 'gone', mountPath: '/a' }]],
        good: [[{ name: 'data', mountPath: '/a' }]],
      },
      {
        path: `${T}.volumes`,
        with: { 'spec.volumeClaimTemplates': [claim] },
        bad: [[{ name: 'x', nfs: {} }]],
        good: [[{ name: 'data', nfs: {} }]],
      },
      { path: `${T}.containers`, bad: [[]], good: [[{ name: 'a', image: 'a' }]] },
      { path: `${T}.containers`, minor: 33, bad: [], good: [[], [{ name: 'A' }]] },
      {
        path: 'spec.template.metadata.annotations',
        minor: 33,
        bad: [{ 'a b': 'c' }, { 'kubernetes.io/config.mirror': 'x' }],
        good: [{}],
      },
      { path: `${T}.restartPolicy`, minor: 33, bad: ['Never', 'x'], good: ['Always'] },
    ],
  },
  {
    name: 'ReplicationController',
    base: controller,
    rows: [
      ...scaled,
      { path: 'metadata.generateName', minor: 34, bad: ['A'], good: ['a'] },
      { path: 'metadata.generateName', minor: 35, bad: ['a/b', '%'], good: ['A', '.'] },
      { path: 'metadata.generation', bad: [], good: [-1] },
      { path: 'spec.minReadySeconds', ...COUNT },
      {
        path: 'spec.selector',
        at: 'spec.template.metadata.labels',
        bad: [{ app: 'other' }],
        good: [{ app: 'web' }, {}, undefined],
      },
      {
        path: 'spec.template',
        at: 'spec',
        bad: [undefined, { spec: { containers: [{ name: 'a', image: 'a' }] } }],
        good: [template()],
      },
      ...Array.from({ length: 25 }, (_, replicas) => ({
        path: 'spec.template',
        at: 'spec',
        with: { 'spec.replicas': replicas },
        bad: [undefined],
        good: [],
      })),
      { path: `${T}.restartPolicy`, bad: ['Never'], good: ['Always'] },
      { path: `${T}.activeDeadlineSeconds`, bad: [5], good: [undefined] },
    ],
  },
];
