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

test('several metrics stand together: the one that asks for most pods decides', () => {
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

const metric = (given: object) => ({ scale: { max: 3, metrics: [given] } });

const REFUSED: readonly [string, object, RegExp][] = [
  ['a fixed number beside it', { replicas: 3, scale: { max: 6 } }, /replicas: found 3; needs scale alone/],
  [
    'another autoscaler',
    { autoscaled: true, scale: { max: 6 } },
    /autoscaled: found true; needs scale alone/,
  ],
  [
    'no room',
    { scale: { min: 3, max: 3 } },
    /scale\.max: found 3; needs more than min: from 4\. Fix: scale: \{ max: 4 \}/,
  ],
  [
    'no pod without KEDA',
    { scale: { min: 0, max: 3 } },
    /scale\.min: found 0; needs a whole number from 1: only KEDA/,
  ],
  ['half a pod', { scale: { min: 1.5, max: 3 } }, /scale\.min: found 1\.5; needs a whole number from 0/],
  [
    'more pods than the API counts',
    { scale: { max: 2 ** 31 } },
    /scale\.max: found 2147483648; needs a whole number from 1 to 2147483647/,
  ],
  [
    'a percentage that the API cannot hold',
    { scale: { max: 3, cpu: 2 ** 40 } },
    /scale\.cpu: found 1099511627776; needs percent of the request, a whole number from 1 to 2147483647/,
  ],
  [
    'a percentage for KEDA that is none',
    { scale: { max: 3, cpu: 0.5, keda: {} } },
    /scale\.cpu: found 0\.5; needs percent of the request, a whole number from 1/,
  ],
  [
    'a policy of more pods than the API counts',
    {
      scale: {
        max: 3,
        behavior: { scaleUp: { policies: [{ type: 'Pods', value: 2 ** 31, periodSeconds: 60 }] } },
      },
    },
    /policies\[0\]\.value: found 2147483648/,
  ],
  ['no most', { scale: { max: Number.NaN } }, /scale\.max: found NaN; needs a number/],
  ['no percent', { scale: { max: 3, cpu: 0 } }, /scale\.cpu: found 0; needs percent of the request/],
  ['no amount', { scale: { max: 3, memory: { average: '-1Gi' } } }, /scale\.memory\.average: found "-1Gi"/],
  [
    'a metric that is none',
    { scale: { max: 3, metrics: [{ average: '1' }] } },
    /scale\.metrics\[0\]: .* exactly one of/,
  ],
  [
    'two targets',
    { scale: { max: 3, metrics: [{ external: 'q', average: '1', value: '1' }] } },
    /average or value, one of them/,
  ],
  [
    'no target',
    metric({ external: 'q' }),
    /one problem\n.*scale\.metrics\[0\]: .*average or value, one of them/,
  ],
  [
    'two metrics in one',
    metric({ pods: 'hits', external: 'q', average: '1' }),
    /scale\.metrics\[0\]: .* exactly one of/,
  ],
  ['nothing of a container', metric({ container: 'web' }), /metrics\[0\]: .* needs cpu, memory, or both/],
  ['no name of a metric', metric({ pods: '', average: '1' }), /metrics\[0\]: found ""; needs the name of a/],
  [
    'a metric of two words',
    metric({ external: 'a b', value: '1' }),
    /found "a b"; needs the name of a metric/,
  ],
  [
    'a metric with a slash',
    metric({ pods: 'a/b', average: '1' }),
    /found "a\/b"; needs the name of a metric/,
  ],
  [
    'labels that no selector takes',
    metric({ pods: 'hits', average: '1', labels: { 'a b': 'c', d: 'e f' } }),
    /metrics\[0\]\.labels: found "a b"[^\n]*\n(?:.*\n)*.*metrics\[0\]\.labels\["d"\]: found "e f"/,
  ],
  [
    'the amount of nothing',
    { scale: { max: 3, cpu: { average: '0' } } },
    /scale\.cpu\.average: found "0"; needs a quantity above zero/,
  ],
  [
    'an amount that is none',
    { scale: { max: 3, cpu: { average: 'much' } } },
    /scale\.cpu\.average: found "much"; needs a quantity above zero/,
  ],
  [
    'no most, and says so once',
    { scale: { min: 3, max: 0 } },
    /one problem\n.*scale\.max: found 0; needs a whole number from 1/,
  ],
  [
    'a time that KEDA cannot wait',
    { scale: { max: 3, keda: { pollingInterval: 0, cooldownPeriod: -1 } } },
    /pollingInterval: found 0; needs a whole number from 1.*\n.*cooldownPeriod: found -1; needs a whole number from 0/,
  ],
  [
    'a container that there is not',
    { scale: { max: 3, metrics: [{ container: 'x', cpu: 1 }] } },
    /that runs on: web/,
  ],
  [
    'no steps',
    { scale: { max: 3, behavior: { scaleUp: { policies: [] } } } },
    /scaleUp\.policies: found \[\]; needs at least one/,
  ],
  [
    'a window that is too long',
    { scale: { max: 3, behavior: { scaleDown: { stabilizationWindowSeconds: 3601 } } } },
    /a whole number from 0 to 3600/,
  ],
  [
    'a step of no pods',
    {
      scale: {
        max: 3,
        behavior: { scaleUp: { policies: [{ type: 'Pods', value: 0, periodSeconds: 1801 }] } },
      },
    },
    /policies\[0\]\.value: found 0.*\n.*policies\[0\]\.periodSeconds: found 1801; needs a whole number from 1 to 1800/,
  ],
  [
    'no pod, and nobody to start one',
    { scale: { min: 0, max: 3, cpu: 70, keda: {} } },
    /keda\.triggers: .* does not ask the pods/,
  ],
  [
    'no pod, and nobody but memory to start one',
    {
      scale: { min: 0, max: 3, memory: 70, keda: { triggers: [{ type: 'cpu', metadata: { value: '50' } }] } },
    },
    /keda\.triggers: .* does not ask the pods/,
  ],
  [
    'metrics beside KEDA',
    { scale: { max: 3, metrics: [], keda: {} } },
    /scale\.metrics: found \[\]; needs triggers/,
  ],
  [
    'a secret in a trigger',
    { scale: { max: 3, keda: { triggers: [{ type: 'redis', metadata: { password: 'kx93-aTq7' } }] } } },
    /metadata\.password: found "a literal value by the name of a secret"; needs no secret/,
  ],
  [
    'a scaler that is none',
    { scale: { max: 3, keda: { triggers: [{ type: 'A b', metadata: {} }] } } },
    /triggers\[0\]\.type: found "A b"/,
  ],
];

test.each(REFUSED)('%s is refused', (_, props, message) => {
  expect(() => new SecureDeployment(shopApp().shop, 'web', { ...WEB, ...props })).toThrow(message);
});
