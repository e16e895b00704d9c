import { immutableChanges } from '../../../lib/core/manifest/immutable';
import type { PlainObject } from '../../../lib/core/manifest/plain';

const of = (apiVersion: string, kind: string, rest: PlainObject): PlainObject => ({
  apiVersion,
  kind,
  metadata: { name: 'web', namespace: 'shop' },
  ...rest,
});
const spec = (apiVersion: string, kind: string) => (fields: PlainObject) =>
  of(apiVersion, kind, { spec: fields });
const service = spec('v1', 'Service');
const set = spec('apps/v1', 'StatefulSet');
const job = spec('batch/v1', 'Job');
const pod = spec('v1', 'Pod');
const binding = (name: string) =>
  of('rbac.authorization.k8s.io/v1', 'RoleBinding', { roleRef: { kind: 'Role', name } });
const secret = (fields: PlainObject) => of('v1', 'Secret', fields);
const selector = (value: string) => ({ selector: { matchLabels: { app: value } } });

test.each(['Deployment', 'DaemonSet', 'ReplicaSet', 'StatefulSet'])('a %s keeps its selector', (kind) => {
  const make = spec('apps/v1', kind);
  expect(immutableChanges(make(selector('a')), make(selector('a')))).toEqual([]);
  expect(immutableChanges(make(selector('a')), make(selector('b')))).toEqual([
    { path: 'spec.selector', before: selector('a').selector, after: selector('b').selector },
  ]);
});

const refused: [string, PlainObject, PlainObject, string[]][] = [
  [
    'the service name of a StatefulSet',
    set({ serviceName: 'a' }),
    set({ serviceName: 'b' }),
    ['spec.serviceName'],
  ],
  [
    'the claims of a StatefulSet',
    set({ volumeClaimTemplates: [] }),
    set({ volumeClaimTemplates: [{ metadata: { name: 'data' } }] }),
    ['spec.volumeClaimTemplates'],
  ],
  ['its pod management', set({}), set({ podManagementPolicy: 'Parallel' }), ['spec.podManagementPolicy']],
  ['the template of a Job', job({ template: { spec: {} } }), job({ template: {} }), ['spec.template']],
  ['the selector of a Job', job(selector('a')), job(selector('b')), ['spec.selector']],
  ['the completions of a Job', job({ completions: 2 }), job({ completions: 3 }), ['spec.completions']],
  [
    'the completions of an indexed Job that runs fewer at a time',
    job({ completionMode: 'Indexed', completions: 2, parallelism: 2 }),
    job({ completionMode: 'Indexed', completions: 3, parallelism: 2 }),
    ['spec.completions'],
  ],
  [
    'what a bare pod runs',
    pod({ containers: [{ name: 'a', image: 'a:1', args: ['x'] }], restartPolicy: 'Never' }),
    pod({ containers: [{ name: 'a', image: 'a:2', args: ['y'] }], restartPolicy: 'Always' }),
    ['spec.containers', 'spec.restartPolicy'],
  ],
  [
    'a longer deadline of a bare pod',
    pod({ activeDeadlineSeconds: 8 }),
    pod({ activeDeadlineSeconds: 9 }),
    ['spec.activeDeadlineSeconds'],
  ],
  ...[
    [30, 60],
    [0, 1],
    [-1, 2],
  ].map(([before, after]): [string, PlainObject, PlainObject, string[]] => [
    `the time of a bare pod to end, from ${before} to ${after}`,
    pod({ terminationGracePeriodSeconds: before }),
    pod({ terminationGracePeriodSeconds: after }),
    ['spec.terminationGracePeriodSeconds'],
  ]),
  [
    'a toleration of a bare pod',
    pod({ tolerations: [{ key: 'a', operator: 'Exists' }] }),
    pod({ tolerations: [{ key: 'b', operator: 'Exists' }] }),
    ['spec.tolerations'],
  ],
  [
    'a toleration of a bare pod that is taken away',
    pod({ tolerations: [{ key: 'a' }, { key: 'b' }] }),
    pod({ tolerations: [{ key: 'b' }] }),
    ['spec.tolerations'],
  ],
  [
    'the address of a Service',
    service({ clusterIP: '10.0.0.1' }),
    service({ clusterIP: '10.0.0.2' }),
    ['spec.clusterIP'],
  ],
  ['a Service that becomes headless', service({}), service({ clusterIP: 'None' }), ['spec.clusterIP']],
  [
    'a Service that shall be headless no more',
    service({ clusterIP: 'None' }),
    service({}),
    ['spec.clusterIP'],
  ],
  ['the role of a binding', binding('a'), binding('b'), ['roleRef']],
  ['the type of a Secret', secret({ type: 'kubernetes.io/tls' }), secret({}), ['type']],
  [
    'frozen data',
    secret({ immutable: true, data: { a: 'YQ==' } }),
    secret({ data: { a: 'Yg==' } }),
    ['immutable', 'data'],
  ],
];
test.each(refused)('is refused: %s', (_title, before, after, paths) => {
  expect(immutableChanges(before, after).map(({ path }) => path)).toEqual(paths);
});

const frozen = (fields: PlainObject) => of('v1', 'ConfigMap', { immutable: true, ...fields });

const taken: [string, PlainObject, PlainObject][] = [
  ['null for absent in frozen data', frozen({ binaryData: null }), frozen({})],
  ['the order of frozen data', frozen({ data: { a: '1', b: '2' } }), frozen({ data: { b: '2', a: '1' } })],
  [
    'replicas of a Deployment',
    spec('apps/v1', 'Deployment')({ replicas: 1 }),
    spec('apps/v1', 'Deployment')({ replicas: 2 }),
  ],
  ['the template of a StatefulSet', set({ template: {} }), set({ template: { spec: {} } })],
  ['a default that is written', set({}), set({ podManagementPolicy: 'OrderedReady' })],
  ['the order of keys', set({ selector: { a: 1, b: 2 } }), set({ selector: { b: 2, a: 1 } })],
  ['null for absent', set({ serviceName: null }), set({})],
  ['one completion that is written', job({}), job({ completions: 1 })],
  [
    'an indexed Job that grows with its pods',
    job({ completionMode: 'Indexed', completions: 2, parallelism: 2 }),
    job({ completionMode: 'Indexed', completions: 3, parallelism: 3 }),
  ],
  [
    'the image of a bare pod, and how long it may take',
    pod({ containers: [{ name: 'a', image: 'a:1' }], activeDeadlineSeconds: 9 }),
    pod({ containers: [{ image: 'a:2', name: 'a' }], activeDeadlineSeconds: 8, restartPolicy: 'Always' }),
  ],
  ['the same deadline', pod({ activeDeadlineSeconds: 9 }), pod({ activeDeadlineSeconds: 9 })],
  [
    'a time to end that was below zero',
    pod({ terminationGracePeriodSeconds: -1 }),
    pod({ terminationGracePeriodSeconds: 1 }),
  ],
  [
    'tolerations of a bare pod that are added, or last longer',
    pod({ tolerations: [{ key: 'a', effect: 'NoExecute', tolerationSeconds: 5 }] }),
    pod({ tolerations: [{ key: 'b' }, { key: 'a', effect: 'NoExecute', tolerationSeconds: 9 }] }),
  ],
  [
    'tolerations that the server writes itself',
    pod({ tolerations: [{ key: 'a' }, { key: 'node.kubernetes.io/not-ready', effect: 'NoExecute' }] }),
    pod({ tolerations: [{ key: 'a' }] }),
  ],
  ['a bare pod without a spec', pod({ nodeName: 'a' }), of('v1', 'Pod', {})],
  ['a bare pod that had none', of('v1', 'Pod', {}), pod({ nodeName: 'a' })],
  ['parallelism of a Job', job({ parallelism: 1 }), job({ parallelism: 2 })],
  ['an address that is no longer written', service({ clusterIP: '10.0.0.1' }), service({})],
  ['an external name', service({ clusterIP: 'None' }), service({ type: 'ExternalName' })],
  ['data that is not frozen', secret({ data: { a: 'YQ==' } }), secret({ data: { a: 'Yg==' } })],
  [
    'a third-party kind',
    of('example.com/v1', 'Deployment', selector('a')),
    of('example.com/v1', 'Deployment', selector('b')),
  ],
];
test.each(taken)('is taken: %s', (_title, before, after) => {
  expect(immutableChanges(before, after)).toEqual([]);
});
