import type { PlainObject } from '../../../lib/core/manifest/plain';
import { warn } from '../../../lib/core/warnings';
import { canonicalAddress } from '../../../lib/core/warnings/addresses';

function paths(manifest: PlainObject, minor = 37): string[] {
  const found: string[] = [];
  warn(manifest, { minor }, ({ path }) => found.push(path));
  return found;
}

const object = (apiVersion: string, kind: string, fields: PlainObject, name = 'web'): PlainObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'shop' },
  ...fields,
});
const container = { name: 'app', image: 'registry.example.com/app:1' };

function pod(spec: PlainObject, annotations: PlainObject = {}): PlainObject {
  const metadata = { name: 'web', namespace: 'shop', annotations };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [container], ...spec } };
}

const ports = (...list: PlainObject[]): PlainObject => pod({ containers: [{ ...container, ports: list }] });
const volume = (fields: PlainObject): PlainObject => pod({ volumes: [{ name: 'a', ...fields }] });
const items = (...names: string[]): PlainObject => ({ items: names.map((path) => ({ key: 'k', path })) });
const annotated = (name: string): string => `metadata.annotations["${name}"]`;

test.each<[string, PlainObject, string[]]>([
  ['nothing', pod({}), []],
  [
    'an old node label',
    pod({ nodeSelector: { 'beta.kubernetes.io/arch': 'arm64' } }),
    ['spec.nodeSelector["beta.kubernetes.io/arch"]'],
  ],
  [
    'old labels in affinities',
    pod({
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'beta.kubernetes.io/os', operator: 'Exists' }] }],
          },
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, preference: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] } },
          ],
        },
      },
    }),
    [
      'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].key',
      'spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[0].values[0]',
    ],
  ],
  [
    'constraints without a selector',
    pod({
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'failure-domain.beta.kubernetes.io/zone',
          whenUnsatisfiable: 'DoNotSchedule',
        },
      ],
      affinity: {
        podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a' }] },
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, podAffinityTerm: { topologyKey: 'a', labelSelector: {} } },
          ],
        },
      },
    }),
    [
      'spec.topologySpreadConstraints[0].topologyKey',
      'spec.topologySpreadConstraints[0].labelSelector',
      'spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector',
    ],
  ],
  [
    'an annotation that nothing reads',
    pod({}, { 'scheduler.alpha.kubernetes.io/critical-pod': '' }),
    [annotated('scheduler.alpha.kubernetes.io/critical-pod')],
  ],
  [
    'seccomp by annotation',
    pod({}, { 'container.seccomp.security.alpha.kubernetes.io/app': 'runtime/default' }),
    [annotated('container.seccomp.security.alpha.kubernetes.io/app')],
  ],
  [
    'seccomp by both',
    pod(
      { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } },
      { 'seccomp.security.alpha.kubernetes.io/pod': 'runtime/default' },
    ),
    [],
  ],
  [
    'AppArmor by annotation',
    pod({}, { 'container.apparmor.security.beta.kubernetes.io/app': 'runtime/default' }),
    [annotated('container.apparmor.security.beta.kubernetes.io/app')],
  ],
  [
    'AppArmor that the pod says too',
    pod(
      { securityContext: { appArmorProfile: { type: 'Localhost', localhostProfile: 'a' } } },
      { 'container.apparmor.security.beta.kubernetes.io/app': 'localhost/a' },
    ),
    [],
  ],
  [
    'AppArmor that the pod says otherwise',
    pod(
      { securityContext: { appArmorProfile: { type: 'Unconfined' } } },
      { 'container.apparmor.security.beta.kubernetes.io/app': 'localhost/a' },
    ),
    [annotated('container.apparmor.security.beta.kubernetes.io/app')],
  ],
  [
    'AppArmor of a container that is not there',
    pod({}, { 'container.apparmor.security.beta.kubernetes.io/side': 'unconfined' }),
    [],
  ],
  [
    'a volume of the past',
    volume({ glusterfs: { endpoints: 'a', path: 'b' } }),
    ['spec.volumes[0].glusterfs'],
  ],
  [
    'the same file twice',
    volume({ configMap: items('a', 'b', 'a/') }),
    ['spec.volumes[0].configMap.items[2].path'],
  ],
  [
    'a file and its folder',
    volume({ secret: items('a/b/c', 'a/b') }),
    ['spec.volumes[0].secret.items[1].path'],
  ],
  [
    'a folder and its file',
    volume({ downwardAPI: items('a', 'a/b') }),
    ['spec.volumes[0].downwardAPI.items[1].path'],
  ],
  ['files side by side', volume({ configMap: items('a', 'ab', 'a.b', 'c/d', 'c/e') }), []],
  [
    'projected files',
    volume({
      projected: { sources: [{ configMap: items('token') }, {}, { serviceAccountToken: { path: 'token' } }] },
    }),
    ['spec.volumes[0].projected.sources[1]', 'spec.volumes[0].projected.sources[2].serviceAccountToken.path'],
  ],
  [
    'aliases twice',
    pod({ hostAliases: [{ ip: '10.0.0.1' }, { ip: '10.0.0.1' }, { ip: '10.0.0.2' }] }),
    ['spec.hostAliases[1].ip'],
  ],
  [
    'pull secrets',
    pod({ imagePullSecrets: [{ name: 'a' }, { name: 'a' }, { name: '' }, {}] }),
    ['spec.imagePullSecrets[1].name', 'spec.imagePullSecrets[2].name', 'spec.imagePullSecrets[3].name'],
  ],
  ['less than no time', pod({ terminationGracePeriodSeconds: -1 }), ['spec.terminationGracePeriodSeconds']],
  [
    'addresses in other forms',
    pod({
      dnsConfig: { nameservers: ['010.0.0.1', '2001:db8::1', '2001:DB8::1', '::ffff:10.0.0.1'] },
      hostAliases: [{ ip: '::0' }],
    }),
    [
      'spec.dnsConfig.nameservers[0]',
      'spec.dnsConfig.nameservers[2]',
      'spec.dnsConfig.nameservers[3]',
      'spec.hostAliases[0].ip',
    ],
  ],
  [
    'a port twice',
    ports(
      { containerPort: 80 },
      { containerPort: 80, protocol: 'TCP' },
      { containerPort: 80, protocol: 'UDP' },
    ),
    ['spec.containers[0].ports[1]'],
  ],
  [
    'a port with and without its node',
    ports({ containerPort: 80 }, { containerPort: 80, hostPort: 80 }),
    ['spec.containers[0].ports[1]'],
  ],
  [
    'a port of all addresses and of one',
    ports({ containerPort: 80, hostPort: 80 }, { containerPort: 80, hostPort: 80, hostIP: '10.0.0.1' }),
    ['spec.containers[0].ports[1]'],
  ],
  [
    'a port of two addresses',
    ports(
      { containerPort: 80, hostPort: 80, hostIP: '10.0.0.1' },
      { containerPort: 80, hostPort: 80, hostIP: '10.0.0.2' },
    ),
    [],
  ],
  [
    'an address without a port',
    ports({ containerPort: 80, hostIP: '10.0.0.1' }),
    ['spec.containers[0].ports[0].hostIP'],
  ],
  [
    'a name in two containers',
    pod({
      initContainers: [{ ...container, name: 'init', ports: [{ name: 'http', containerPort: 1 }] }],
      containers: [{ ...container, ports: [{ name: 'http', containerPort: 2 }] }],
    }),
    ['spec.containers[0].ports[0].name'],
  ],
])('a pod with %s', (_, manifest, expected) => {
  expect(paths(manifest)).toEqual(expected);
});

const template = { spec: { containers: [container], terminationGracePeriodSeconds: -1 } };
const grace = 'spec.template.spec.terminationGracePeriodSeconds';

test.each<[string, PlainObject, string[]]>([
  ['Deployment', object('apps/v1', 'Deployment', { spec: { template } }, 'a.b'), ['metadata.name', grace]],
  ['ReplicaSet', object('apps/v1', 'ReplicaSet', { spec: { template } }), [grace]],
  ['DaemonSet', object('apps/v1', 'DaemonSet', { spec: { template } }, 'a.b'), [grace]],
  [
    'StatefulSet',
    object('apps/v1', 'StatefulSet', { spec: { template, revisionHistoryLimit: -1 } }),
    [grace, 'spec.revisionHistoryLimit'],
  ],
  [
    'Job',
    object('batch/v1', 'Job', {
      spec: { template, completionMode: 'Indexed', completions: 100_001, parallelism: 10_001 },
    }),
    ['spec.parallelism', grace],
  ],
  [
    'CronJob',
    object('batch/v1', 'CronJob', { spec: { jobTemplate: { spec: { template } } } }, 'a.b'),
    ['metadata.name', `spec.jobTemplate.${grace}`],
  ],
  ['ReplicationController', object('v1', 'ReplicationController', { spec: { template } }), [grace]],
  ['PodTemplate', object('v1', 'PodTemplate', { template }), ['template.spec.terminationGracePeriodSeconds']],
  ['Deployment of another group', object('example.com/v1', 'Deployment', { spec: { template } }, 'a.b'), []],
])('a %s', (_, manifest, expected) => {
  expect(paths(manifest)).toEqual(expected);
});

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
