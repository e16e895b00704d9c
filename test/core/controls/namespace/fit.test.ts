import { clusters } from '../../../../lib/core/cluster/presets';
import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { podOf } from '../../../../lib/core/manifest/pod';
import { countedBy, demandOf } from '../../../../lib/core/quota/pod-demand';

const cpu = { side: 'requests', resource: 'cpu' } as const;

function container(amount: string, fields: PlainObject = {}): PlainObject {
  return { name: 'c', resources: { requests: { cpu: amount } }, ...fields };
}

function demand(spec: PlainObject): number {
  const pod = podOf({ kind: 'Pod', spec }, ['spec']);
  return pod === undefined ? -1 : Number(demandOf(pod, cpu, clusters.kind(), new Map())) / 1e9;
}

// The same rules as the scheduler's: init containers one after another, sidecars beside them from then on.
test.each([
  ['the sum of the containers', { containers: [container('1'), container('500m')] }, 1.5],
  ['a larger init container', { initContainers: [container('4')], containers: [container('1')] }, 4],
  [
    'init containers do not add up',
    { initContainers: [container('2'), container('3')], containers: [container('1')] },
    3,
  ],
  [
    'a sidecar runs beside',
    { initContainers: [container('1', { restartPolicy: 'Always' })], containers: [container('1')] },
    2,
  ],
  [
    'an init container beside a sidecar',
    {
      initContainers: [container('1', { restartPolicy: 'Always' }), container('3')],
      containers: [container('1')],
    },
    4,
  ],
  [
    'an init container before the sidecar',
    {
      initContainers: [container('3'), container('1', { restartPolicy: 'Always' })],
      containers: [container('1')],
    },
    3,
  ],
  ['the limit where no request is', { containers: [{ name: 'c', resources: { limits: { cpu: '2' } } }] }, 2],
  ['the resources of the pod', { resources: { requests: { cpu: '3' } }, containers: [container('1')] }, 3],
  ['nothing that can be read', { containers: [container('many')] }, 0],
  [
    'ephemeral containers have none',
    { containers: [container('1')], ephemeralContainers: [container('9')] },
    1,
  ],
])('%s', (_title, spec, expected) => {
  expect(demand(spec)).toBe(expected);
});

test.each([
  ['cpu', cpu],
  ['requests.cpu', cpu],
  ['limits.memory', { side: 'limits', resource: 'memory' }],
  ['requests.storage', undefined],
  ['services', undefined],
])('%s counts', (name, counted) => {
  expect(countedBy(name)).toEqual(counted);
});

test.each<[string, PlainObject, number]>([
  ['what the RuntimeClass costs', { runtimeClassName: 'kata' }, 1.25],
  [
    'what the pod itself says of it, as admission writes it',
    { runtimeClassName: 'kata', overhead: { cpu: '500m' } },
    1.5,
  ],
  ['nothing of a class that is not known', { runtimeClassName: 'gvisor' }, 1],
  ['nothing of an overhead that cannot be read', { overhead: { cpu: 'much' } }, 1],
])('a pod counts with %s', (_what, spec, expected) => {
  const pod = podOf({ kind: 'Pod', spec: { containers: [container('1')], ...spec } }, ['spec']);
  const overheads = new Map([['kata', { cpu: '250m' }]]);
  if (pod === undefined) throw new Error('no pod');
  expect(Number(demandOf(pod, cpu, clusters.kind(), overheads)) / 1e9).toBe(expected);
});
