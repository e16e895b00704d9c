import { pod, type Row, type Table, UNKNOWN } from '../rows';

const C = 'spec.containers[0]';
const ENV = `${C}.env[0]`;
const V = 'spec.volumes[2]';

const env: Row[] = [
  {
    path: `${ENV}.valueFrom.fieldRef.fieldPath`,
    with: { [`${ENV}.name`]: 'A' },
    bad: ['metadata.annotations', 'status.hostIPsX', "metadata.name['a']"],
    good: [
      ...['name', 'namespace', 'uid'].map((name) => `metadata.${name}`),
      ...['nodeName', 'serviceAccountName'].map((name) => `spec.${name}`),
      ...['hostIP', 'hostIPs', 'podIP', 'podIPs'].map((name) => `status.${name}`),
    ],
  },
  {
    path: `${ENV}.valueFrom.resourceFieldRef.resource`,
    with: { [`${ENV}.name`]: 'A' },
    bad: ['pods', 'limits.hugepages'],
    good: ['cpu', 'memory', 'ephemeral-storage'].flatMap((name) => [`limits.${name}`, `requests.${name}`]),
  },
  {
    path: `${ENV}.valueFrom.resourceFieldRef.divisor`,
    with: { [ENV]: { name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.memory' } } } },
    bad: ['1m', '2', '2Mi', '10'],
    good: [
      ...['0', '1', '1k', '1M', '1G', '1T', '1P', '1E'],
      ...['1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'],
      UNKNOWN,
    ],
  },
];

const operators = (good: readonly object[]): Row => ({
  path: 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions',
  bad: [
    { key: 'a' },
    { key: 'a', operator: 'x', values: ['b'] },
    { operator: 'Exists' },
    ...['In', 'NotIn', 'Gt', 'Lt'].map((operator) => ({ key: 'a', operator })),
    ...['Gt', 'Lt'].map((operator) => ({ key: 'a', operator, values: ['1', '2'] })),
    ...['Exists', 'DoesNotExist'].map((operator) => ({ key: 'a', operator, values: ['1'] })),
    { key: 'a', operator: 'In', values: ['b c'] },
  ].map((one) => [one]),
  good: good.map((one) => [one]),
});
const scheduling: Row[] = [
  operators([
    ...['In', 'NotIn'].map((operator) => ({ key: 'a', operator, values: ['b', 'c'] })),
    ...['Gt', 'Lt'].map((operator) => ({ key: 'a', operator, values: ['1'] })),
    ...['Exists', 'DoesNotExist'].map((operator) => ({ key: 'a', operator })),
    { key: 'a', operator: UNKNOWN, values: [] },
    { key: 'a', operator: 'In', values: UNKNOWN },
    { key: UNKNOWN, operator: 'Exists' },
  ]),
  {
    path: 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0]',
    bad: [
      { key: 'metadata.name', operator: 'Exists' },
      { key: 'metadata.name', operator: 'In' },
      { key: 'metadata.name', operator: 'NotIn', values: ['a', 'b'] },
      { key: 'metadata.name', operator: 'In', values: ['A'] },
      { key: 'metadata.uid', operator: 'In', values: ['a'] },
      { operator: 'In', values: ['a'] },
    ],
    good: [
      { key: 'metadata.name', operator: 'In', values: ['a.b'] },
      { key: 'metadata.name', operator: 'NotIn', values: ['a'] },
      { key: UNKNOWN, operator: UNKNOWN, values: UNKNOWN },
      { key: 'metadata.name', operator: 'In', values: [UNKNOWN] },
    ],
  },
  {
    path: 'spec.tolerations[0].effect',
    with: { 'spec.tolerations[0].key': 'a' },
    bad: ['x', 'noSchedule'],
    good: ['', 'NoSchedule', 'PreferNoSchedule', 'NoExecute', undefined, UNKNOWN],
  },
  ...['nodeAffinityPolicy', 'nodeTaintsPolicy'].map((name) => ({
    path: `spec.topologySpreadConstraints[0].${name}`,
    with: {
      'spec.topologySpreadConstraints': [
        { maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule' },
      ],
    },
    bad: ['', 'x'],
    good: ['Honor', 'Ignore', undefined, UNKNOWN],
  })),
  {
    path: 'spec.topologySpreadConstraints[0].maxSkew',
    with: { 'spec.topologySpreadConstraints': [{ topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule' }] },
    bad: [undefined, 0, -1],
    good: [1, UNKNOWN],
  },
];

const servers = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `10.0.0.${index + 1}`);
const searches = (count: number, length = 1): string[] =>
  Array.from({ length: count }, () => 'a'.repeat(length));
/** Domains of 63 characters in each part, of so many characters in all. */
const domain = (length: number): string => 'a'.repeat(length).replace(/a{63}a(?=a)/g, `${'a'.repeat(63)}.`);
const dns: Row[] = [
  { path: 'spec.dnsConfig.nameservers', bad: [servers(4)], good: [servers(3), []] },
  {
    path: 'spec.dnsConfig.searches',
    bad: [searches(33)],
    good: [searches(32), [domain(253)], [`${domain(253)}.`], ['.'], [UNKNOWN]],
  },
  { path: 'spec.dnsConfig.searches', bad: [[domain(254)], ['A'], ['a..b']], good: [['_a.b']] },
  {
    path: 'spec.dnsConfig.searches',
    bad: [[...Array.from({ length: 8 }, () => domain(253)), 'a'.repeat(17)]],
    good: [[...Array.from({ length: 8 }, () => domain(253)), 'a'.repeat(16)]],
  },
  {
    path: 'spec.hostnameOverride',
    bad: ['', 'A', 'a'.repeat(65), `${'a'.repeat(32)}.${'a'.repeat(32)}`],
    good: ['a', `${'a'.repeat(32)}.${'a'.repeat(31)}`, UNKNOWN],
  },
];

const WINDOWS = 'spec.securityContext.windowsOptions';
const windows = { 'spec.os.name': 'windows' };
const security: Row[] = [
  {
    path: `${WINDOWS}.runAsUserName`,
    bad: [
      'a\u001f',
      'a\u007f',
      `${'a'.repeat(62)}.${domain(193)}\\a`,
      'b'.repeat(105),
      '\\a',
      'é'.repeat(53),
    ],
    good: [`${domain(255)}\\a`, 'b'.repeat(104), 'a\u0080', 'é'.repeat(52), 'a b', UNKNOWN],
  },
  {
    path: `${WINDOWS}.gmsaCredentialSpec`,
    bad: ['', 'a'.repeat(64 * 1024 + 1)],
    good: ['a', 'a'.repeat(64 * 1024), UNKNOWN],
  },
  ...Object.entries({
    appArmorProfile: { type: 'RuntimeDefault' },
    seLinuxOptions: {},
    seccompProfile: { type: 'RuntimeDefault' },
    fsGroupChangePolicy: 'Always',
    runAsGroup: 1,
    supplementalGroups: [],
    supplementalGroupsPolicy: 'Merge',
    seLinuxChangePolicy: 'Recursive',
  }).map(([name, value]) => ({
    path: `spec.securityContext.${name}`,
    with: windows,
    bad: [value],
    good: [undefined, UNKNOWN],
  })),
  ...Object.entries({
    appArmorProfile: { type: 'RuntimeDefault' },
    seccompProfile: { type: 'RuntimeDefault' },
    procMount: 'Default',
    runAsUser: 1,
    runAsGroup: 1,
  }).map(([name, value]) => ({
    path: `${C}.securityContext.${name}`,
    with: windows,
    bad: [value],
    good: [undefined, UNKNOWN],
  })),
  {
    path: 'spec.initContainers[0].securityContext.runAsUser',
    with: { ...windows, 'spec.initContainers': [{ name: 'init', image: 'a' }] },
    bad: [1],
    good: [undefined],
  },
  {
    path: 'spec.securityContext.sysctls',
    bad: [[{ name: 'a'.repeat(254), value: '' }], [{ value: '' }]],
    good: [[{ name: 'a'.repeat(253), value: '' }], [UNKNOWN]],
  },
];

const R = `${C}.volumeMounts`;
const D = `${C}.volumeDevices`;
const mount = (change: object = {}): object => ({ name: 'scratch', mountPath: '/a', ...change });
const device = (change: object = {}): object => ({ name: 'claim', devicePath: '/dev/a', ...change });
const mounts: Row[] = [
  {
    path: `${R}[0].recursiveReadOnly`,
    with: { [R]: [mount({ readOnly: true })] },
    bad: ['', 'x'],
    good: ['Disabled', 'Enabled', 'IfPossible', undefined],
  },
  { path: R, at: `${R}[1].mountPath`, bad: [[mount(), mount()]], good: [] },
  {
    path: R,
    at: R,
    with: { [D]: [] },
    bad: [],
    good: [[mount({ name: UNKNOWN }), mount({ mountPath: UNKNOWN })], [UNKNOWN]],
  },
  { path: D, at: `${D}[1].name`, bad: [[device(), device({ devicePath: '/dev/b' })]], good: [] },
  {
    path: D,
    with: { [V]: { name: 'other', persistentVolumeClaim: { claimName: 'b' } } },
    at: `${D}[1].devicePath`,
    bad: [[device(), device({ name: 'other' })]],
    good: [[device(), device({ name: 'other', devicePath: '/dev/b' })]],
  },
];

const P = 'spec.resources';
const limits = (of: object): object => ({ limits: of });
const requests = (of: object): object => ({ requests: of });
const container = (resources: object): Row['with'] => ({ [`${C}.resources`]: resources });
const resources: Row[] = [
  // A Pod asks for what its containers ask for, where it says nothing of that resource; its limits have to allow it.
  {
    path: P,
    with: container(requests({ cpu: '2' })),
    bad: [limits({ cpu: '1' })],
    good: [limits({ cpu: '2' }), limits({ memory: '1' })],
  },
  {
    path: P,
    with: container(requests({ cpu: '1500u' })),
    bad: [requests({ cpu: '1m' })],
    good: [requests({ cpu: '2m' })],
  },
  {
    path: P,
    with: container(requests({ 'ephemeral-storage': '1Gi' })),
    bad: [],
    good: [limits({ cpu: '1' })],
  },
  {
    path: P,
    with: container(limits({ memory: '1Gi', 'hugepages-2Mi': '4Mi' })),
    bad: [],
    good: [limits({ memory: '1Gi' }), limits({ memory: '1Gi', 'hugepages-2Mi': '4Mi' })],
  },
  {
    path: `${P}.requests.cpu`,
    with: {
      ...container(requests({ cpu: '1' })),
      'spec.initContainers': [
        { name: 's', image: 'a', restartPolicy: 'Always', resources: requests({ cpu: '1' }) },
        { name: 't', image: 'a', restartPolicy: 'Always', resources: requests({ cpu: '2' }) },
      ],
    },
    bad: ['3999m'],
    good: ['4'],
  },
];

/** What is refused and taken, by the rows of each table. */
export const pods: readonly Table[] = [
  { name: 'values in environments', base: pod, rows: env },
  { name: 'values in scheduling', base: pod, rows: scheduling },
  { name: 'bounds of DNS', base: pod, rows: dns },
  { name: 'values in security', base: pod, rows: security },
  { name: 'mounts beside devices', base: pod, rows: mounts },
  { name: 'resources of a Pod by default', base: pod, rows: resources },
];
