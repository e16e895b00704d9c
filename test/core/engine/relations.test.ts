import { evaluate } from '../../../lib/core/engine/evaluate';
import { objectAt, type PlainObject } from '../../../lib/core/manifest/plain';
import { growth } from '../../support/work';
import { engineFor, TODAY } from './fixtures';

const RULES = [
  'selector-collision',
  'duplicate-object',
  'service-account-per-workload',
  'unique-uid-per-workload',
  'pod-disruption-budget',
  'pdb-allows-disruption',
  'valid-port-names',
  'service-selects-pods',
  'network-policy-for-every-pod',
  'network-policy-covers-both-directions',
  'hpa-target-exists',
  'selector-matches-template',
];

/** What the given rules find, as `rule: Kind name`, a question mark where it cannot be judged. */
function found(objects: readonly PlainObject[], rules: readonly string[] = RULES): string[] {
  const { findings } = evaluate(
    objects.map((manifest) => ({ manifest })),
    engineFor(),
    TODAY,
  );
  return findings
    .filter(({ control }) => rules.includes(control))
    .map(({ control, object, verdict }) => {
      return `${control}: ${object.kind} ${object.name}${verdict === 'unknown' ? '?' : ''}`;
    });
}

interface Given {
  readonly spec?: PlainObject;
  readonly labels?: PlainObject;
  readonly owner?: readonly [apiVersion: string, kind: string, name: string];
  readonly pod?: PlainObject;
  readonly port?: string;
}

function object(apiVersion: string, kind: string, name: string, given: Given = {}): PlainObject {
  const { labels = { app: 'web' }, owner, spec = {}, port = 'http' } = given;
  const containers = [{ name: 'app', image: 'app', ports: [{ name: port, containerPort: 8080 }] }];
  const pod = { serviceAccountName: 'web', securityContext: { runAsUser: 20001 }, containers, ...given.pod };
  const template = { metadata: { labels }, spec: pod };
  const body = kind === 'Pod' ? pod : { selector: { matchLabels: labels }, template, ...spec };
  const ownerReferences = owner && [
    { apiVersion: owner[0], kind: owner[1], name: owner[2], uid: owner[2], controller: true },
  ];
  const metadata = { name, namespace: 'shop', labels, ...(ownerReferences && { ownerReferences }) };
  return { apiVersion, kind, metadata, spec: kind === 'CronJob' ? { jobTemplate: { spec: body } } : body };
}

const HASHED = { app: 'web', 'pod-template-hash': '5d4f' };
const web = object('apps/v1', 'Deployment', 'web', { spec: { replicas: 2 } });
const current = object('apps/v1', 'ReplicaSet', 'web-5d4f', {
  owner: ['apps/v1', 'Deployment', 'web'],
  labels: HASHED,
  spec: { replicas: 2 },
});
const former = object('apps/v1', 'ReplicaSet', 'web-1a2b', {
  owner: ['apps/v1', 'Deployment', 'web'],
  labels: { app: 'web', 'pod-template-hash': '1a2b' },
  spec: { replicas: 0 },
  port: 'web',
});
const pods = ['x', 'y'].map((end) =>
  object('v1', 'Pod', `web-5d4f-${end}`, { owner: ['apps/v1', 'ReplicaSet', 'web-5d4f'], labels: HASHED }),
);
const chain = [web, current, former, ...pods];

const service = (
  selector: PlainObject | undefined,
  port: PlainObject = { port: 80, targetPort: 'http' },
): PlainObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { ...(selector && { selector }), ports: [port] },
});
const budget = (spec: PlainObject, apiVersion = 'policy/v1'): PlainObject => ({
  apiVersion,
  kind: 'PodDisruptionBudget',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
});
const policy = (name: string, podSelector: PlainObject): PlainObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: 'shop' },
  spec: { podSelector, policyTypes: ['Ingress', 'Egress'] },
});
const isolated = policy('all', { matchLabels: { app: 'web' } });

test('a Deployment, its ReplicaSets and their pods are one workload in all relations', () => {
  const around = [service({ app: 'web' }), budget({ maxUnavailable: 1 }), isolated];
  expect(found([...chain, ...around])).toEqual([]);
});

test('what is beside the chain collides with it, once', () => {
  const other = object('apps/v1', 'StatefulSet', 'db');
  expect(found([...chain, other], ['selector-collision'])).toEqual([
    'selector-collision: Deployment web',
    'selector-collision: StatefulSet db',
  ]);
  expect(found([...chain, other], ['service-account-per-workload'])).toEqual([
    'service-account-per-workload: StatefulSet db',
  ]);
});

test.each([
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'ReplicaSet'],
  ['apps/v1', 'DaemonSet'],
  ['apps/v1', 'StatefulSet'],
  ['argoproj.io/v1alpha1', 'Rollout'],
  ['apps.kruise.io/v1alpha1', 'CloneSet'],
  ['apps.kruise.io/v1beta1', 'StatefulSet'],
  ['apps.kruise.io/v1alpha1', 'DaemonSet'],
])('the selector of a %s %s matches the pods of another workload', (apiVersion, kind) => {
  const taker = object(apiVersion, kind, 'agent');
  const other = object('batch/v1', 'Job', 'once');
  expect(found([taker, other], ['selector-collision'])).toEqual([`selector-collision: ${kind} agent`]);
});

test.each([
  ['v1', 'ReplicationController'],
  ['apps.openshift.io/v1', 'DeploymentConfig'],
])('so does that of a %s %s, which is bare', (apiVersion, kind) => {
  const taker = object(apiVersion, kind, 'agent', { spec: { selector: { app: 'web' } } });
  const other = object('batch/v1', 'Job', 'once');
  expect(found([taker, other], ['selector-collision'])).toEqual([`selector-collision: ${kind} agent`]);
});

test('a pod that nothing owns is taken by a selector that matches it', () => {
  const stray = object('v1', 'Pod', 'stray');
  expect(found([web, stray], ['selector-collision'])).toEqual(['selector-collision: Deployment web']);
});

test('a budget is asked for once, of the workload, and counts its replicas once', () => {
  const asked = ['pod-disruption-budget', 'pdb-allows-disruption'];
  expect(found(chain, asked)).toEqual(['pod-disruption-budget: Deployment web']);
  expect(found([...chain, budget({ minAvailable: 1 })], asked)).toEqual([]);
  expect(found([...chain, budget({ minAvailable: 2 })], asked)).toEqual([
    'pdb-allows-disruption: PodDisruptionBudget web',
  ]);
});

test.each([
  [0, 0],
  [1, 0],
  [2, 1],
])('of a workload with %d replicas %d budgets are asked', (replicas, asked) => {
  const workload = object('apps/v1', 'Deployment', 'web', { spec: { replicas } });
  expect(found([workload], ['pod-disruption-budget'])).toHaveLength(asked);
});

test('a forged owner hides nothing of the pod itself', () => {
  const bad = object('v1', 'Pod', 'bad', {
    owner: ['apps/v1', 'ReplicaSet', 'web-5d4f'],
    labels: HASHED,
    pod: { hostPID: true, hostNetwork: true },
  });
  const judged = ['no-host-pid', 'no-host-network', 'network-policy-for-every-pod', 'cpu-limits'];
  expect(
    found([...chain, bad], judged)
      .filter((text) => text.endsWith('Pod bad'))
      .sort(),
  ).toEqual([
    'cpu-limits: Pod bad',
    'network-policy-for-every-pod: Pod bad',
    'no-host-network: Pod bad',
    'no-host-pid: Pod bad',
  ]);
});

describe('labels that controllers put on pods', () => {
  const db = object('apps/v1', 'StatefulSet', 'web', { spec: { replicas: 3 } });
  const job = object('batch/v1', 'Job', 'web', { spec: { completionMode: 'Indexed', completions: 2 } });
  const covers = ['network-policy-for-every-pod', 'service-selects-pods'];

  test.each<[string, PlainObject, PlainObject, string[]]>([
    ['one pod', db, { 'statefulset.kubernetes.io/pod-name': 'web-0' }, []],
    [
      'no such pod',
      db,
      { 'statefulset.kubernetes.io/pod-name': 'web-3' },
      ['service-selects-pods: Service web'],
    ],
    ['a job', job, { 'job-name': 'web' }, []],
    ['a hash', web, HASHED, ['service-selects-pods: Service web?']],
    ['a hash that is there', current, HASHED, []],
  ])('a Service selects %s', (_, workload, selector, expected) => {
    expect(found([workload, service(selector)], ['service-selects-pods'])).toEqual(expected);
  });

  const label = (key: string, value: string): PlainObject => ({ matchLabels: { [key]: value } });
  const index = (operator: string, ...values: string[]): PlainObject => ({
    matchExpressions: [{ key: 'apps.kubernetes.io/pod-index', operator, values }],
  });

  test.each<[string, PlainObject, PlainObject[], string[]]>([
    ['a job by its name', job, [label('batch.kubernetes.io/job-name', 'web')], []],
    ['one pod of three', db, [index('In', '0')], ['network-policy-for-every-pod: StatefulSet web']],
    ['each of three pods', db, [index('In', '0'), index('In', '1'), index('In', '2')], []],
    ['the first one and all others', db, [index('In', '0'), index('NotIn', '0')], []],
    ['a hash', web, [label('pod-template-hash', '5d4f')], ['network-policy-for-every-pod: Deployment web?']],
  ])('policies select %s', (_, workload, selectors, expected) => {
    const policies = selectors.map((selector, at) => policy(`p${at}`, selector));
    expect(found([workload, ...policies], covers)).toEqual(expected);
  });
});

describe('defaults of the API', () => {
  const bare = (name: string, selector?: PlainObject): PlainObject => {
    const { spec, ...rest } = object('v1', 'ReplicationController', name);
    return { ...rest, spec: { ...objectAt({ spec }, 'spec'), selector } };
  };

  test('a ReplicationController without a selector takes the labels of its template', () => {
    expect(found([bare('a'), bare('b')], ['selector-collision', 'selector-matches-template'])).toEqual([
      'selector-collision: ReplicationController a',
      'selector-collision: ReplicationController b',
    ]);
    expect(found([bare('a', {}), bare('b', { app: 'b' })], ['selector-collision'])).toEqual([
      'selector-collision: ReplicationController a',
    ]);
  });

  test('the server writes the selector of a Job, unless the Job says otherwise', () => {
    const manual = { spec: { manualSelector: true } };
    expect(
      found([object('batch/v1', 'Job', 'a'), object('batch/v1', 'Job', 'b')], ['selector-collision']),
    ).toEqual([]);
    expect(
      found([object('batch/v1', 'Job', 'a', manual), object('batch/v1', 'Job', 'b')], ['selector-collision']),
    ).toEqual(['selector-collision: Job a']);
  });

  test('a Service without a selector has endpoints of its own', () => {
    expect(found([service(undefined)], ['service-selects-pods', 'valid-port-names'])).toEqual([]);
  });

  test('an absent targetPort is the port', () => {
    expect(found([web, service({ app: 'web' }, { port: 8080 })], ['valid-port-names'])).toEqual([]);
    expect(found([web, service({ app: 'web' }, { port: 80 })], ['valid-port-names'])).toEqual([
      'valid-port-names: Service web',
    ]);
  });

  test('an empty selector of a budget covers all pods, and covered none before policy/v1', () => {
    const all = { selector: {}, maxUnavailable: 1 };
    expect(found([web, budget(all)], ['pod-disruption-budget'])).toEqual([]);
    expect(found([web, budget(all, 'policy/v1beta1')], ['pod-disruption-budget'])).toEqual([
      'pod-disruption-budget: Deployment web',
    ]);
  });

  test.each<[string | undefined, string[]]>([
    ['apps/v1', []],
    ['apps/v1beta2', []],
    [undefined, ['hpa-target-exists: HorizontalPodAutoscaler web']],
    ['extensions/v1beta1', ['hpa-target-exists: HorizontalPodAutoscaler web']],
  ])('a target of %s is looked up in its group', (apiVersion, expected) => {
    const scaler = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { maxReplicas: 3, scaleTargetRef: { apiVersion, kind: 'Deployment', name: 'web' } },
    };
    expect(found([web, scaler], ['hpa-target-exists'])).toEqual(expected);
  });

  test('no namespace and default are one', () => {
    const homeless = (manifest: PlainObject): PlainObject => ({ ...manifest, metadata: { name: 'web' } });
    const home = (manifest: PlainObject): PlainObject => ({
      ...manifest,
      metadata: { name: 'web', namespace: 'default' },
    });
    expect(
      found(
        [homeless(web), home(service({ app: 'web' })), home(isolated)],
        ['service-selects-pods', 'network-policy-for-every-pod'],
      ),
    ).toEqual([]);
  });
});

// Above 100, the number of pods that a control tries at the most.
test('objects that all look alike cost as much each, however many they are', () => {
  const judged = (count: number) => {
    const objects = Array.from({ length: count }, (_, index) => [
      object('apps/v1', 'Deployment', `web-${index}`),
      { ...service({ app: 'web' }), metadata: { name: `web-${index}`, namespace: 'shop' } },
      policy(`web-${index}`, { matchLabels: { app: 'web' } }),
      { ...budget({ minAvailable: 1 }), metadata: { name: `web-${index}`, namespace: 'shop' } },
    ]).flat();
    const compiled = engineFor();
    return () => {
      evaluate(
        objects.map((manifest) => ({ manifest })),
        compiled,
        TODAY,
      );
    };
  };
  judged(2)();
  const { times, where } = growth(judged(120), judged(240));
  expect({ where, linear: times < 2.2 }).toEqual({ where, linear: true });
});
