import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { object, pathsOf } from '../refusals';
import { testTables } from '../rows';
import { scaling } from '../tables/scaling';

testTables(scaling);

const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
const scaler = (spec: PlainObject, version = 'v2'): PlainObject =>
  object(`autoscaling/${version}`, 'HorizontalPodAutoscaler', {
    spec: { scaleTargetRef, maxReplicas: 5, ...spec },
  });
const metric = (type: string, rest: PlainObject): PlainObject => scaler({ metrics: [{ type, ...rest }] });
const utilization = { type: 'Utilization', averageUtilization: 80 };
const up = (rules: PlainObject): PlainObject => scaler({ behavior: { scaleUp: rules } });
const METRIC = 'spec.metrics[0]';
const UP = 'spec.behavior.scaleUp';

test.each<[string, PlainObject, string[]]>([
  ['no metric', scaler({}), []],
  ['no maximum', scaler({ maxReplicas: 0 }), ['spec.maxReplicas']],
  ['a maximum below the minimum', scaler({ minReplicas: 6 }), ['spec.maxReplicas']],
  ['a minimum below zero', scaler({ minReplicas: -1 }), ['spec.minReplicas']],
  [
    'no kind of target',
    scaler({ scaleTargetRef: { ...scaleTargetRef, kind: '' } }),
    ['spec.scaleTargetRef.kind'],
  ],
  ['a resource', metric('Resource', { resource: { name: 'cpu', target: utilization } }), []],
  ['a source that is missing', metric('Resource', {}), [`${METRIC}.resource`]],
  [
    'two sources',
    metric('Resource', {
      resource: { name: 'cpu', target: utilization },
      pods: { metric: { name: 'a' }, target: { type: 'AverageValue', averageValue: '1' } },
    }),
    [`${METRIC}.resource`, `${METRIC}.pods`].slice(1),
  ],
  ['an unknown type', metric('Node', { resource: { name: 'cpu', target: utilization } }), [`${METRIC}.type`]],
  [
    'no target',
    metric('Pods', { pods: { metric: { name: 'a' }, target: { type: 'Value' } } }),
    [`${METRIC}.pods.target.averageValue`],
  ],
  [
    'two targets',
    metric('Resource', { resource: { name: 'cpu', target: { ...utilization, averageValue: '1' } } }),
    [`${METRIC}.resource.target.averageValue`],
  ],
  [
    'a target of nothing',
    metric('Resource', { resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 0 } } }),
    [`${METRIC}.resource.target.averageUtilization`],
  ],
  [
    'a container without a name',
    metric('ContainerResource', { containerResource: { name: 'cpu', target: utilization } }),
    [`${METRIC}.containerResource.container`],
  ],
  ['no policy', up({ policies: [] }), [`${UP}.policies`]],
  [
    'a window that is too long',
    up({ stabilizationWindowSeconds: 3601 }),
    [`${UP}.stabilizationWindowSeconds`],
  ],
  [
    'a period that is too long',
    up({ policies: [{ type: 'Pods', value: 1, periodSeconds: 1801 }] }),
    [`${UP}.policies[0].periodSeconds`],
  ],
  ['an unknown choice', up({ selectPolicy: 'Most' }), [`${UP}.selectPolicy`]],
  [
    'half a percent in version 1',
    scaler({ targetCPUUtilizationPercentage: 0 }, 'v1'),
    ['spec.targetCPUUtilizationPercentage'],
  ],
  ['metrics that are not known', scaler({ metrics: [new Date(0)], behavior: new Date(0) }), []],
])('an autoscaler with %s', (_name, manifest, paths) => {
  expect(pathsOf(manifest)).toEqual(paths);
});

test('it scales to zero since 1.37, by what is outside of its pods', () => {
  const queue = {
    type: 'External',
    external: { metric: { name: 'a' }, target: { type: 'AverageValue', averageValue: '1' } },
  };
  expect(pathsOf(scaler({ minReplicas: 0, metrics: [queue] }), 36)).toEqual(['spec.minReplicas']);
  expect(pathsOf(scaler({ minReplicas: 0, metrics: [queue] }), 37)).toEqual([]);
  expect(pathsOf(scaler({ minReplicas: 0 }), 37)).toEqual(['spec.metrics']);
});

test('its target has to name a group since 1.34', () => {
  const core = scaler({ scaleTargetRef: { ...scaleTargetRef, apiVersion: 'v1' } });
  expect([pathsOf(core, 33), pathsOf(core, 34)]).toEqual([[], ['spec.scaleTargetRef.apiVersion']]);
  expect(
    pathsOf(scaler({ scaleTargetRef: { apiVersion: 'v1', kind: 'ReplicationController', name: 'a' } })),
  ).toEqual([]);
});
