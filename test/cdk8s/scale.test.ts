import { readModel, restricted } from 'bulwark';
import { SecureDeployment, SecureStatefulSet } from 'bulwark/cdk8s';
import type { ScaleProps } from '../../lib/blueprints/workload/scale/props';
import { clusters } from '../../lib/core/cluster/presets';
import { objectAt, type PlainObject } from '../../lib/core/manifest/plain';
import { objectsOf, shopApp, WEB } from './support';

function scaled(scale: ScaleProps, props: object = {}): PlainObject[] {
  const { app, shop } = shopApp();
  new SecureDeployment(shop, 'web', { ...WEB, ...props, scale });
  return objectsOf(app);
}

function specOf(objects: readonly PlainObject[], kind: string): PlainObject | undefined {
  return objectAt(
    objects.find((object) => object.kind === kind),
    'spec',
  );
}

test('an autoscaler owns the replicas, and a budget lets drains go on', () => {
  const objects = scaled({ max: 6 });
  expect(specOf(objects, 'HorizontalPodAutoscaler')).toEqual({
    maxReplicas: 6,
    metrics: [
      {
        resource: { name: 'cpu', target: { averageUtilization: 70, type: 'Utilization' } },
        type: 'Resource',
      },
    ],
    minReplicas: 2,
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
  });
  expect(specOf(objects, 'Deployment')).not.toHaveProperty('replicas');
  expect(specOf(objects, 'PodDisruptionBudget')).toMatchObject({ maxUnavailable: 1 });
});

const METRICS: readonly [string, ScaleProps, PlainObject][] = [
  [
    'CPU as an amount',
    { max: 6, cpu: { average: '1500m' } },
    { resource: { name: 'cpu', target: { averageValue: '1500m', type: 'AverageValue' } }, type: 'Resource' },
  ],
  [
    'memory alone',
    { max: 6, memory: 80 },
    {
      resource: { name: 'memory', target: { averageUtilization: 80, type: 'Utilization' } },
      type: 'Resource',
    },
  ],
  [
    'a metric of the pods',
    { max: 6, metrics: [{ pods: 'requests', average: '100', labels: { verb: 'GET' } }] },
    {
      pods: {
        metric: { name: 'requests', selector: { matchLabels: { verb: 'GET' } } },
        target: { averageValue: '100', type: 'AverageValue' },
      },
      type: 'Pods',
    },
  ],
  [
    'a metric of an object',
    {
      max: 6,
      metrics: [{ object: { apiVersion: 'v1', kind: 'Service', name: 'web' }, metric: 'hits', value: '2k' }],
    },
    {
      object: {
        describedObject: { apiVersion: 'v1', kind: 'Service', name: 'web' },
        metric: { name: 'hits' },
        target: { type: 'Value', value: '2k' },
      },
      type: 'Object',
    },
  ],
  [
    'the length of a queue',
    { max: 6, metrics: [{ external: 'messages', average: '30' }] },
    {
      external: { metric: { name: 'messages' }, target: { averageValue: '30', type: 'AverageValue' } },
      type: 'External',
    },
  ],
  [
    'one container',
    { max: 6, metrics: [{ container: 'web', memory: 60 }] },
    {
      containerResource: {
        container: 'web',
        name: 'memory',
        target: { averageUtilization: 60, type: 'Utilization' },
      },
      type: 'ContainerResource',
    },
  ],
];

test.each(METRICS)('%s', (_, scale, metric) => {
  expect(specOf(scaled(scale), 'HorizontalPodAutoscaler')?.metrics).toEqual([metric]);
});

test('several metrics are together: the one that asks for most pods decides', () => {
  const scale: ScaleProps = {
    max: 6,
    cpu: 60,
    memory: 80,
    metrics: [{ container: 'web', cpu: 50, memory: 55 }],
  };
  const used = (name: string, averageUtilization: number) => ({
    name,
    target: { averageUtilization, type: 'Utilization' },
  });
  expect(specOf(scaled(scale), 'HorizontalPodAutoscaler')?.metrics).toEqual([
    { resource: used('cpu', 60), type: 'Resource' },
    { resource: used('memory', 80), type: 'Resource' },
    { containerResource: { container: 'web', ...used('cpu', 50) }, type: 'ContainerResource' },
    { containerResource: { container: 'web', ...used('memory', 55) }, type: 'ContainerResource' },
  ]);
});

test('pods come and go as fast as is said, to the ends of what the API takes', () => {
  const behavior: ScaleProps['behavior'] = {
    scaleUp: {
      stabilizationWindowSeconds: 0,
      selectPolicy: 'Max',
      policies: [
        { type: 'Percent', value: 1, periodSeconds: 1 },
        { type: 'Pods', value: 4, periodSeconds: 1800 },
      ],
    },
    scaleDown: { stabilizationWindowSeconds: 3600, selectPolicy: 'Disabled' },
  };
  expect(specOf(scaled({ max: 3, behavior }), 'HorizontalPodAutoscaler')?.behavior).toEqual(behavior);
  expect(specOf(scaled({ max: 3, behavior: {} }), 'HorizontalPodAutoscaler')?.behavior).toEqual({});
});

const KEDA: ScaleProps = {
  min: 0,
  max: 20,
  cpu: 80,
  behavior: { scaleDown: { stabilizationWindowSeconds: 60 } },
  keda: {
    triggers: [
      { type: 'kafka', metadata: { topic: 'orders', passwordFromEnv: 'PASSWORD' }, authentication: 'kafka' },
      { type: 'cron', metadata: { timezone: 'UTC', desiredReplicas: '3' }, metricType: 'AverageValue' },
    ],
    pollingInterval: 15,
    cooldownPeriod: 0,
  },
};

test('KEDA scales down to no pod', () => {
  const objects = scaled(KEDA);
  expect(specOf(objects, 'HorizontalPodAutoscaler')).toBeUndefined();
  expect(specOf(objects, 'ScaledObject')).toEqual({
    advanced: {
      horizontalPodAutoscalerConfig: { behavior: { scaleDown: { stabilizationWindowSeconds: 60 } } },
    },
    cooldownPeriod: 0,
    maxReplicaCount: 20,
    minReplicaCount: 0,
    pollingInterval: 15,
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    triggers: [
      { metadata: { value: '80' }, metricType: 'Utilization', type: 'cpu' },
      {
        authenticationRef: { name: 'kafka' },
        metadata: { passwordFromEnv: 'PASSWORD', topic: 'orders' },
        type: 'kafka',
      },
      { metadata: { desiredReplicas: '3', timezone: 'UTC' }, metricType: 'AverageValue', type: 'cron' },
    ],
  });
});

test.each<[string, ScaleProps, PlainObject[]]>([
  [
    'nothing: the CPU decides',
    { max: 5, keda: {} },
    [{ metadata: { value: '70' }, metricType: 'Utilization', type: 'cpu' }],
  ],
  [
    'memory as an amount',
    { max: 5, memory: { average: '1024Mi' }, keda: { triggers: [] } },
    [{ metadata: { value: '1Gi' }, metricType: 'AverageValue', type: 'memory' }],
  ],
  [
    'a trigger: the CPU has no say',
    { max: 5, keda: { triggers: [{ type: 'kafka', metadata: { topic: 'orders' } }] } },
    [{ metadata: { topic: 'orders' }, type: 'kafka' }],
  ],
])('KEDA, told %s', (_, scale, triggers) => {
  const spec = specOf(scaled(scale), 'ScaledObject');
  expect(spec?.triggers).toEqual(triggers);
  expect(Object.keys(spec ?? {})).not.toEqual(expect.arrayContaining(['pollingInterval']));
  expect(Object.keys(spec ?? {})).not.toEqual(expect.arrayContaining(['cooldownPeriod']));
});

test.each([
  [0, true],
  [1, true],
  [2, false],
])('at least %i pods: an opt-out %s', (min, expected) => {
  const { app, shop } = shopApp();
  const keda = { triggers: [{ type: 'kafka', metadata: { topic: 'orders' } }] };
  new SecureDeployment(shop, 'web', { ...WEB, scale: { min, max: 6, keda } });
  expect(app.synthesize().judgement.findings).toEqual([]);
  new SecureDeployment(shop, 'hpa', { ...WEB, scale: { min: Math.max(min, 1), max: 6 } });
  const controls = app.synthesize().judgement.suppressed.map(({ control }) => control);
  expect(controls.includes('hpa-min-replicas')).toBe(expected);
});

test('a recommendation changes nothing', () => {
  const { app, shop } = shopApp();
  new SecureStatefulSet(shop, 'db', { ...WEB, user: 20001, recommend: true });
  const spec = specOf(objectsOf(app), 'VerticalPodAutoscaler');
  expect(spec).toEqual({
    targetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db' },
    updatePolicy: { updateMode: 'Off' },
  });
});

test('one pod at least is an opt-out that the report shows, and the most counts in the quota', () => {
  const { app, shop } = shopApp();
  new SecureDeployment(shop, 'web', { ...WEB, scale: { min: 1, max: 6 } });
  expect(app.synthesize().judgement.suppressed.map(({ control }) => control)).toContain('hpa-min-replicas');
  const many = shopApp();
  new SecureDeployment(many.shop, 'web', { ...WEB, scale: { max: 161 } });
  expect(many.app.synthesize().judgement.findings.map(({ control }) => control)).toContain(
    'workloads-fit-quota',
  );
});

test.each<[string, ScaleProps]>([
  ...METRICS.map(([name, scale]): [string, ScaleProps] => [name, scale]),
  ['KEDA', KEDA],
])('what is written is read again: %s', (_, scale) => {
  const { model, unread } = readModel(scaled(scale, { recommend: true }), {
    cluster: clusters.kubeadm(),
    policy: restricted(),
  });
  expect(unread.filter(({ object }) => object.kind !== 'PriorityClass')).toEqual([]);
  const [read] = model.workloads;
  expect(read?.workload).toMatchObject({ recommend: true, scale: { max: scale.max, min: scale.min ?? 2 } });
  expect(read?.workload.controller).toMatchObject({ replicas: undefined });
});
