import { evaluate } from '../../../lib/core/engine/evaluate';
import { harden } from '../../../lib/core/engine/harden';
import { formatRef } from '../../../lib/core/manifest/identity';
import { objectAt, type PlainObject } from '../../../lib/core/manifest/plain';
import { runExample } from '../../examples/run';
import { engineFor, TODAY } from '../engine/fixtures';
import { dumpOf } from './cluster';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

function workload(kind: string, name: string, spec: PlainObject = {}): PlainObject {
  const batch = kind.endsWith('Job');
  const labels = {
    'app.kubernetes.io/instance': name,
    'app.kubernetes.io/managed-by': 'bulwark',
    'app.kubernetes.io/name': name,
  };
  const template = {
    metadata: { labels },
    spec: {
      serviceAccountName: name,
      ...(batch && { restartPolicy: 'Never' }),
      containers: [
        {
          name: 'app',
          image: `registry.example.com/shop/app:v1.0.0@${DIGEST}`,
          ports: batch ? [] : [{ name: 'http', containerPort: 8080 }],
        },
      ],
    },
  };
  const own = batch ? { template, ...spec } : { selector: { matchLabels: labels }, template, ...spec };
  return {
    apiVersion: batch ? 'batch/v1' : 'apps/v1',
    kind,
    metadata: { name, namespace: 'shop', labels },
    spec:
      kind === 'CronJob' ? { schedule: '0 3 * * *', jobTemplate: { metadata: { labels }, spec: own } } : own,
  };
}

function around(name: string, selector: PlainObject = { 'app.kubernetes.io/instance': name }): PlainObject[] {
  const metadata = { name, namespace: 'shop' };
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata,
      spec: { podSelector: { matchLabels: selector }, policyTypes: ['Ingress', 'Egress'] },
    },
  ];
}

function service(name: string, selector: PlainObject, spec: PlainObject = {}): PlainObject {
  const ports = [{ name: 'http', port: 8080, targetPort: 'http' }];
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: { selector, ports, ...spec },
  };
}

const instance = (name: string): PlainObject => ({ 'app.kubernetes.io/instance': name });

/** A namespace with one of each kind, and what refers to their pods. */
const shop: PlainObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
  {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default', namespace: 'shop' },
    automountServiceAccountToken: false,
  },
  workload('Deployment', 'web'),
  ...around('web'),
  service('web', instance('web')),
  {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      minReplicas: 2,
      maxReplicas: 5,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    },
  },
  {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { minAvailable: 1, selector: { matchLabels: instance('web') } },
  },
  workload('StatefulSet', 'db', { serviceName: 'db', replicas: 2 }),
  ...around('db'),
  service('db', instance('db'), { clusterIP: 'None' }),
  service('db-first', { ...instance('db'), 'apps.kubernetes.io/pod-index': '0' }),
  {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'db', namespace: 'shop' },
    spec: { maxUnavailable: 1, selector: { matchLabels: instance('db') } },
  },
  workload('DaemonSet', 'agent'),
  ...around('agent'),
  workload('Job', 'migrate'),
  ...around('migrate', { 'batch.kubernetes.io/job-name': 'migrate' }),
  workload('CronJob', 'night'),
  ...around('night'),
].map((manifest) => harden(manifest, engineFor()));

/** The findings that only the dump has: what was found of the manifests is found of what was made from them, too. */
function onlyInDump(manifests: readonly PlainObject[]): string[] {
  const find = (objects: readonly PlainObject[]) =>
    evaluate(
      objects.map((manifest) => ({ manifest })),
      engineFor(),
      TODAY,
    ).findings;
  const before = new Set(find(manifests).map(({ control, finding }) => `${control} ${finding}`));
  return find(dumpOf(manifests))
    .filter(({ control, finding }) => !before.has(`${control} ${finding}`))
    .map(({ control, object, path, found }) => `${control}: ${formatRef(object)}, ${path}: ${found}`);
}

test.each(['online-boutique', 'reloader'])('a dump of %s has no findings of its own', (example) => {
  expect(onlyInDump(runExample(example).objects)).toEqual([]);
});

test('a dump with one of each kind has no findings of its own', () => {
  expect(onlyInDump(shop)).toEqual([]);
});

test('the dump holds what controllers make', () => {
  const kinds = new Set(dumpOf(shop).map(({ kind }) => kind));
  for (const kind of ['ReplicaSet', 'Pod', 'Job', 'ControllerRevision', 'EndpointSlice', 'Endpoints']) {
    expect(kinds).toContain(kind);
  }
  expect(dumpOf(shop).every((object) => objectAt(object, 'metadata')?.resourceVersion === '48213')).toBe(
    true,
  );
});
