import { formatRef } from '../../../lib/core/manifest/identity';
import { type Entry, ManifestSet } from '../../../lib/core/manifest/manifest-set';
import { objectAt, type PlainObject } from '../../../lib/core/manifest/plain';
import { builtinKinds, type KindInfo } from '../../../lib/core/manifest/registry';

type Owner = readonly [apiVersion: string, kind: string, name: string, uid?: string];

const KNATIVE: KindInfo[] = ['Service', 'Revision'].map((kind) => ({
  group: 'serving.knative.dev',
  version: 'v1',
  kind,
  plural: `${kind.toLowerCase()}s`,
  namespaced: true,
  podSpec: kind === 'Service' ? ['spec', 'template', 'spec'] : ['spec'],
}));

function object(
  apiVersion: string,
  kind: string,
  name: string,
  owner?: Owner,
  more: PlainObject = {},
): PlainObject {
  const pod = { containers: [{ name: 'app', image: 'app' }] };
  const labels = { app: 'web', 'pod-template-hash': '5d4f' };
  const template = { metadata: { labels }, spec: pod };
  const spec: Record<string, PlainObject> = {
    Pod: pod,
    Revision: pod,
    CronJob: { jobTemplate: { spec: { template } } },
    Node: {},
    Kafka: {},
  };
  const owners = owner && {
    ownerReferences: [
      { apiVersion: owner[0], kind: owner[1], name: owner[2], uid: owner[3] ?? 'u', controller: true },
    ],
  };
  const metadata = { name, namespace: 'shop', labels, ...owners, ...objectAt(more, 'metadata') };
  const selector = { matchLabels: { app: 'web' } };
  return { apiVersion, kind, metadata, spec: spec[kind] ?? { selector, template } };
}

const uid = (value: string): PlainObject => ({ metadata: { uid: value } });
const deployment = object('apps/v1', 'Deployment', 'web');
const replicaSet = object('apps/v1', 'ReplicaSet', 'web-5d4f', ['apps/v1', 'Deployment', 'web']);
const pod = object('v1', 'Pod', 'web-5d4f-x', ['apps/v1', 'ReplicaSet', 'web-5d4f']);

/** Of each object: the workload that it belongs to, and a star where it says what the pods of it are. */
function workloadsOf(objects: readonly PlainObject[]): string[] {
  const set = new ManifestSet(
    objects.map((manifest) => ({ manifest })),
    builtinKinds.withKinds(KNATIVE),
  );
  const tops = new Set(set.workloadEntries);
  const text = (entry: Entry): string => {
    const { ref, entry: top } = set.workloadOf(entry);
    return `${formatRef({ ...ref, namespace: undefined })}${top === undefined ? '?' : ''}${tops.has(entry) ? '*' : ''}`;
  };
  return set.entries.map(text);
}

test.each<[string, PlainObject[], string[]]>([
  [
    'a Deployment, its ReplicaSet and pod, in any order',
    [pod, replicaSet, deployment],
    ['Deployment web', 'Deployment web', 'Deployment web*'],
  ],
  [
    'a CronJob, its Job and pod',
    [
      object('batch/v1', 'CronJob', 'night'),
      object('batch/v1', 'Job', 'night-28453210', ['batch/v1', 'CronJob', 'night']),
      object('v1', 'Pod', 'night-28453210-x', ['batch/v1', 'Job', 'night-28453210']),
    ],
    ['CronJob night*', 'CronJob night', 'CronJob night'],
  ],
  ...['StatefulSet', 'DaemonSet'].map((kind): [string, PlainObject[], string[]] => [
    `a ${kind} and its pod`,
    [object('apps/v1', kind, 'db'), object('v1', 'Pod', 'db-0', ['apps/v1', kind, 'db'])],
    [`${kind} db*`, `${kind} db`],
  ]),
  [
    'a ReplicationController and its pod',
    [
      object('v1', 'ReplicationController', 'old'),
      object('v1', 'Pod', 'old-x', ['v1', 'ReplicationController', 'old']),
    ],
    ['ReplicationController old*', 'ReplicationController old'],
  ],
  [
    'pods of an owner that is not there',
    [pod, object('v1', 'Pod', 'web-5d4f-y', ['apps/v1', 'ReplicaSet', 'web-5d4f'])],
    ['ReplicaSet web-5d4f?*', 'ReplicaSet web-5d4f?*'],
  ],
  [
    'a ReplicaSet that was left out is known by its name and hash',
    [deployment, pod],
    ['Deployment web*', 'Deployment web'],
  ],
  [
    'a ReplicaSet of another Deployment is not',
    [
      {
        ...deployment,
        spec: { ...objectAt(deployment, 'spec'), selector: { matchLabels: { app: 'cart' } } },
      },
      pod,
    ],
    ['Deployment web*', 'ReplicaSet web-5d4f?*'],
  ],
  [
    'a Job that was left out',
    [
      object('batch/v1', 'CronJob', 'night'),
      object('v1', 'Pod', 'night-28453210-x', ['batch/v1', 'Job', 'night-28453210']),
    ],
    ['CronJob night*', 'CronJob night'],
  ],
  [
    'a Job that only has a similar name',
    [object('batch/v1', 'CronJob', 'night'), object('v1', 'Pod', 'night-x', ['batch/v1', 'Job', 'night-1'])],
    ['CronJob night*', 'Job night-1?*'],
  ],
  [
    'an owner that was made anew under the same name',
    [
      object('apps/v1', 'StatefulSet', 'db', undefined, uid('new')),
      object('v1', 'Pod', 'db-0', ['apps/v1', 'StatefulSet', 'db', 'old']),
    ],
    ['StatefulSet db*', 'StatefulSet db?*'],
  ],
  [
    'an owner of another namespace',
    [
      object('apps/v1', 'StatefulSet', 'db', undefined, { metadata: { namespace: 'bank' } }),
      object('v1', 'Pod', 'db-0', ['apps/v1', 'StatefulSet', 'db']),
    ],
    ['StatefulSet db*', 'StatefulSet db?*'],
  ],
  [
    'a static pod of a node',
    [
      object('v1', 'Pod', 'proxy-a', ['v1', 'Node', 'a']),
      object('v1', 'Pod', 'proxy-b', ['v1', 'Node', 'a']),
    ],
    ['Pod proxy-a*', 'Pod proxy-b*'],
  ],
  [
    'a Deployment never makes a Deployment',
    [deployment, object('apps/v1', 'Deployment', 'cart', ['apps/v1', 'Deployment', 'web'])],
    ['Deployment web*', 'Deployment cart*'],
  ],
  [
    'a Deployment makes no pods by itself',
    [deployment, object('v1', 'Pod', 'x', ['apps/v1', 'Deployment', 'web'])],
    ['Deployment web*', 'Pod x*'],
  ],
  [
    'an operator makes several workloads',
    [
      object('kafka.strimzi.io/v1', 'Kafka', 'k'),
      object('apps/v1', 'Deployment', 'k-a', ['kafka.strimzi.io/v1', 'Kafka', 'k']),
      object('apps/v1', 'Deployment', 'k-b', ['kafka.strimzi.io/v1', 'Kafka', 'k']),
      object('v1', 'Pod', 'k-0', ['kafka.strimzi.io/v1', 'Kafka', 'k']),
      object('v1', 'Pod', 'k-1', ['kafka.strimzi.io/v1', 'Kafka', 'k']),
    ],
    ['Kafka k', 'Deployment k-a*', 'Deployment k-b*', 'Kafka k*', 'Kafka k*'],
  ],
  [
    'a template of others',
    [
      object('serving.knative.dev/v1', 'Service', 'hello'),
      object('serving.knative.dev/v1', 'Revision', 'hello-1', ['serving.knative.dev/v1', 'Service', 'hello']),
      object('apps/v1', 'Deployment', 'hello-1', ['serving.knative.dev/v1', 'Revision', 'hello-1']),
    ],
    ['Service hello*', 'Service hello', 'Service hello'],
  ],
  [
    'revisions of a kind that is not known',
    ['1', '2'].map((name) => object('apps/v1', 'ReplicaSet', name, ['argoproj.io/v1alpha1', 'Rollout', 'r'])),
    ['Rollout r?*', 'Rollout r?*'],
  ],
  [
    'a ring of owners',
    ['a', 'b', 'a']
      .slice(0, 2)
      .map((name, index) => object('v1', 'Pod', name, ['example.com/v1', 'Widget', index === 0 ? 'b' : 'a'])),
    ['Widget b?*', 'Widget a?*'],
  ],
])('%s', (_, objects, expected) => {
  expect(workloadsOf(objects)).toEqual(expected);
});

test('objects that own each other stand for themselves', () => {
  const widget = (name: string, owner: string): PlainObject =>
    object('serving.knative.dev/v1', 'Service', name, ['serving.knative.dev/v1', 'Service', owner]);
  expect(workloadsOf([widget('a', 'b'), widget('b', 'c'), widget('c', 'b'), widget('d', 'd')])).toEqual([
    'Service a*',
    'Service b*',
    'Service c*',
    'Service d*',
  ]);
});

test.each<[string, unknown]>([
  ['no list', { apiVersion: 'apps/v1' }],
  ['no objects', [null, 'x']],
  ['no controller', [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-5d4f', uid: 'u' }]],
  [
    'controller as text',
    [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-5d4f', controller: 'true' }],
  ],
  ['no name', [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', controller: true }]],
  ['no kind', [{ apiVersion: 'apps/v1', name: 'web-5d4f', controller: true }]],
])('owners that say nothing: %s', (_, ownerReferences) => {
  const metadata = { ...objectAt(pod, 'metadata'), ownerReferences };
  expect(workloadsOf([replicaSet, { ...pod, metadata }])[1]).toBe('Pod web-5d4f-x*');
});

test('an owner may be written in the group where its kind once was', () => {
  const old = object('extensions/v1beta1', 'Deployment', 'web');
  expect(workloadsOf([old, replicaSet])[1]).toMatch(/^Deployment web/);
});

test('a chain of 20,000 owners is walked once', () => {
  const links = Array.from({ length: 20_000 }, (_, index) =>
    object('serving.knative.dev/v1', 'Revision', String(index), [
      'serving.knative.dev/v1',
      'Revision',
      String(index + 1),
    ]),
  );
  expect(new Set(workloadsOf(links))).toEqual(new Set(['Revision 19999', 'Revision 19999*']));
});
