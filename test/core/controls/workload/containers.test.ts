import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { applied, Leaf, verdicts, workload } from './verdicts';

const probe = { httpGet: { path: '/readyz', port: 8080 } };
const amounts = ['cpu', 'memory', 'ephemeral-storage'];
const requests = ['cpu-requests', 'memory-requests', 'ephemeral-storage-requests-and-limits'];

const init = {
  initContainers: [{ name: 'init' }],
  containers: [{ name: 'app', readinessProbe: probe, livenessProbe: probe }],
};
const sidecar = { ...init, initContainers: [{ name: 'proxy', restartPolicy: 'Always' }] };
const debug = { ...init, initContainers: [], ephemeralContainers: [{ name: 'debug' }] };

describe.each(['readiness-probe', 'liveness-probe'])('%s', (id) => {
  const field = id === 'readiness-probe' ? 'readinessProbe' : 'livenessProbe';
  test.each<[string, string, PlainObject, string[]]>([
    ['an init container needs none', 'Deployment', init, []],
    ['a native sidecar does', 'Pod', sidecar, [`fail spec.initContainers[0].${field} (proxy)`]],
    ['an ephemeral container cannot have one', 'Pod', debug, []],
    ['a CronJob needs none', 'CronJob', { containers: [{ name: 'app' }] }, []],
    [
      'an opaque one',
      'Pod',
      { containers: [{ name: 'app', [field]: new Leaf() }] },
      [`unknown spec.containers[0].${field} (app)`],
    ],
    [
      'an opaque handler',
      'Pod',
      { containers: [{ name: 'app', [field]: { exec: new Leaf() } }] },
      [`unknown spec.containers[0].${field}.exec (app)`],
    ],
  ])('%s', (_note, kind, spec, expected) => {
    expect(verdicts(id, [workload(kind, spec)])).toEqual(expected);
  });
});

test.each<[string, unknown, unknown, string[]]>([
  ['an opaque probe', new Leaf(), probe, ['unknown']],
  ['an opaque path', { httpGet: { path: new Leaf(), port: 8080 } }, probe, ['unknown']],
  ['an opaque path on another port', { httpGet: { path: new Leaf(), port: 8081 } }, probe, []],
  [
    'an opaque word of a command',
    { exec: { command: ['a', new Leaf()] } },
    { exec: { command: ['a', 'b'] } },
    ['unknown'],
  ],
  ['a longer command', { exec: { command: ['a', 'b'] } }, { exec: { command: ['a'] } }, []],
  ['two sockets by names of two ports', { tcpSocket: { port: 'a' } }, { tcpSocket: { port: 'b' } }, []],
  ['a number in text', { tcpSocket: { port: '8080' } }, { tcpSocket: { port: 8080 } }, ['fail']],
  ['the same gRPC service', { grpc: { port: 1, service: '' } }, { grpc: { port: 1 } }, ['fail']],
  ['other handlers', { grpc: { port: 8080 } }, probe, []],
  ['null is absent', null, probe, []],
])('probes-not-identical: %s', (_note, livenessProbe, readinessProbe, expected) => {
  const ports = [
    { name: 'a', containerPort: 1 },
    { name: 'b', containerPort: 2 },
  ];
  const found = verdicts('probes-not-identical', [
    workload('Pod', { containers: [{ name: 'app', ports, livenessProbe, readinessProbe }] }),
  ]);
  expect(found).toEqual(expected.map((verdict) => `${verdict} spec.containers[0].livenessProbe (app)`));
});

test.each<[string, unknown, unknown, string[]]>([
  ['an opaque port', { grpc: { port: new Leaf() } }, [{ containerPort: 1 }], ['unknown']],
  ['opaque ports', { grpc: { port: 1 } }, new Leaf(), ['unknown']],
  ['a number in text', { grpc: { port: '1' } }, [{ containerPort: 1 }], []],
  ['null protocol is TCP', { grpc: { port: 1 } }, [{ containerPort: 1, protocol: null }], []],
])('probe-port-declared: %s', (_note, startupProbe, ports, expected) => {
  const found = verdicts('probe-port-declared', [
    workload('Pod', { containers: [{ name: 'app', ports, startupProbe }] }),
  ]);
  expect(found).toEqual(
    expected.map((verdict) => `${verdict} spec.containers[0].startupProbe.grpc.port (app)`),
  );
});

describe.each(['cpu-requests', 'memory-requests', 'memory-limits', 'cpu-limits'])('%s', (id) => {
  const [resource = '', side = ''] = id.split('-');
  const path = `resources.${side}.${resource}`;
  test.each<[string, string, PlainObject, string[]]>([
    [
      'init containers count, ephemeral ones have none',
      'Pod',
      { initContainers: [{ name: 'init' }], containers: [], ephemeralContainers: [{ name: 'debug' }] },
      [`fail spec.initContainers[0].${path} (init)`],
    ],
    [
      'a CronJob, on Windows too',
      'CronJob',
      { os: { name: 'windows' }, containers: [{ name: 'app' }] },
      [`fail spec.jobTemplate.spec.template.spec.containers[0].${path} (app)`],
    ],
    [
      'opaque, at every level',
      'Pod',
      {
        containers: [
          { name: 'a', resources: new Leaf() },
          { name: 'b', resources: { [side]: new Leaf() } },
          { name: 'c', resources: { [side]: { [resource]: new Leaf() } } },
        ],
      },
      ['a', 'b', 'c'].map((name, index) => `unknown spec.containers[${index}].${path} (${name})`),
    ],
    [
      'none, or no quantity',
      'Pod',
      {
        containers: ['0', '-1', '', '0.0Gi', true, null].map((amount) => ({
          name: 'app',
          resources: { [side]: { [resource]: amount } },
        })),
      },
      [0, 1, 2, 3, 4, 5].map((index) => `fail spec.containers[${index}].${path} (app)`),
    ],
    [
      'quantities',
      'Pod',
      {
        containers: ['1', 1, '0.5', '100m', '1e3', '1Gi'].map((amount) => ({
          name: 'app',
          resources: { [side]: { [resource]: amount } },
        })),
      },
      [],
    ],
  ])('%s', (_note, kind, spec, expected) => {
    expect(verdicts(id, [workload(kind, spec)])).toEqual(expected);
  });
});

test.each(requests.map((id, index) => [id, amounts[index] ?? ''] as const))(
  '%s: writes a request from the limit, and nothing else',
  (id, resource) => {
    const leaf = new Leaf();
    const containers = [
      { resources: { limits: { [resource]: '1Gi' } } },
      { resources: { limits: { [resource]: '1Gi' }, requests: { [resource]: '512Mi' } } },
      { resources: { limits: { [resource]: leaf } } },
      { resources: leaf },
      { resources: { limits: { [resource]: '1Gi' }, requests: leaf } },
      {},
    ];
    const spec = { containers, ephemeralContainers: [{ name: 'debug' }] };
    const [hardened] = applied(id, [workload('Pod', spec)], true);
    const first = { resources: { limits: { [resource]: '1Gi' }, requests: { [resource]: '1Gi' } } };
    expect(hardened?.spec).toEqual({ ...spec, containers: [first, ...containers.slice(1)] });
  },
);

test.each<[string, unknown, unknown, string[]]>([
  ['the same in other words', '1Gi', '1024Mi', []],
  ['the same exact amount', '0.1', '100m', []],
  ['an opaque limit', new Leaf(), '1Gi', ['unknown']],
  ['an opaque request', '1Gi', new Leaf(), ['unknown']],
  ['a request above the limit', '1Gi', '2Gi', ['fail']],
])('memory-requests-equal-limits: %s', (_note, limit, request, expected) => {
  const resources = { limits: { memory: limit }, requests: { memory: request } };
  const found = verdicts('memory-requests-equal-limits', [
    workload('Pod', { containers: [{ name: 'app', resources }] }),
  ]);
  expect(found).toEqual(
    expected.map((verdict) => `${verdict} spec.containers[0].resources.requests.memory (app)`),
  );
});

test.each<[string, PlainObject, string[]]>([
  ['two containers share the room', { sizes: ['100Mi'], limits: ['100Mi', '100Mi'] }, []],
  ['logs of each container count', { sizes: ['100Mi'], limits: ['100Mi', '99Mi'] }, ['fail spec.containers']],
  ['an opaque size', { sizes: [new Leaf()], limits: ['1Gi'] }, ['unknown spec.containers']],
  ['all sizes count', { sizes: ['40Mi', '40Mi'], limits: ['128Mi'] }, ['fail spec.containers']],
])('ephemeral-storage-requests-and-limits: %s', (_note, { sizes, limits }, expected) => {
  const volumes = [sizes].flat().map((sizeLimit, index) => ({ name: `v${index}`, emptyDir: { sizeLimit } }));
  const containers = [limits].flat().map((limit, index) => ({
    name: `c${index}`,
    resources: { limits: { 'ephemeral-storage': limit }, requests: { 'ephemeral-storage': limit } },
  }));
  const pod = workload('Deployment', { volumes, containers });
  const found = verdicts('ephemeral-storage-requests-and-limits', [pod]);
  expect(found).toEqual(expected.map((text) => text.replace('spec.', 'spec.template.spec.')));
});

test.each<[string, PlainObject, string[]]>([
  ['opaque', { name: 'v', emptyDir: new Leaf() }, ['unknown']],
  ['an opaque size', { name: 'v', emptyDir: { sizeLimit: new Leaf() } }, ['unknown']],
  ['an opaque medium, bounded on disk only', { name: 'v', emptyDir: { medium: new Leaf() } }, ['fail']],
  ['null sources are none', { name: 'v', configMap: null }, ['fail']],
  ['an unknown source', { name: 'v', other: {} }, []],
])('emptydir-size-limit: %s', (_note, volume, expected) => {
  const limited = {
    name: 'app',
    resources: { limits: { 'ephemeral-storage': '1Gi' } },
    volumeMounts: [{ name: 'v' }],
  };
  const open = { name: 'open', volumeMounts: [{ name: 'v' }] };
  const found = verdicts('emptydir-size-limit', [
    workload('Pod', { volumes: [volume], containers: [limited, open] }),
  ]);
  expect(found).toEqual(expected.map((verdict) => `${verdict} spec.volumes[0].emptyDir.sizeLimit`));
});

test('cpu-limits: a refusal counts in its own namespace only', () => {
  const annotations = { 'bulwark.dev/cpu-limits': 'refused' };
  const spec = { containers: [{ name: 'app' }] };
  const pod = (namespace: string): PlainObject => ({
    ...workload('Pod', spec),
    metadata: { name: 'web', namespace, annotations },
  });
  const namespaces = ['shop', 'bank'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, annotations: name === 'shop' ? annotations : {} },
  }));
  const path = 'metadata.annotations["bulwark.dev/cpu-limits"]';
  expect(verdicts('cpu-limits', [...namespaces, pod('shop')])).toEqual([]);
  expect(verdicts('cpu-limits', [...namespaces, pod('bank')])).toEqual([`fail ${path}`]);
  expect(verdicts('cpu-limits', [...namespaces, pod('other')])).toEqual([`unknown ${path}`]);
});
