import { type Change, each, type Generator, grid, REMOVED } from '../cases';
import { names } from './metadata';
import { namespaced } from './namespaced';

const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
const metrics = [
  { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
  {
    type: 'ContainerResource',
    containerResource: {
      name: 'memory',
      container: 'app',
      target: { type: 'AverageValue', averageValue: '100Mi' },
    },
  },
  {
    type: 'Pods',
    pods: { metric: { name: 'requests' }, target: { type: 'AverageValue', averageValue: '10' } },
  },
  {
    type: 'Object',
    object: {
      metric: { name: 'requests', selector: { matchLabels: { a: 'b' } } },
      describedObject: { apiVersion: 'v1', kind: 'Service', name: 'web' },
      target: { type: 'Value', value: '10' },
    },
  },
  {
    type: 'External',
    external: { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '10' } },
  },
];
const SOURCES = ['resource', 'containerResource', 'pods', 'object', 'external'];
const TYPES = ['Resource', 'ContainerResource', 'Pods', 'Object', 'External', 'resource', 'x', ''];
const rules = {
  stabilizationWindowSeconds: 60,
  selectPolicy: 'Max',
  policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }],
};
const VERSIONS = ['apps/v1', 'v1', '', 'a/b/c', '/v1', 'apps/', 'x'];
const KINDS = ['Deployment', 'ReplicationController', '', 'a/b', '..'];
const NAMED = ['', 'Upper', 'a/b', 'a%b', '..', 'web'];

const ofMetrics: Change[] = [
  ...SOURCES.flatMap((source, index) => [
    ...each(`spec.metrics[${index}].type`, TYPES),
    ...grid(
      [`spec.metrics[${index}].${source}.target.type`],
      ['Utilization', 'Value', 'AverageValue', 'x', ''],
    ),
    ...grid(
      [
        `spec.metrics[${index}].${source}.target.value`,
        `spec.metrics[${index}].${source}.target.averageValue`,
      ],
      ['0', '-1', '1', '1n', REMOVED],
    ),
    ...each(`spec.metrics[${index}].${source}.target.averageUtilization`, [0, -1, 1, 200, REMOVED]),
    { [`spec.metrics[${index}].${source}`]: REMOVED },
    { [`spec.metrics[${index}].${source}`]: {} },
    ...SOURCES.map((other, at) => ({
      [`spec.metrics[${index}].${other}`]: Reflect.get(metrics[at] ?? {}, other),
    })),
  ]),
  ...[2, 3, 4].flatMap((index) => each(`spec.metrics[${index}].${SOURCES[index]}.metric.name`, NAMED)),
  ...each('spec.metrics[0].resource.name', ['', 'cpu', 'x', 'a b']),
  ...each('spec.metrics[1].containerResource.name', [
    '',
    'cpu',
    'x',
    'a b',
    'example.com/gpu',
    'storage',
    'hugepages-2Mi',
  ]),
  ...each('spec.metrics[1].containerResource.container', ['', 'app', 'A', 'a.b', 'a'.repeat(64)]),
  ...each('spec.metrics[3].object.describedObject.apiVersion', VERSIONS),
  ...grid(
    ['spec.metrics[3].object.describedObject.kind', 'spec.metrics[3].object.describedObject.name'],
    NAMED,
  ),
  ...each('spec.metrics[3].object.metric.selector', [{ matchLabels: { 'a b': 'c d' } }]),
  ...each('spec.metrics', [[], null, [{}], [{ type: 'Resource' }], metrics.slice(3, 4)]),
];

export const autoscaler: Generator = {
  bases: {
    autoscaler: namespaced('autoscaling/v2', 'HorizontalPodAutoscaler', {
      spec: {
        scaleTargetRef: target,
        minReplicas: 2,
        maxReplicas: 10,
        metrics,
        behavior: { scaleUp: rules, scaleDown: rules },
      },
    }),
    'autoscaler of requests': namespaced('autoscaling/v2', 'HorizontalPodAutoscaler', {
      spec: {
        scaleTargetRef: target,
        maxReplicas: 10,
        metrics: metrics.slice(3),
        behavior: { scaleDown: { tolerance: '0.1' } },
      },
    }),
    'autoscaler v1': namespaced('autoscaling/v1', 'HorizontalPodAutoscaler', {
      spec: { scaleTargetRef: target, minReplicas: 2, maxReplicas: 10, targetCPUUtilizationPercentage: 80 },
    }),
  },
  changes: {
    autoscaler: [
      ...names,
      ...each('spec.minReplicas', [0, -1, 1, 10, 11, null]),
      ...each('spec.maxReplicas', [0, -1, 1, 2]),
      ...each('spec.scaleTargetRef.apiVersion', [...VERSIONS, REMOVED]),
      ...KINDS.flatMap((kind) =>
        [...VERSIONS, REMOVED].map((version) => ({
          'spec.scaleTargetRef.kind': kind,
          'spec.scaleTargetRef.apiVersion': version,
        })),
      ),
      ...each('spec.scaleTargetRef.name', NAMED),
      ...ofMetrics,
      ...['scaleUp', 'scaleDown'].flatMap((name) => [
        ...each(`spec.behavior.${name}.stabilizationWindowSeconds`, [-1, 0, 3600, 3601]),
        ...each(`spec.behavior.${name}.selectPolicy`, ['Max', 'Min', 'Disabled', 'x', '']),
        ...each(`spec.behavior.${name}.policies`, [[], null, [{}]]),
        ...each(`spec.behavior.${name}.policies[0].type`, ['Pods', 'Percent', 'x', '']),
        ...each(`spec.behavior.${name}.policies[0].value`, [0, -1, 1]),
        ...each(`spec.behavior.${name}.policies[0].periodSeconds`, [0, -1, 1, 1800, 1801]),
        ...each(`spec.behavior.${name}.tolerance`, ['0', '-1', '0.5', '2']),
        ...each(`spec.behavior.${name}`, [{}, null]),
      ]),
    ],
    'autoscaler of requests': each('spec.minReplicas', [0, -1, 1, 11]),
    'autoscaler v1': [
      ...names,
      ...each('spec.targetCPUUtilizationPercentage', [0, -1, 1, 200, null]),
      ...each('spec.minReplicas', [0, -1, 1, 3, 11]),
      ...each('spec.maxReplicas', [0, -1, 1]),
      ...each('spec.scaleTargetRef.apiVersion', VERSIONS),
      ...each('spec.scaleTargetRef.kind', KINDS),
    ],
  },
};
