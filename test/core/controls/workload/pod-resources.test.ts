import { clusters } from '../../../../lib/core/cluster/presets';
import { type CompiledPolicy, compilePolicy } from '../../../../lib/core/engine/compiled-policy';
import { evaluate } from '../../../../lib/core/engine/evaluate';
import { harden } from '../../../../lib/core/engine/harden';
import { objectAt, objectsAt, type PlainObject } from '../../../../lib/core/manifest/plain';
import { restricted } from '../../../../lib/core/policy/policy';
import { TODAY } from '../../engine/fixtures';

type Version = '1.33' | '1.36';

const RULES = [
  'cpu-requests',
  'memory-requests',
  'cpu-limits',
  'memory-limits',
  'cpu-requests-equal-limits',
  'memory-requests-equal-limits',
  'limit-range',
  'workloads-fit-quota',
];

function engineAt(version: Version): CompiledPolicy {
  return compilePolicy(restricted(), { ...clusters.kind(), kubernetes: version });
}

function pod(resources: PlainObject | undefined, ...containers: PlainObject[]): PlainObject {
  const named = containers.map((container, index) => ({ name: `c${index}`, image: 'app', ...container }));
  const spec = { ...(resources && { resources }), containers: named };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' }, spec };
}

function found(objects: readonly PlainObject[], version: Version = '1.36', rules = RULES): string[] {
  const { findings } = evaluate(
    objects.map((manifest) => ({ manifest })),
    engineAt(version),
    TODAY,
  );
  return findings
    .filter(({ control }) => rules.includes(control))
    .map(({ control, path, verdict }) => `${control} ${path}${verdict === 'unknown' ? '?' : ''}`);
}

const BOTH = { cpu: '500m', memory: '256Mi' };
const OWN = { resources: { limits: BOTH, requests: BOTH } };
const own = (requests: PlainObject, limits: PlainObject): PlainObject => ({
  resources: { requests, limits },
});

test.each<[string, PlainObject, string[]]>([
  ['all four amounts are shared', pod({ requests: BOTH, limits: BOTH }, {}, {}), []],
  [
    'beside amounts of a container',
    pod({ requests: BOTH, limits: BOTH }, {}, own({ cpu: '0' }, { cpu: '0' })),
    [],
  ],
  [
    'only CPU is shared',
    pod({ requests: { cpu: '1' }, limits: { cpu: '1' } }, {}),
    [
      'memory-requests spec.containers[0].resources.requests.memory',
      'memory-limits spec.containers[0].resources.limits.memory',
    ],
  ],
  [
    'nothing but zero is shared',
    pod({ requests: BOTH, limits: { cpu: '0', memory: '256Mi' } }, {}),
    [
      'cpu-limits spec.containers[0].resources.limits.cpu',
      'cpu-requests-equal-limits spec.resources.requests.cpu',
    ],
  ],
  [
    'the pod alone decides on its class',
    pod(
      { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '2', memory: '1Gi' } },
      own({ memory: '1Mi' }, { memory: '2Mi' }),
    ),
    ['cpu-requests-equal-limits spec.resources.requests.cpu'],
  ],
  [
    'a request that the API server takes from the limit of the pod is not written',
    pod({ limits: BOTH }, {}),
    ['cpu-requests spec.resources.requests.cpu', 'memory-requests spec.resources.requests.memory'],
  ],
  [
    'a request that it takes from the containers',
    pod({ limits: { cpu: '1', memory: '1Gi' } }, OWN, OWN),
    ['memory-requests-equal-limits spec.resources.requests.memory'],
  ],
  [
    'the request of the containers together is the limit',
    pod({ limits: { cpu: '1', memory: '512Mi' } }, OWN, OWN),
    [],
  ],
  [
    'no limit of the pod: each container has its own',
    pod({ requests: BOTH }, {}),
    [
      'memory-limits spec.containers[0].resources.limits.memory',
      'cpu-limits spec.containers[0].resources.limits.cpu',
    ],
  ],
])('%s', (_, object, expected) => {
  expect(found([object]).sort()).toEqual(expected.sort());
});

test('before 1.34 the amounts of the pod are dropped, and say so', () => {
  const shared = pod({ requests: BOTH, limits: BOTH }, {});
  const lost = found([shared], '1.33', ['cpu-limits', 'memory-requests']);
  expect(lost.sort()).toEqual([
    'cpu-limits spec.containers[0].resources.limits.cpu',
    'cpu-limits spec.resources.limits.cpu',
    'memory-requests spec.containers[0].resources.requests.memory',
    'memory-requests spec.resources.requests.memory',
  ]);
  const [first] = evaluate([{ manifest: shared }], engineAt('1.33'), TODAY).findings.filter(
    ({ control, path }) => control === 'memory-limits' && path === 'spec.resources.limits.memory',
  );
  expect(first?.needs).toBe('amounts of the containers: Kubernetes 1.33 drops those of the pod');
});

test('local storage is never shared', () => {
  const storage = { 'ephemeral-storage': '1Gi' };
  const paths = found([pod({ requests: storage, limits: storage }, {})], '1.36', [
    'ephemeral-storage-requests-and-limits',
  ]);
  expect(paths).toContain(
    'ephemeral-storage-requests-and-limits spec.containers[0].resources.limits.ephemeral-storage',
  );
});

describe('hardening', () => {
  const hardened = (object: PlainObject, version: Version = '1.36'): PlainObject =>
    objectAt(harden(object, engineAt(version), { repair: true }), 'spec') ?? {};
  const first = (spec: PlainObject): unknown => objectsAt(spec, 'containers')[0]?.resources;

  test('writes the request of the pod, and none of its containers', () => {
    const spec = hardened(pod({ limits: BOTH }, { resources: {} }));
    expect(spec.resources).toEqual({ limits: BOTH, requests: BOTH });
    expect(first(spec)).toEqual({});
  });

  test('writes nothing that is more than the pod has', () => {
    const container = own({}, { cpu: '400m' });
    const spec = hardened(pod({ requests: { cpu: '300m' }, limits: { cpu: '500m' } }, container));
    expect(spec.resources).toEqual({ requests: { cpu: '300m' }, limits: { cpu: '500m' } });
    expect(first(spec)).toEqual(container.resources);
  });

  test('fills in the containers where the version knows no amounts of pods', () => {
    expect(first(hardened(pod({ limits: BOTH }, { resources: { limits: BOTH } }), '1.33'))).toEqual({
      limits: BOTH,
      requests: BOTH,
    });
  });
});

describe('a LimitRange', () => {
  const range = (item: PlainObject): PlainObject => ({
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'limits', namespace: 'shop' },
    spec: { limits: [item] },
  });
  const ofPods = (bounds: PlainObject): PlainObject => range({ type: 'Pod', ...bounds });
  const ofContainers = (bounds: PlainObject): PlainObject => range({ type: 'Container', ...bounds });
  const shared = pod({ requests: BOTH, limits: BOTH }, {}, {});

  test.each<[string, PlainObject, PlainObject, string[]]>([
    ['of pods takes the amounts of the pod', shared, ofPods({ max: { cpu: '500m' } }), []],
    [
      'of pods, more than it allows',
      shared,
      ofPods({ max: { cpu: '400m' } }),
      ['spec.resources.limits.cpu', 'spec.resources.requests.cpu'],
    ],
    [
      'of pods, less than it asks',
      shared,
      ofPods({ min: { memory: '1Gi' } }),
      ['spec.resources.limits.memory', 'spec.resources.requests.memory'],
    ],
    [
      'of pods takes the sum of the containers',
      pod(undefined, OWN, OWN),
      ofPods({ max: { cpu: '900m' } }),
      ['spec.resources.limits.cpu', 'spec.resources.requests.cpu'],
    ],
    ['of pods, a sum that may still grow', pod(undefined, OWN, {}), ofPods({ min: { cpu: '2' } }), []],
    [
      'of pods, a sum that cannot grow',
      pod(undefined, OWN),
      ofPods({ min: { cpu: '2' } }),
      ['spec.resources.limits.cpu', 'spec.resources.requests.cpu'],
    ],
    ['gives containers what fits into the pod', shared, ofContainers({ default: { cpu: '250m' } }), []],
    [
      'gives containers more than the pod asks for',
      shared,
      ofContainers({ default: { cpu: '300m' } }),
      ['spec.resources.requests.cpu'],
    ],
    [
      'gives a container more than the pod may use',
      pod({ requests: BOTH, limits: BOTH }, {}),
      ofContainers({ max: { memory: '1Gi' }, defaultRequest: { memory: '1Mi' } }),
      ['spec.resources.limits.memory'],
    ],
    [
      'has nothing to give',
      pod({ requests: { cpu: '1' }, limits: { cpu: '1' } }, own({ cpu: '1' }, { cpu: '1' })),
      ofContainers({ default: { cpu: '9' } }),
      [],
    ],
  ])('%s', (_, object, limits, expected) => {
    expect(found([object, limits], '1.36', ['limit-range'])).toEqual(
      expected.map((path) => `limit-range ${path}`),
    );
  });

  test('of pods, before 1.34', () => {
    expect(found([shared, ofPods({ max: { cpu: '400m' } })], '1.33', ['limit-range'])).toEqual([]);
  });
});

test('a quota counts what the pods share, where the version counts it', () => {
  const quota = (hard: PlainObject): PlainObject => ({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'quota', namespace: 'shop' },
    spec: { hard },
  });
  const shared = pod({ requests: { cpu: '3' }, limits: { cpu: '3' } }, own({ cpu: '1' }, { cpu: '1' }));
  expect(found([shared, quota({ cpu: '2' })], '1.36', ['workloads-fit-quota'])).toHaveLength(1);
  expect(found([shared, quota({ cpu: '2' })], '1.33', ['workloads-fit-quota'])).toEqual([]);
});
