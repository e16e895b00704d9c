import { budget, deployment, scaler } from '../../../../lib/core/controls/workload/shared/samples';
import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { applied, Leaf, verdicts, workload } from './verdicts';

const self = { matchLabels: { 'app.kubernetes.io/instance': 'web' } };
const other = (object: PlainObject): PlainObject => ({
  ...object,
  metadata: { name: 'web', namespace: 'bank' },
});
const leaf = new Leaf();

test.each<[string, PlainObject[], string, string[]]>([
  [
    'pod-disruption-budget',
    [deployment('web', { replicas: 2 }), other(budget('web', {}))],
    'a budget of another namespace',
    ['fail spec.replicas'],
  ],
  [
    'pod-disruption-budget',
    [deployment('web', { replicas: leaf })],
    'opaque replicas',
    ['unknown spec.replicas'],
  ],
  [
    'pod-disruption-budget',
    [deployment('web', { replicas: 2 }), budget('web', { selector: leaf })],
    'an opaque selector',
    ['unknown spec.replicas'],
  ],
  [
    'pod-disruption-budget',
    [workload('DaemonSet', {}), workload('Job', {}), workload('Pod', {})],
    'kinds that need none',
    [],
  ],
  [
    'pod-disruption-budget',
    [deployment('web'), other(scaler('web'))],
    'an autoscaler of another namespace',
    [],
  ],
  [
    'no-replicas-with-autoscaler',
    [deployment('web', { replicas: 2 }), other(scaler('web'))],
    'of another namespace',
    [],
  ],
  [
    'no-replicas-with-autoscaler',
    [deployment('web', { replicas: leaf }), scaler('web')],
    'opaque replicas',
    ['unknown spec.replicas'],
  ],
  [
    'no-replicas-with-autoscaler',
    [deployment('web', { replicas: null }), scaler('web')],
    'null is absent',
    [],
  ],
  ['pdb-has-policy', [budget('web', { maxUnavailable: leaf })], 'opaque', ['unknown spec.maxUnavailable']],
  ['pdb-has-policy', [{ ...budget('web', {}), spec: leaf }], 'an opaque spec', ['unknown spec.minAvailable']],
  [
    'pdb-allows-disruption',
    [budget('web', { maxUnavailable: leaf })],
    'opaque',
    ['unknown spec.maxUnavailable'],
  ],
  ['pdb-allows-disruption', [budget('web', { minAvailable: leaf })], 'opaque', ['unknown spec.minAvailable']],
  ['pdb-allows-disruption', [budget('web', { minAvailable: 1 })], 'covers nothing that is known', []],
  [
    'pdb-allows-disruption',
    [workload('DaemonSet', {}), budget('web', { minAvailable: 1 })],
    'a DaemonSet has as many pods as nodes',
    [],
  ],
  [
    'pdb-allows-disruption',
    [deployment('web', { replicas: 0 }), budget('web', { minAvailable: 0 })],
    'nothing runs',
    [],
  ],
  [
    'pdb-allows-disruption',
    [deployment('web'), workload('StatefulSet', {}), budget('web', { minAvailable: 1 })],
    'two workloads of one pod',
    [],
  ],
  [
    'pdb-allows-disruption',
    [deployment('web'), other(deployment('web')), budget('web', { minAvailable: 1 })],
    'two namespaces',
    ['fail spec.minAvailable'],
  ],
  [
    'pdb-unhealthy-eviction-policy',
    [budget('web', { unhealthyPodEvictionPolicy: leaf })],
    'opaque',
    ['unknown spec.unhealthyPodEvictionPolicy'],
  ],
  ['hpa-min-replicas', [scaler('web', { minReplicas: leaf })], 'opaque', ['unknown spec.minReplicas']],
  ['hpa-min-replicas', [scaler('web', { minReplicas: '3' })], 'a string', ['fail spec.minReplicas']],
  [
    'hpa-max-above-min',
    [scaler('web', { minReplicas: leaf })],
    'an opaque least',
    ['unknown spec.maxReplicas'],
  ],
  ['hpa-max-above-min', [scaler('web', { minReplicas: '1' })], 'a string', ['fail spec.maxReplicas']],
  [
    'hpa-target-exists',
    [deployment('web'), other(scaler('web'))],
    'of another namespace',
    ['fail spec.scaleTargetRef'],
  ],
  [
    'hpa-target-exists',
    [scaler('web', { scaleTargetRef: { kind: 'Deployment', name: leaf } })],
    'opaque',
    ['unknown spec.scaleTargetRef'],
  ],
  [
    'rolling-update-strategy',
    [deployment('web', { strategy: leaf })],
    'opaque',
    ['unknown spec.strategy.type'],
  ],
  [
    'rolling-update-strategy',
    [workload('StatefulSet', {}, { updateStrategy: { type: 'Recreate' } })],
    'no such type',
    ['fail spec.updateStrategy.type'],
  ],
  [
    'restart-policy-set',
    [workload('CronJob', {})],
    'the API refuses the default',
    ['fail spec.jobTemplate.spec.template.spec.restartPolicy'],
  ],
  [
    'restart-policy-set',
    [workload('DaemonSet', { restartPolicy: leaf })],
    'opaque',
    ['unknown spec.template.spec.restartPolicy'],
  ],
  ['selector-matches-template', [deployment('web', { selector: leaf })], 'opaque', ['unknown spec.selector']],
  [
    'selector-matches-template',
    [deployment('web', { template: leaf })],
    'an opaque template',
    ['unknown spec.selector'],
  ],
  [
    'selector-matches-template',
    [{ apiVersion: 'v1', kind: 'ReplicationController', metadata: { name: 'web' }, spec: {} }],
    'taken from the template',
    [],
  ],
  [
    'instance-label-matches-name',
    [{ ...deployment('web'), metadata: { name: 'web', labels: leaf } }],
    'opaque',
    ['unknown metadata.labels["app.kubernetes.io/instance"]'],
  ],
  [
    'instance-label-matches-name',
    [{ ...deployment('web'), metadata: { name: leaf } }],
    'an opaque name',
    ['unknown metadata.labels["app.kubernetes.io/instance"]'],
  ],
  [
    'no-deprecated-service-account-field',
    [workload('Pod', { serviceAccount: leaf })],
    'opaque',
    ['unknown spec.serviceAccount'],
  ],
  ['pod-anti-affinity', [deployment('web', { replicas: 1 })], 'one replica', []],
  [
    'pod-anti-affinity',
    [workload('Deployment', { affinity: leaf })],
    'opaque',
    ['unknown spec.template.spec.affinity.podAntiAffinity'],
  ],
  [
    'topology-spread',
    [workload('Deployment', { topologySpreadConstraints: leaf })],
    'opaque',
    ['unknown spec.template.spec.topologySpreadConstraints'],
  ],
  [
    'topology-spread',
    [workload('Job', { topologySpreadConstraints: 'x' })],
    'a wrong type',
    ['fail spec.template.spec.topologySpreadConstraints'],
  ],
  [
    'topology-spread',
    [workload('Pod', { topologySpreadConstraints: [leaf] })],
    'an opaque constraint',
    ['unknown spec.topologySpreadConstraints[0]'],
  ],
  ['topology-spread', [deployment('web', { replicas: 1 })], 'one replica', []],
  [
    'valid-port-names',
    [service({ targetPort: leaf })],
    'an opaque target',
    ['unknown spec.ports[0].targetPort'],
  ],
  ['valid-port-names', [service({ targetPort: '-' })], 'no name', ['fail spec.ports[0].targetPort']],
  [
    'valid-port-names',
    [workload('Job', ports(leaf)), service({ targetPort: 'http' })],
    'opaque ports',
    ['unknown spec.ports[0].targetPort'],
  ],
  [
    'valid-port-names',
    [workload('Pod', ports([{ name: leaf, containerPort: 1 }]))],
    'an opaque name',
    ['unknown spec.containers[0].ports[0].name (app)'],
  ],
  [
    'valid-port-names',
    [
      workload('Pod', ports([{ name: 'dns', containerPort: 53, protocol: 'UDP' }])),
      service({ targetPort: 'dns' }),
    ],
    'another protocol',
    ['fail spec.ports[0].targetPort'],
  ],
  [
    'valid-port-names',
    [
      workload('Pod', ports([{ name: 'http', containerPort: 80 }])),
      service({ port: 81 }, { clusterIP: 'None' }),
    ],
    'a headless Service sends nothing',
    [],
  ],
  [
    'valid-port-names',
    [workload('Pod', ports([{ name: 'http', containerPort: 80 }])), service({ port: 81 }, { selector: {} })],
    'an empty selector selects nothing',
    [],
  ],
  [
    'valid-port-names',
    [other(workload('Pod', ports([]))), service({ targetPort: 'http' })],
    'no pod in the namespace',
    [],
  ],
  [
    'stable-api-versions',
    [{ apiVersion: leaf, kind: 'Pod', metadata: { name: 'a' } }],
    'opaque',
    ['unknown apiVersion'],
  ],
  [
    'stable-api-versions',
    [{ apiVersion: 'storage.k8s.io/v1beta1', kind: 'VolumeAttributesClass', metadata: { name: 'a' } }],
    'will go',
    ['fail apiVersion'],
  ],
  [
    'stable-api-versions',
    [{ apiVersion: 'certificates.k8s.io/v1beta1', kind: 'ClusterTrustBundle', metadata: { name: 'a' } }],
    'no stable one',
    [],
  ],
  ['stable-api-versions', [{ apiVersion: 'v1', kind: 'List', items: [] }], 'a list', []],
])('%s %#: %j', (id, objects, _note, expected) => {
  expect(verdicts(id, objects)).toEqual(expected);
});

test('labels and annotations that cannot be seen are unknown, and are not written over', () => {
  const object = { ...deployment('web'), metadata: { name: 'web', labels: leaf, annotations: leaf } };
  const cases: [string, PlainObject | undefined, string][] = [
    [
      'common-labels',
      { labels: ['app.kubernetes.io/instance'] },
      'unknown metadata.labels["app.kubernetes.io/instance"]',
    ],
    ['business-labels', { owner: 'team-shop' }, 'unknown metadata.labels'],
    ['contact-annotation', { email: 'a@b' }, 'unknown metadata.annotations.email'],
  ];
  for (const [id, params, expected] of cases) {
    expect(verdicts(id, [object], params)).toContain(expected);
    expect(applied(id, [object], true, params)[0]?.metadata).toEqual(object.metadata);
  }
});

test('common-labels: reaches a template without metadata, and leaves explicit labels, the selector and third-party manifests alone', () => {
  const labels = { 'app.kubernetes.io/managed-by': 'Helm' };
  const object = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', labels },
    spec: { selector: { matchLabels: { app: 'web' } }, template: { spec: { containers: [] } } },
  };
  expect(applied('common-labels', [object], true)).toEqual([object]);
  const [found] = applied('common-labels', [object], false);
  const name = { 'app.kubernetes.io/instance': 'web', 'app.kubernetes.io/name': 'web' };
  expect(found).toEqual({
    ...object,
    metadata: { name: 'web', labels: { ...labels, ...name } },
    spec: {
      ...object.spec,
      template: {
        ...object.spec.template,
        metadata: { labels: { 'app.kubernetes.io/managed-by': 'bulwark', ...name } },
      },
    },
  });
});

test('what apply writes never shares an object, and never replaces what is there', () => {
  const [spread] = applied('topology-spread', [workload('Deployment', {})], false);
  expect(spread).toMatchObject({
    spec: {
      template: { spec: { topologySpreadConstraints: [{ labelSelector: self }, { labelSelector: self }] } },
    },
  });
  const text = JSON.stringify(spread);
  const seen = new Set<unknown>();
  JSON.stringify(spread, (_key, value: unknown) => {
    if (typeof value === 'object' && value !== null) {
      expect(seen.has(value)).toBe(false);
      seen.add(value);
    }
    return value;
  });
  expect(JSON.stringify(applied('topology-spread', [JSON.parse(text)], true)[0])).toBe(text);
  for (const affinity of [
    leaf,
    { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [] } },
  ]) {
    const object = workload('Deployment', { affinity });
    expect(applied('pod-anti-affinity', [object], true)).toEqual([object]);
  }
  expect(applied('restart-policy-set', [workload('Job', {})], true)).toEqual([workload('Job', {})]);
});

test('rolling-update-strategy: surges only where a second pod can start', () => {
  const strategyOf = (spec: PlainObject, strategy?: unknown): unknown => {
    const [found] = applied('rolling-update-strategy', [workload('Deployment', spec, { strategy })], true);
    return Object(found?.spec).strategy;
  };
  const rollingUpdate = { maxSurge: 1, maxUnavailable: 0 };
  expect(strategyOf({})).toEqual({ type: 'RollingUpdate', rollingUpdate });
  expect(strategyOf({}, { rollingUpdate: { maxUnavailable: 1 } })).toEqual({
    type: 'RollingUpdate',
    rollingUpdate: { maxUnavailable: 1 },
  });
  expect(strategyOf({ volumes: [{ persistentVolumeClaim: {} }] })).toEqual({ type: 'RollingUpdate' });
  expect(strategyOf({ containers: [{ ports: [{ hostPort: 80 }] }] })).toEqual({ type: 'RollingUpdate' });
  expect(strategyOf({ hostNetwork: true })).toEqual({ type: 'RollingUpdate' });
  expect(strategyOf({}, { type: 'Recreate' })).toEqual({ type: 'Recreate' });
  expect(strategyOf({}, leaf)).toBe(leaf);
});

test('priority-class-set: writes no class beside figures that it may contradict', () => {
  for (const spec of [{ priority: 5 }, { preemptionPolicy: 'Never' }, { priorityClassName: 'batch' }]) {
    expect(applied('priority-class-set', [workload('Pod', spec)], true)).toEqual([workload('Pod', spec)]);
  }
});

function ports(list: unknown): PlainObject {
  return { containers: [{ name: 'app', ports: list }] };
}

function service(port: PlainObject, spec: PlainObject = {}): PlainObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { selector: self.matchLabels, ports: [{ port: 80, ...port }], ...spec },
  };
}
