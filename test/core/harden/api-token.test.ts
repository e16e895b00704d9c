import type { PlainObject } from '../../../lib/core/manifest/plain';
import { at, deployment, hardenAll, hardenFirst, object, podSpecOf, said } from './support';

const TOKEN = 'automountServiceAccountToken';
const RBAC = 'rbac.authorization.k8s.io/v1';
const role = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' };

function binding(subject: PlainObject, roleName = 'reader'): PlainObject {
  return object(RBAC, 'RoleBinding', 'app', { roleRef: { ...role, name: roleName }, subjects: [subject] });
}

function clusterBinding(subject: PlainObject, roleName = 'reader'): PlainObject {
  const roleRef = { ...role, kind: 'ClusterRole', name: roleName };
  return {
    apiVersion: RBAC,
    kind: 'ClusterRoleBinding',
    metadata: { name: 'app' },
    roleRef,
    subjects: [subject],
  };
}

const toAccount = (name: string, namespace = 'shop'): PlainObject => ({
  kind: 'ServiceAccount',
  name,
  namespace,
});
const toGroup = (name: string): PlainObject => ({ kind: 'Group', name });
const own = deployment({ serviceAccountName: 'app' });

describe('a pod keeps its token where a binding of the set gives rights to its account', () => {
  test.each<[string, PlainObject, PlainObject]>([
    ['by a RoleBinding', own, binding(toAccount('app'))],
    ['by a ClusterRoleBinding', own, clusterBinding(toAccount('app'))],
    ['to an account without a namespace', own, binding({ kind: 'ServiceAccount', name: 'app' })],
    ['by the older field', deployment({ serviceAccount: 'app' }), binding(toAccount('app'))],
    [
      'to the account default, which it names',
      deployment({ serviceAccountName: 'default' }),
      binding(toAccount('default')),
    ],
    ['to the account default, which it does not name', deployment(), binding(toAccount('default'))],
    [
      'by the user name of the account',
      own,
      binding({ kind: 'User', name: 'system:serviceaccount:shop:app' }),
    ],
    ['to all accounts of its namespace', own, binding(toGroup('system:serviceaccounts:shop'))],
    ['to all accounts', own, clusterBinding(toGroup('system:serviceaccounts'))],
    ['to all who are known', own, clusterBinding(toGroup('system:authenticated'))],
    ['in a List', own, { apiVersion: 'v1', kind: 'List', items: [binding(toAccount('app'))] }],
    [
      'where neither says its namespace',
      { ...own, metadata: { name: 'app' } },
      { ...binding(toAccount('app', 'elsewhere')), metadata: { name: 'app' } },
    ],
  ])('%s', (_name, workload, grant) => {
    const hardened = hardenFirst([workload, grant]);
    expect(podSpecOf(hardened)[TOKEN]).toBeUndefined();
    expect(said(hardened, TOKEN)).toEqual([
      expect.stringMatching(/^did not write: .*Binding .*app gives rights to/),
    ]);
  });

  test('also in a CronJob, and whatever is first', () => {
    const template = { spec: { serviceAccountName: 'app', containers: [{ name: 'app', image: 'app:1' }] } };
    const job = object('batch/v1', 'CronJob', 'app', {
      spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template } } },
    });
    const [, hardened] = hardenAll([binding(toAccount('app')), job]);
    expect(at(hardened?.manifest, `spec.jobTemplate.spec.template.spec.${TOKEN}`)).toBeUndefined();
  });
});

describe('a pod loses its token, and it is said that this may stop it', () => {
  test.each<[string, PlainObject[]]>([
    ['where nothing is bound', []],
    ['where another account is bound', [binding(toAccount('other'))]],
    ['where the account of another namespace is bound', [binding(toAccount('app', 'bank'))]],
    [
      'where the accounts of another namespace are bound',
      [clusterBinding(toGroup('system:serviceaccounts:bank'))],
    ],
    [
      'where the binding is one of those that Kubernetes brings',
      [clusterBinding(toGroup('system:authenticated'), 'system:discovery')],
    ],
    [
      'where a binding has the name of a third-party kind',
      [{ ...binding(toAccount('app')), apiVersion: 'example.com/v1' }],
    ],
  ])('%s', (_name, beside) => {
    const hardened = hardenFirst([own, ...beside]);
    expect(podSpecOf(hardened)[TOKEN]).toBe(false);
    expect(said(hardened, TOKEN)).toEqual([
      expect.stringMatching(/^wrote: a program that calls the API server/),
    ]);
  });

  test.each<[string, PlainObject]>([
    ['has the argument --leader-elect, as', { args: ['--leader-elect=true', '--token=hunter22'] }],
    ['has the argument --in-cluster', { args: ['--in-cluster'] }],
    [
      'reads the address of the API server',
      { env: [{ name: 'API', value: 'http://$(KUBERNETES_SERVICE_HOST)' }] },
    ],
    ['calls kubectl', { command: ['sh', '-c', 'kubectl get nodes'] }],
    [
      'is told its namespace (POD_NAMESPACE)',
      { env: [{ name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } }] },
    ],
    ['has the image shop-operator:1', { image: 'registry.example.com/shop-operator:1' }],
  ])('with what points to a client of the API: %s', (hint, container) => {
    const hardened = hardenFirst([deployment({}, container)]);
    const [text] = said(hardened, TOKEN);
    expect(podSpecOf(hardened)[TOKEN]).toBe(false);
    expect(text).toContain(hint);
  });
});

describe('a pod', () => {
  test('that an injected container needs the token of keeps it', () => {
    const workload = deployment();
    Object.assign(at(workload, 'spec.template.metadata') ?? {}, {
      annotations: { 'vault.hashicorp.com/agent-inject': 'true' },
    });
    const hardened = hardenFirst([workload]);
    expect(podSpecOf(hardened)[TOKEN]).toBeUndefined();
    expect(said(hardened, TOKEN)).toEqual([
      'did not write: the container that Vault puts into the pod reads the token',
    ]);
  });

  test.each<[string, PlainObject, PlainObject[]]>([
    ['whose account gives none', own, [object('v1', 'ServiceAccount', 'app', { [TOKEN]: false })]],
    [
      'that mounts one of its own',
      deployment(
        {},
        { volumeMounts: [{ name: 't', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount/' }] },
      ),
      [],
    ],
    ['that says false', deployment({ [TOKEN]: false }), []],
  ])('%s loses nothing, so that nothing is said', (_name, workload, beside) => {
    const hardened = hardenFirst([workload, ...beside]);
    expect(podSpecOf(hardened)[TOKEN]).toBe(false);
    expect(said(hardened, TOKEN)).toEqual([]);
  });

  test('whose account says true keeps its token', () => {
    const hardened = hardenFirst([own, object('v1', 'ServiceAccount', 'app', { [TOKEN]: true })]);
    expect(podSpecOf(hardened)[TOKEN]).toBeUndefined();
    expect(said(hardened, TOKEN)).toEqual([
      'did not write: ServiceAccount shop/app says automountServiceAccountToken: true',
    ]);
  });

  test('that says true is never changed', () => {
    expect(podSpecOf(hardenFirst([deployment({ [TOKEN]: true })]))[TOKEN]).toBe(true);
  });
});

describe('a ServiceAccount', () => {
  const account = object('v1', 'ServiceAccount', 'app');

  test('that a binding names keeps its token', () => {
    const hardened = hardenFirst([account, binding(toAccount('app'))]);
    expect(hardened.manifest[TOKEN]).toBeUndefined();
    expect(said(hardened, TOKEN)).toEqual([expect.stringMatching(/^did not write: RoleBinding shop\/app/)]);
  });

  test('that none names loses it, and it is said who may be stopped', () => {
    const hardened = hardenFirst([account]);
    expect(hardened.manifest[TOKEN]).toBe(false);
    expect(said(hardened, TOKEN)).toEqual([expect.stringMatching(/^wrote: pods that run as this account/)]);
  });
});

test('bindings are read once, however many pods ask', () => {
  const reads = { count: 0 };
  const counted = binding(toAccount('nobody'));
  Object.defineProperty(counted, 'subjects', {
    enumerable: true,
    get: () => {
      reads.count += 1;
      return [];
    },
  });
  const workloads = Array.from({ length: 50 }, (_, index) => ({
    ...own,
    metadata: { name: `app-${index}`, namespace: 'shop' },
  }));
  hardenAll([...workloads, counted]);
  // Twice by the index, and at most a few times to copy the binding itself.
  expect(reads.count).toBeLessThan(12);
});
