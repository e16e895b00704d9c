import { each, type Generator, grid } from '../cases';
import { clusterWide, namespaced } from './namespaced';

const OLD_LABELS = [
  'beta.kubernetes.io/arch',
  'failure-domain.beta.kubernetes.io/zone',
  'node-role.kubernetes.io/master',
  'kubernetes.io/os',
];
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const ADDRESSES = [
  '010.0.0.1',
  '2001:db8::1',
  '2001:DB8::1',
  '2001:db8:0:0::1',
  '::ffff:10.0.0.1',
  '10.0.0.1',
];
const BLOCKS = [
  '10.0.0.0/8',
  '10.1.0.0/8',
  '010.0.0.0/8',
  '2001:db8::/32',
  '2001:DB8::/32',
  '::ffff:10.0.0.0/104',
];
const selector = { matchLabels: { app: 'web' } };
const items = (...paths: string[]) => paths.map((path) => ({ key: 'k', path }));
const VOLUMES = [
  { gitRepo: { repository: 'a' } },
  { glusterfs: { endpoints: 'a', path: 'b' } },
  { quobyte: { registry: 'a:1', volume: 'b' } },
  { flocker: { datasetName: 'a' } },
  { rbd: { monitors: ['a'], image: 'b' } },
  { cephfs: { monitors: ['a'] } },
  { scaleIO: { gateway: 'a', system: 'b', volumeName: 'c', secretRef: { name: 'd' } } },
  { photonPersistentDisk: { pdID: 'a' } },
  { storageos: { volumeName: 'a' } },
  { configMap: { name: 'a', items: items('a', 'a') } },
  { configMap: { name: 'a', items: items('a', 'ab', 'b/c', 'b/d') } },
  { secret: { secretName: 'a', items: items('a/b', 'a') } },
  { downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.name' } }] } },
  {
    projected: {
      sources: [
        { configMap: { name: 'a', items: items('a') } },
        { secret: { name: 'b', items: items('a/b') } },
      ],
    },
  },
];
const PORTS = [
  [{ containerPort: 80 }, { containerPort: 80 }],
  [{ containerPort: 80 }, { containerPort: 80, protocol: 'UDP' }],
  [{ containerPort: 80 }, { containerPort: 80, hostPort: 80 }],
  [
    { containerPort: 80, hostPort: 80 },
    { containerPort: 80, hostPort: 80, hostIP: '10.0.0.1' },
  ],
  [
    { containerPort: 80, hostPort: 80, hostIP: '10.0.0.2' },
    { containerPort: 80, hostPort: 80, hostIP: '10.0.0.1' },
  ],
  [{ containerPort: 80, hostIP: '10.0.0.1' }],
  [{ name: 'side', containerPort: 80 }],
];
const ANNOTATIONS = [
  { 'scheduler.alpha.kubernetes.io/critical-pod': '' },
  { 'security.alpha.kubernetes.io/sysctls': 'a=b' },
  { 'seccomp.security.alpha.kubernetes.io/pod': 'runtime/default' },
  { 'container.seccomp.security.alpha.kubernetes.io/app': 'runtime/default' },
  { 'container.apparmor.security.beta.kubernetes.io/app': 'runtime/default' },
];

const template = {
  metadata: { labels: { app: 'web' } },
  spec: {
    containers: [
      { name: 'app', image: 'a:1' },
      { name: 'side', image: 'a:1', ports: [{ name: 'side', containerPort: 9 }] },
    ],
  },
};

/** Changes of a pod that the server takes, most of them with a warning. @param at where its template is */
function podChanges(at: string) {
  return [
    ...OLD_LABELS.flatMap((key) => [
      { [`${at}spec.nodeSelector`]: { [key]: 'a' } },
      {
        [`${at}spec.affinity.nodeAffinity.${REQUIRED}.nodeSelectorTerms`]: [
          { matchExpressions: [{ key, operator: 'Exists' }] },
        ],
      },
      {
        [`${at}spec.affinity.nodeAffinity.${PREFERRED}`]: [
          { weight: 1, preference: { matchExpressions: [{ key, operator: 'In', values: ['a b'] }] } },
        ],
      },
      {
        [`${at}spec.topologySpreadConstraints`]: [
          { maxSkew: 1, topologyKey: key, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: selector },
        ],
      },
    ]),
    ...each(`${at}spec.topologySpreadConstraints`, [
      [{ maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule' }],
    ]),
    ...['podAffinity', 'podAntiAffinity'].flatMap((kind) => [
      ...each(`${at}spec.affinity.${kind}.${REQUIRED}`, [
        [{ topologyKey: 'a' }],
        [{ topologyKey: 'a', labelSelector: {} }],
      ]),
      ...each(`${at}spec.affinity.${kind}.${PREFERRED}`, [
        [{ weight: 1, podAffinityTerm: { topologyKey: 'a' } }],
      ]),
    ]),
    ...each(`${at}metadata.annotations`, ANNOTATIONS),
    ...VOLUMES.map((source) => ({ [`${at}spec.volumes`]: [{ name: 'v', ...source }] })),
    ...each(`${at}spec.containers[0].ports`, PORTS),
    ...each(`${at}spec.containers[0].env`, [
      [
        { name: 'A', value: 'b' },
        { name: 'A', value: 'c' },
      ],
      [
        { name: 'A', value: 'b' },
        { name: 'A', value: '$(A) c' },
      ],
    ]),
    ...each(`${at}spec.hostAliases`, [
      [
        { ip: '10.0.0.1', hostnames: ['a'] },
        { ip: '10.0.0.1', hostnames: ['b'] },
      ],
    ]),
    ...each(`${at}spec.imagePullSecrets`, [[{ name: 'a' }, { name: 'a' }], [{ name: '' }], [{ name: 'a' }]]),
    ...each(`${at}spec.terminationGracePeriodSeconds`, [-1, 0]),
    ...grid([`${at}spec.dnsConfig.nameservers[0]`], ADDRESSES),
    ...ADDRESSES.map((ip) => ({ [`${at}spec.hostAliases`]: [{ ip, hostnames: ['a'] }] })),
    ...each(`${at}spec.containers[0].resources`, [
      { limits: { memory: '1500m' } },
      { requests: { 'ephemeral-storage': '1500m' } },
    ]),
  ];
}

/** Objects that the server takes with a warning, or that look as if it warned of them. */
export const warned: Generator = {
  bases: {
    'warned pod': namespaced('v1', 'Pod', { spec: template.spec }),
    'warned deployment': namespaced('apps/v1', 'Deployment', { spec: { selector, template } }),
    'warned cron job': namespaced('batch/v1', 'CronJob', {
      spec: {
        schedule: '* * * * *',
        jobTemplate: {
          spec: { template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } } },
        },
      },
    }),
    'warned set': namespaced('apps/v1', 'StatefulSet', { spec: { serviceName: 'a', selector, template } }),
    'warned service': namespaced('v1', 'Service', { spec: { type: 'LoadBalancer', ports: [{ port: 80 }] } }),
    'warned headless': namespaced('v1', 'Service', { spec: { clusterIP: 'None', ports: [{ port: 80 }] } }),
    'warned policy': namespaced('networking.k8s.io/v1', 'NetworkPolicy', {
      spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] },
    }),
    'warned ingress': namespaced('networking.k8s.io/v1', 'Ingress', {
      spec: { defaultBackend: { service: { name: 'a', port: { number: 80 } } } },
    }),
    'warned account': namespaced('v1', 'ServiceAccount', {}),
    'warned claim': namespaced('v1', 'PersistentVolumeClaim', {
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
        dataSource: { kind: 'PersistentVolumeClaim', name: 'a' },
        dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'a' },
      },
    }),
    'warned quota': namespaced('v1', 'ResourceQuota', {
      spec: { hard: { 'limits.cpu': '2', 'requests.cpu': '1' } },
    }),
    'warned class': clusterWide('storage.k8s.io/v1', 'StorageClass', { provisioner: 'a.example.com' }),
  },
  changes: {
    'warned pod': [...podChanges(''), ...each('metadata.name', ['a.b', 'a'.repeat(64)])],
    'warned deployment': [...podChanges('spec.template.'), ...each('metadata.name', ['a.b'])],
    'warned cron job': podChanges('spec.jobTemplate.spec.template.'),
    'warned set': each('spec.revisionHistoryLimit', [-1, 0]),
    'warned service': [
      ...each('spec.loadBalancerIP', ADDRESSES),
      ...BLOCKS.map((block) => ({ 'spec.loadBalancerSourceRanges': [block] })),
      ...ADDRESSES.map((address) => ({ 'spec.externalIPs': [address] })),
      ...each('spec.trafficDistribution', ['PreferClose', 'PreferSameZone']),
      ...each('spec.externalName', ['a.example.com']),
      ...each('metadata.annotations', [{ 'service.kubernetes.io/topology-aware-hints': 'Auto' }]),
    ],
    'warned headless': [
      ...each('spec.loadBalancerIP', ['10.0.0.1']),
      ...each('spec.sessionAffinity', ['ClientIP', 'None']),
      ...each('spec.externalIPs', [['1.2.3.4']]),
    ],
    'warned policy': BLOCKS.map((cidr) => ({ 'spec.ingress[0].from[0].ipBlock.cidr': cidr })),
    'warned ingress': [{ 'metadata.annotations': { 'kubernetes.io/ingress.class': 'a' } }],
    'warned account': each('metadata.annotations', [{ 'kubernetes.io/enforce-mountable-secrets': 'true' }]),
    'warned claim': [
      ...each('metadata.annotations', [{ 'volume.beta.kubernetes.io/storage-class': 'a' }]),
      ...each('spec.resources.requests.storage', ['1500m']),
    ],
    'warned quota': [
      ...each('spec.hard', [
        { 'requests.cpu': '2', 'limits.cpu': '1' },
        { memory: '2Gi', 'limits.memory': '1Gi' },
        { 'requests.ephemeral-storage': '2Gi', 'limits.ephemeral-storage': '1Gi' },
      ]),
    ],
    'warned class': OLD_LABELS.map((key) => ({
      allowedTopologies: [{ matchLabelExpressions: [{ key, values: ['a'] }] }],
    })),
  },
};
