import type { PlainObject } from '../../../lib/core/manifest/plain';
import { canonicalAddress } from '../../../lib/core/warnings/addresses';
import { annotated, object, paths, pod } from './support';

const service = (spec: PlainObject): PlainObject => object('v1', 'Service', { spec });

test.each<[string, PlainObject, string[]]>([
  [
    'a headless Service',
    service({
      clusterIP: 'None',
      sessionAffinity: 'ClientIP',
      externalIPs: ['1.2.3.4'],
      loadBalancerIP: '1.2.3.4',
    }),
    ['spec.loadBalancerIP', 'spec.sessionAffinity', 'spec.externalIPs'],
  ],
  ['an external name', service({ type: 'ExternalName', externalName: 'a.example.com' }), []],
  ['an external name that is ignored', service({ externalName: 'a.example.com' }), ['spec.externalName']],
  [
    'external addresses of a name',
    service({ type: 'ExternalName', externalIPs: ['1.2.3.4'] }),
    ['spec.externalIPs'],
  ],
  [
    'source ranges',
    service({
      type: 'LoadBalancer',
      loadBalancerSourceRanges: ['10.0.0.0/8', '10.1.0.0/8', '2001:DB8::/32', '::ffff:10.0.0.0/104'],
    }),
    [
      'spec.loadBalancerSourceRanges[1]',
      'spec.loadBalancerSourceRanges[2]',
      'spec.loadBalancerSourceRanges[3]',
    ],
  ],
  ['an old word for near', service({ trafficDistribution: 'PreferClose' }), ['spec.trafficDistribution']],
  [
    'cluster addresses',
    service({ clusterIP: 'FD00::1', clusterIPs: ['FD00::1', '10.0.0.1'] }),
    ['spec.clusterIPs[0]'],
  ],
  [
    'a PersistentVolume',
    object('v1', 'PersistentVolume', {
      spec: {
        persistentVolumeReclaimPolicy: 'Recycle',
        rbd: {},
        nodeAffinity: {
          required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'beta.kubernetes.io/os' }] }] },
        },
      },
    }),
    [
      'spec.persistentVolumeReclaimPolicy',
      'spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].key',
      'spec.rbd',
    ],
  ],
  [
    'a class by annotation',
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'a', annotations: { 'volume.beta.kubernetes.io/storage-class': 'a' } },
    },
    [annotated('volume.beta.kubernetes.io/storage-class')],
  ],
  [
    'a StorageClass',
    object('storage.k8s.io/v1', 'StorageClass', {
      allowedTopologies: [
        { matchLabelExpressions: [{ key: 'failure-domain.beta.kubernetes.io/zone', values: ['a'] }] },
      ],
    }),
    ['allowedTopologies[0].matchLabelExpressions[0].key'],
  ],
  [
    'a RuntimeClass',
    object('node.k8s.io/v1', 'RuntimeClass', {
      scheduling: { nodeSelector: { 'node-role.kubernetes.io/master': '' } },
    }),
    ['scheduling.nodeSelector["node-role.kubernetes.io/master"]'],
  ],
  [
    'a CSIStorageCapacity',
    object('storage.k8s.io/v1', 'CSIStorageCapacity', {
      nodeTopology: { matchLabels: { 'beta.kubernetes.io/os': 'linux' } },
    }),
    ['nodeTopology.matchLabels["beta.kubernetes.io/os"]'],
  ],
  [
    'an Ingress class by annotation',
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { annotations: { 'kubernetes.io/ingress.class': 'a' } },
      spec: {},
    },
    [annotated('kubernetes.io/ingress.class')],
  ],
  [
    'an Ingress class by both',
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { annotations: { 'kubernetes.io/ingress.class': 'a' } },
      spec: { ingressClassName: 'a' },
    },
    [],
  ],
  [
    'blocks of a policy',
    object('networking.k8s.io/v1', 'NetworkPolicy', {
      spec: {
        ingress: [{ from: [{ ipBlock: { cidr: '10.1.2.3/8', except: ['10.0.0.1/16'] } }] }],
        egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }],
      },
    }),
    ['spec.ingress[0].from[0].ipBlock.cidr', 'spec.ingress[0].from[0].ipBlock.except[0]'],
  ],
  [
    'mountable secrets',
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { annotations: { 'kubernetes.io/enforce-mountable-secrets': 'true' } },
    },
    [annotated('kubernetes.io/enforce-mountable-secrets')],
  ],
  [
    'a quota',
    object('v1', 'ResourceQuota', {
      spec: { hard: { memory: '2Gi', 'limits.memory': '1Gi', 'requests.cpu': '1', 'limits.cpu': '1' } },
    }),
    ['spec.hard.memory'],
  ],
  [
    'Endpoints',
    object('v1', 'Endpoints', {
      subsets: [{ addresses: [{ ip: '010.0.0.1' }], notReadyAddresses: [{ ip: '10.0.0.1' }] }],
    }),
    ['subsets[0].addresses[0].ip'],
  ],
  [
    'an EndpointSlice',
    object('discovery.k8s.io/v1', 'EndpointSlice', {
      addressType: 'FQDN',
      endpoints: [{ addresses: ['a.example.com'] }],
    }),
    ['addressType'],
  ],
  [
    'a CSIDriver',
    object('storage.k8s.io/v1', 'CSIDriver', { spec: { tokenRequests: [{ audience: 'a' }] } }),
    ['spec.serviceAccountTokenInSecrets'],
  ],
])('%s', (_, manifest, expected) => {
  expect(paths(manifest)).toEqual(expected);
});

/** Stands for a value that becomes known later. */
class Leaf {}

test.each([new Leaf(), null, 'text', 3, [], [null], [new Leaf()], {}])(
  'nothing is said of what is not known or no such value: %j',
  (value) => {
    const template = { metadata: { annotations: value }, spec: value };
    for (const kind of [
      'Pod',
      'Service',
      'PersistentVolume',
      'ResourceQuota',
      'Endpoints',
      'PersistentVolumeClaim',
    ])
      expect(
        paths({
          apiVersion: 'v1',
          kind,
          metadata: { name: value, annotations: value },
          spec: value,
          subsets: value,
        }),
      ).toEqual([]);
    expect(paths(object('apps/v1', 'Deployment', { spec: { template } }))).toEqual([]);
    expect(paths(object('batch/v1', 'CronJob', { spec: { jobTemplate: { spec: { template } } } }))).toEqual(
      [],
    );
    for (const field of ['volumes', 'containers', 'nodeSelector', 'affinity', 'hostAliases', 'dnsConfig'])
      expect(paths(pod({ [field]: value }))).toEqual([]);
  },
);

test('a name that is made is judged by what it is made from', () => {
  const made = (generateName: string): string[] =>
    paths({ ...pod({}), metadata: { generateName, namespace: 'shop' } });
  expect([made('web-'), made(`web${'x'.repeat(80)}`), made('web.')]).toEqual([
    [],
    [],
    ['metadata.generateName'],
  ]);
});

test('what a version does not know it does not warn about', () => {
  expect(paths(service({ trafficDistribution: 'PreferClose', externalIPs: ['1.2.3.4'] }), 34)).toEqual([]);
});

test.each([
  [[10, 0, 0, 1], '10.0.0.1'],
  [new Array(16).fill(0), '::'],
  [[...new Array(15).fill(0), 1], '::1'],
  [[0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0], '2001:db8:0:0:1::'],
  [[0, 1, 0, 0, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7], '1:0:2:3:4:5:6:7'],
])('%j is %s', (bytes, text) => expect(canonicalAddress(bytes)).toBe(text));
