import type { PlainObject } from '../../../lib/core/manifest/plain';
import { object, pathsOf } from './refusals';

const account = (metadata: PlainObject): PlainObject => object('v1', 'ServiceAccount', {}, metadata);
const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: '1' };
const widget = (metadata: PlainObject): PlainObject => object('example.com/v1', 'Widget', {}, metadata);

test.each<[string, PlainObject, string[]]>([
  ['a name', account({}), []],
  ['no name', account({ name: undefined }), ['metadata.name']],
  ['a part of a name', account({ name: undefined, generateName: 'web-' }), []],
  ['a bad part of a name', account({ name: undefined, generateName: 'Web-' }), ['metadata.generateName']],
  ['a long part of a name, which is cut', account({ name: undefined, generateName: 'a'.repeat(80) }), []],
  ['a bad name', account({ name: 'Web' }), ['metadata.name']],
  ['a bad namespace', account({ namespace: 'a.b' }), ['metadata.namespace']],
  ['a bad label', account({ labels: { a: 'b c' } }), ['metadata.labels.a']],
  ['a bad key of a label', account({ labels: { 'a/b/c': 'x' } }), ['metadata.labels']],
  ['a capital in the domain of an annotation', account({ annotations: { 'Example.com/a': 'x' } }), []],
  ['a bad key of an annotation', account({ annotations: { 'a b': 'x' } }), ['metadata.annotations']],
  ['256 KiB of annotations', account({ annotations: { a: 'x'.repeat(262_143) } }), []],
  ['a byte more', account({ annotations: { a: 'x'.repeat(262_144) } }), ['metadata.annotations']],
  [
    'two bytes for one character',
    account({ annotations: { a: 'é'.repeat(131_072) } }),
    ['metadata.annotations'],
  ],
  ['an owner', account({ ownerReferences: [owner] }), []],
  [
    'an owner without anything',
    account({ ownerReferences: [{}] }),
    ['apiVersion', 'kind', 'name', 'uid'].map((name) => `metadata.ownerReferences[0].${name}`),
  ],
  [
    'two controllers',
    account({
      ownerReferences: [
        { ...owner, controller: true },
        { ...owner, uid: '2', controller: true },
      ],
    }),
    ['metadata.ownerReferences'],
  ],
  [
    'one controller twice',
    account({
      ownerReferences: [
        { ...owner, controller: true },
        { ...owner, controller: true },
      ],
    }),
    [],
  ],
  [
    'an event as owner',
    account({ ownerReferences: [{ ...owner, apiVersion: 'v1', kind: 'Event' }] }),
    ['metadata.ownerReferences[0]'],
  ],
  ['a finalizer', account({ finalizers: ['example.com/x', 'orphan'] }), []],
  ['a finalizer without a domain', account({ finalizers: ['x'] }), ['metadata.finalizers[0]']],
  ['a finalizer that is no name', account({ finalizers: ['a b/x'] }), ['metadata.finalizers[0]']],
  ['two ways to end', account({ finalizers: ['orphan', 'foregroundDeletion'] }), ['metadata.finalizers']],
  ['a custom resource with its own finalizer', widget({ finalizers: ['x'] }), []],
  ['a custom resource with a bad name', widget({ name: 'A' }), ['metadata.name']],
  ['metadata that are not known', object('v1', 'ServiceAccount', { metadata: new Date(0) }), []],
  [
    'labels that are not known',
    account({ labels: new Date(0), finalizers: [new Date(0)], ownerReferences: [new Date(0)] }),
    [],
  ],
])('%s', (_name, manifest, paths) => {
  expect(pathsOf(manifest)).toEqual(paths);
});

// The strategy of these kinds sets the generation before it is judged.
const GENERATED: [string, string[]][] = [
  ['v1', ['Pod', 'PodTemplate', 'ReplicationController']],
  ['apps/v1', ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet']],
  ['batch/v1', ['CronJob', 'Job']],
  [
    'admissionregistration.k8s.io/v1',
    [
      'MutatingAdmissionPolicy',
      'MutatingAdmissionPolicyBinding',
      'MutatingWebhookConfiguration',
      'ValidatingAdmissionPolicy',
      'ValidatingAdmissionPolicyBinding',
      'ValidatingWebhookConfiguration',
    ],
  ],
  ['apiextensions.k8s.io/v1', ['CustomResourceDefinition']],
  ['discovery.k8s.io/v1', ['EndpointSlice']],
  ['flowcontrol.apiserver.k8s.io/v1', ['FlowSchema', 'PriorityLevelConfiguration']],
  ['networking.k8s.io/v1', ['Ingress', 'IngressClass', 'NetworkPolicy']],
  ['policy/v1', ['PodDisruptionBudget']],
  ['resource.k8s.io/v1', ['DeviceClass', 'ResourceSlice']],
  ['resource.k8s.io/v1beta2', ['DeviceTaintRule']],
  ['scheduling.k8s.io/v1', ['PriorityClass']],
  ['example.com/v1', ['Widget']],
];

test.each(GENERATED.flatMap(([version, kinds]) => kinds.map((kind): [string, string] => [kind, version])))(
  'a %s of %s may have any generation',
  (kind, version) => {
    expect(pathsOf(object(version, kind, {}, { generation: -1 }))).not.toContain('metadata.generation');
  },
);

test.each([
  ['v1', 'ConfigMap'],
  ['v1', 'Secret'],
  ['v1', 'Service'],
  ['v1', 'ServiceAccount'],
  ['rbac.authorization.k8s.io/v1', 'Role'],
  ['storage.k8s.io/v1', 'StorageClass'],
])('one of %s %s is not below zero', (version, kind) => {
  const paths = (generation: number): string[] => pathsOf(object(version, kind, {}, { generation }));
  expect(paths(-1)).toContain('metadata.generation');
  expect(paths(0)).not.toContain('metadata.generation');
});

test('that of an autoscaler counts until 1.36', () => {
  const scaler = object('autoscaling/v2', 'HorizontalPodAutoscaler', {}, { generation: -1 });
  expect([36, 37].map((minor) => pathsOf(scaler, minor).includes('metadata.generation'))).toEqual([
    true,
    false,
  ]);
});
