import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { type Row, type Table, UNKNOWN } from '../rows';

const BAD_LABELS = { matchLabels: { 'a b': 'c' } };
const autoscaler = (version: string) => (): PlainObject => ({
  apiVersion: `autoscaling/${version}`,
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 5 },
});
const TARGET = 'spec.scaleTargetRef';
const METRIC = 'spec.metrics[0]';

const references = (at: string, beside: Row['with'] = {}): Row[] =>
  ['kind', 'name'].map((name) => ({
    path: `${at}.${name}`,
    with: beside,
    bad: [undefined, '', 'a/b', '..', 'a%'],
    good: ['a', UNKNOWN],
  }));

/** A source of a metric, by the name of its type. */
const typed = (type: string, source: PlainObject): PlainObject => ({
  type,
  [`${type.charAt(0).toLowerCase()}${type.slice(1)}`]: source,
});
const metric = { name: 'a' };
const average = { type: 'AverageValue', averageValue: '1' };
const value = { type: 'Value', value: '1' };
const utilization = { type: 'Utilization', averageUtilization: 80 };
const describedObject = { apiVersion: 'v1', kind: 'Service', name: 'web' };

/** Metrics that are none, and some that are: of each source its name and its target. */
const metrics: Row[] = [
  {
    path: METRIC,
    bad: [
      {},
      { type: '' },
      { type: 'Node' },
      { type: 'pods', pods: { metric, target: average } },
      ...['ContainerResource', 'External', 'Object', 'Pods', 'Resource'].map((type) => ({ type })),
      typed('Pods', { metric: {}, target: average }),
      typed('Pods', { metric: { name: 'a/b' }, target: average }),
      typed('Pods', { metric, target: value }),
      typed('External', { metric: {}, target: average }),
      typed('External', { metric, target: { type: 'Value' } }),
      typed('External', { metric, target: { ...value, averageValue: '1' } }),
      typed('Object', { metric: {}, describedObject, target: value }),
      typed('Object', { metric, describedObject: { kind: 'Service' }, target: value }),
      typed('Object', { metric, describedObject, target: { type: 'Value' } }),
      typed('Resource', { target: utilization }),
      typed('Resource', { name: 'cpu', target: { type: 'Utilization' } }),
      typed('Resource', { name: 'cpu', target: { ...utilization, averageValue: '1' } }),
      typed('ContainerResource', { container: 'app', target: utilization }),
      typed('ContainerResource', { name: 'gpus', container: 'app', target: utilization }),
      typed('ContainerResource', { name: 'cpu', container: 'A', target: utilization }),
      { ...typed('Pods', { metric, target: average }), resource: { name: 'cpu', target: utilization } },
      { ...typed('Resource', { name: 'cpu', target: utilization }), pods: { metric, target: average } },
    ],
    good: [
      typed('Pods', { metric, target: average }),
      typed('External', { metric, target: value }),
      typed('External', { metric, target: average }),
      typed('Object', { metric, describedObject, target: value }),
      typed('Object', { metric, describedObject, target: { ...value, averageValue: '1' } }),
      typed('Resource', { name: 'gpus', target: average }),
      typed('Resource', { name: UNKNOWN, target: utilization }),
      typed('ContainerResource', { name: 'example.com/gpu', container: 'app', target: average }),
      typed('ContainerResource', { name: UNKNOWN, container: 'app', target: average }),
      { type: UNKNOWN },
      { type: 'Pods', pods: UNKNOWN },
      typed('Pods', { metric, target: UNKNOWN }),
      UNKNOWN,
    ],
  },
  ...['value', 'averageValue'].map((name) => ({
    path: `${METRIC}.object.target.${name}`,
    with: {
      [METRIC]: typed('Object', {
        metric,
        describedObject,
        target: { type: 'Value', value: '1', averageValue: '1' },
      }),
    },
    bad: ['0', '-1', 0],
    good: ['1m', 1, UNKNOWN],
  })),
  {
    path: `${METRIC}.resource.target.averageUtilization`,
    with: { [METRIC]: typed('Resource', { name: 'cpu', target: { type: 'Utilization' } }) },
    bad: [undefined, -1, 0],
    good: [1, 200, UNKNOWN],
  },
  {
    path: `${METRIC}.resource.target.type`,
    with: { [METRIC]: typed('Resource', { name: 'cpu', target: { averageUtilization: 1 } }) },
    bad: [undefined, '', 'x'],
    good: ['Utilization', 'Value', 'AverageValue', UNKNOWN],
  },
];

const rules = ['scaleUp', 'scaleDown'].flatMap((name): Row[] => {
  const at = `spec.behavior.${name}`;
  const policy = { [`${at}.policies`]: [{ type: 'Pods', value: 1, periodSeconds: 1 }] };
  return [
    { path: at, bad: [], good: [{}, UNKNOWN] },
    { path: `${at}.stabilizationWindowSeconds`, bad: [-1, 3601], good: [0, 3600, undefined, UNKNOWN] },
    { path: `${at}.selectPolicy`, bad: ['', 'Most'], good: ['Max', 'Min', 'Disabled', undefined] },
    { path: `${at}.policies`, bad: [[]], good: [undefined, [UNKNOWN], UNKNOWN] },
    {
      path: `${at}.policies[0].type`,
      with: policy,
      bad: [undefined, '', 'x'],
      good: ['Pods', 'Percent', UNKNOWN],
    },
    { path: `${at}.policies[0].value`, with: policy, bad: [undefined, -1, 0], good: [1, UNKNOWN] },
    {
      path: `${at}.policies[0].periodSeconds`,
      with: policy,
      bad: [undefined, -1, 0, 1801],
      good: [1, 1800, UNKNOWN],
    },
    { path: `${at}.tolerance`, minor: 35, bad: ['-1m'], good: ['0', '0.05', UNKNOWN] },
    { path: `${at}.tolerance`, minor: 34, bad: [], good: ['-1m'] },
  ];
});

const spec: Row[] = [
  { path: 'spec.maxReplicas', bad: [undefined, 0, -1], good: [1, UNKNOWN] },
  { path: 'spec.maxReplicas', with: { 'spec.minReplicas': 3 }, bad: [2], good: [3] },
  { path: 'spec.maxReplicas', with: { 'spec.minReplicas': UNKNOWN }, bad: [], good: [1] },
  { path: 'spec.minReplicas', at: 'spec', bad: [0], good: [] },
  { path: 'spec.minReplicas', bad: [-1], good: [1, 5, undefined, UNKNOWN] },
  ...references(TARGET),
  { path: `${TARGET}.apiVersion`, bad: [undefined, '', 'v1', '/v1', 'a/b/c'], good: ['apps/v1', UNKNOWN] },
  {
    path: `${TARGET}.apiVersion`,
    with: { [`${TARGET}.kind`]: 'ReplicationController' },
    bad: ['a/b/c'],
    good: ['v1', undefined, 'apps/v1'],
  },
  { path: `${TARGET}.apiVersion`, minor: 33, bad: [], good: [undefined, 'a/b/c'] },
  ...references(`${METRIC}.object.describedObject`, {
    [METRIC]: typed('Object', { metric, describedObject: { ...describedObject }, target: value }),
  }),
  {
    path: 'spec.metrics',
    minor: 37,
    with: { 'spec.minReplicas': 0 },
    bad: [undefined, [], [typed('Pods', { metric, target: average })]],
    good: [
      [typed('External', { metric, target: average })],
      [typed('Object', { metric, describedObject, target: value })],
      UNKNOWN,
    ],
  },
];

const budget = (): PlainObject => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {},
});
const budgets: Row[] = [
  ...['minAvailable', 'maxUnavailable'].map((name) => ({
    path: `spec.${name}`,
    bad: [-1, '101%', 'half', '1', '-1%', ''],
    good: [0, 1, '0%', '100%', undefined, UNKNOWN],
  })),
  { path: 'spec.minAvailable', at: 'spec', with: { 'spec.maxUnavailable': 1 }, bad: [1], good: [undefined] },
  { path: 'spec.selector', bad: [BAD_LABELS], good: [{}, { matchLabels: { a: 'b' } }] },
  {
    path: 'spec.unhealthyPodEvictionPolicy',
    bad: ['', 'x'],
    good: ['AlwaysAllow', 'IfHealthyBudget', undefined],
  },
  { path: 'spec', bad: [], good: [UNKNOWN] },
];

/** What is refused and taken, by the rows of each table. */
export const scaling: readonly Table[] = [
  { name: 'an autoscaler', base: autoscaler('v2'), rows: [...spec, ...metrics, ...rules] },
  {
    name: 'an autoscaler of version 1',
    base: autoscaler('v1'),
    rows: [{ path: 'spec.targetCPUUtilizationPercentage', bad: [-1, 0], good: [1, undefined, UNKNOWN] }],
  },
  { name: 'a disruption budget', base: budget, rows: budgets },
];
