import {
  HardenedApp,
  IsolatedNamespace,
  NodePool,
  type NodePoolProps,
  restricted,
  SecureCronJob,
  SecureDaemonSet,
  SecureDeployment,
} from 'bulwark/cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { readModel } from '../../lib/readers';
import { OPTIONS } from '../readers/made';
import { at, judgementOf, objectsOf, one, problemsOf, TODAY } from './support';

const WEB = {
  image: 'registry.example.com/shop/web:v1.4.2',
  port: 8080,
  probe: { http: '/healthz' },
} as const;

function appWithPool(props: NodePoolProps = {}) {
  const app = new HardenedApp({ today: TODAY, policy: restricted({ without: ['image-pinned-to-digest'] }) });
  return { app, pool: new NodePool(app, 'sensitive', props) };
}

const podOf = (objects: readonly object[], kind: string, name: string): unknown =>
  at(one(objects, kind, name), 'spec.template.spec');

const TOLERATION = { key: 'bulwark.dev/pool', operator: 'Equal', value: 'sensitive', effect: 'NoExecute' };
const ON_NODES = {
  requiredDuringSchedulingIgnoredDuringExecution: {
    nodeSelectorTerms: [
      {
        matchExpressions: [
          { key: 'node-restriction.kubernetes.io/pool', operator: 'In', values: ['sensitive'] },
        ],
      },
    ],
  },
};

test('a workload that is dedicated runs on the nodes of the pool, and its namespace says so', () => {
  const { app, pool } = appWithPool({ runtimeClass: 'gvisor', priorityClass: 'critical' });
  const shop = new IsolatedNamespace(app, 'shop');
  new SecureDeployment(shop, 'keys', { ...WEB, dedicatedTo: pool });
  new SecureDeployment(shop, 'web', WEB);
  const objects = objectsOf(app);
  const keys = podOf(objects, 'Deployment', 'keys');
  expect(at(keys, 'affinity.nodeAffinity')).toEqual(ON_NODES);
  expect(at(keys, 'affinity.podAntiAffinity')).toBeDefined();
  expect(keys).toMatchObject({
    tolerations: [TOLERATION],
    runtimeClassName: 'gvisor',
    priorityClassName: 'critical',
  });
  const web = podOf(objects, 'Deployment', 'web');
  expect(at(web, 'affinity.nodeAffinity')).toBeUndefined();
  expect([at(web, 'tolerations'), at(web, 'runtimeClassName')]).toEqual([undefined, undefined]);
  expect(at(one(objects, 'Namespace', 'shop'), 'metadata.labels')).toMatchObject({
    'pool.bulwark.dev/sensitive': 'dedicated',
  });
  expect(judgementOf(app).findings).toEqual([]);
});

test('a namespace that is dedicated is so for every kind of workload in it; a workload may name another pool', () => {
  const { app, pool } = appWithPool();
  const other = new NodePool(app, 'other');
  const shop = new IsolatedNamespace(app, 'shop', { dedicatedTo: pool });
  new SecureDaemonSet(shop, 'agent', { image: WEB.image });
  new SecureCronJob(shop, 'nightly', { image: WEB.image, schedule: '0 3 * * *' });
  new SecureDeployment(shop, 'elsewhere', { ...WEB, dedicatedTo: other });
  new IsolatedNamespace(app, 'empty');
  const objects = objectsOf(app);
  expect(at(podOf(objects, 'DaemonSet', 'agent'), 'affinity')).toEqual({ nodeAffinity: ON_NODES });
  expect(at(one(objects, 'CronJob', 'nightly'), 'spec.jobTemplate.spec.template.spec.tolerations')).toEqual([
    TOLERATION,
  ]);
  expect(at(podOf(objects, 'Deployment', 'elsewhere'), 'tolerations')).toEqual([
    { ...TOLERATION, value: 'other' },
  ]);
  const poolsOf = (name: string): string[] =>
    Object.keys(Object(at(one(objects, 'Namespace', name), 'metadata.labels'))).filter((key) =>
      key.startsWith('pool.'),
    );
  expect(poolsOf('shop')).toEqual(['pool.bulwark.dev/other', 'pool.bulwark.dev/sensitive']);
  expect(poolsOf('empty')).toEqual([]);
});

test('classes are made where the pool says what they are, and the policy exempts kube-system', () => {
  const { app, pool } = appWithPool({
    exemptNamespaces: ['calico-system', 'kube-system'],
    runtimeClass: { handler: 'kata', cpu: '0.25', memory: '160Mi' },
    priorityClass: { value: 200_000 },
  });
  new SecureDeployment(new IsolatedNamespace(app, 'shop', { dedicatedTo: pool }), 'web', WEB);
  const objects = objectsOf(app);
  expect(one(objects, 'RuntimeClass', 'sensitive')).toMatchObject({
    handler: 'kata',
    overhead: { podFixed: { cpu: '250m', memory: '160Mi' } },
  });
  expect(one(objects, 'PriorityClass', 'sensitive')).toMatchObject({ value: 200_000 });
  const policy = one(objects, 'ValidatingAdmissionPolicy', 'pool-sensitive');
  expect(at(policy, 'spec.matchConstraints.namespaceSelector.matchExpressions')).toEqual([
    { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['calico-system', 'kube-system'] },
    { key: 'pool.bulwark.dev/sensitive', operator: 'NotIn', values: ['dedicated'] },
  ]);
  expect(at(policy, 'spec.failurePolicy')).toBe('Fail');
  expect(one(objects, 'ValidatingAdmissionPolicyBinding', 'pool-sensitive')).toMatchObject({
    spec: { policyName: 'pool-sensitive', validationActions: ['Deny', 'Audit'] },
  });
  expect([pool.taint, pool.nodeLabels]).toEqual([
    { key: 'bulwark.dev/pool', value: 'sensitive', effect: 'NoExecute' },
    { 'node-restriction.kubernetes.io/pool': 'sensitive' },
  ]);
});

test('the overhead of its sandbox counts in the quota', () => {
  const { app, pool } = appWithPool({ runtimeClass: { handler: 'kata', cpu: '3' } });
  const quota = { cpu: '2' };
  new SecureDeployment(new IsolatedNamespace(app, 'shop', { dedicatedTo: pool, quota }), 'web', WEB);
  new SecureDeployment(new IsolatedNamespace(app, 'other', { quota }), 'web', WEB);
  const found = judgementOf(app).findings.filter(({ control }) => control === 'workloads-fit-quota');
  expect(new Set(found.map(({ object }) => object.namespace))).toEqual(new Set(['shop']));
});

test('what the methods of cdk8s-plus add holds beside the pool, and never leads off it', () => {
  const { app, pool } = appWithPool();
  const shop = new IsolatedNamespace(app, 'shop', { dedicatedTo: pool });
  const web = new SecureDeployment(shop, 'web', {
    ...WEB,
    pod: { tolerations: [{ key: 'gpu', operator: 'Exists' }] },
  });
  web.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('disk', 'fast')));
  const pod = podOf(objectsOf(app), 'Deployment', 'web');
  const [expression] =
    ON_NODES.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0]?.matchExpressions ?? [];
  expect(at(pod, 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution')).toEqual({
    nodeSelectorTerms: [
      { matchExpressions: [expression, { key: 'disk', operator: 'In', values: ['fast'] }] },
    ],
  });
  expect(at(pod, 'tolerations')).toEqual([{ key: 'gpu', operator: 'Exists' }, TOLERATION]);
});

test('the pool of a workload is read back from its manifests', () => {
  const { app, pool } = appWithPool();
  new SecureDeployment(new IsolatedNamespace(app, 'shop', { dedicatedTo: pool }), 'web', WEB);
  const { model, unread } = readModel(objectsOf(app), OPTIONS);
  expect(model.workloads.map(({ workload }) => [workload.pod.pool, workload.pod.spread])).toEqual([
    ['sensitive', true],
  ]);
  expect(unread.filter(({ object }) => object.kind === 'Deployment')).toEqual([]);
});

const WRONG: readonly [props: object, field: string][] = [
  [{ name: 'Sensitive' }, 'name'],
  [{ name: 'a'.repeat(51) }, 'name'],
  [{ name: "x' || true || '" }, 'name'],
  [{ name: '' }, 'name'],
  [{ name: 'a.b' }, 'name'],
  [{ exemptNamespaces: ['*'] }, 'exemptNamespaces[0]'],
  [{ exemptNamespaces: ['a', 'Kube'] }, 'exemptNamespaces[1]'],
  [{ runtimeClass: 'g visor' }, 'runtimeClass'],
  [{ runtimeClass: { handler: 'Run SC' } }, 'runtimeClass.handler'],
  [{ runtimeClass: { handler: 'runsc', cpu: 'much' } }, 'runtimeClass.cpu'],
  [{ runtimeClass: { handler: 'runsc', memory: '-1Mi' } }, 'runtimeClass.memory'],
  [{ priorityClass: { value: 0 } }, 'priorityClass.value'],
  [{ priorityClass: { value: 2_000_000_000 } }, 'priorityClass.value'],
  [{ priorityClass: 'A' }, 'priorityClass'],
  [{ labels: { 'a b': 'c' } }, 'labels["a b"]'],
];
test.each(WRONG)('a pool with %j is refused at %s', (props, field) => {
  expect(problemsOf(() => appWithPool(Object(props))).map((problem) => problem.field)).toContain(field);
});

test('what contradicts the pool is refused, all at once', () => {
  const { app, pool } = appWithPool({ runtimeClass: 'gvisor' });
  const shop = new IsolatedNamespace(app, 'shop', { dedicatedTo: pool });
  const contradicting = {
    ...WEB,
    nodeSelector: { 'node-restriction.kubernetes.io/pool': 'other' },
    pod: { runtimeClassName: 'runc', tolerations: 'all' },
  };
  expect(
    problemsOf(() => new SecureDeployment(shop, 'web', contradicting)).map(({ field }) => field),
  ).toEqual(
    expect.arrayContaining([
      'nodeSelector["node-restriction.kubernetes.io/pool"]',
      'pod.runtimeClassName',
      'pod.tolerations',
    ]),
  );
  expect(
    problemsOf(() => new SecureDeployment(shop, 'text', Object({ ...WEB, dedicatedTo: 'sensitive' }))),
  ).toMatchObject([{ field: 'dedicatedTo', needs: 'a NodePool' }]);
});
