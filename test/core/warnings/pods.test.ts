import type { PlainObject } from '../../../lib/core/manifest/plain';
import { annotated, container, items, object, paths, pod, ports, volume } from './support';

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
