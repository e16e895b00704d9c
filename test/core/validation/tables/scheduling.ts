import { pod, type Row, type Table } from '../rows';

const N = 'spec.affinity.nodeAffinity';
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const terms = (expression: object): object => ({ nodeSelectorTerms: [{ matchExpressions: [expression] }] });
const fields = (requirement: object): object => ({ nodeSelectorTerms: [{ matchFields: [requirement] }] });
const near = (change: object = {}): object[] => [
  { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } }, ...change },
];
const spread = (change: object = {}): object => ({
  maxSkew: 1,
  topologyKey: 'a',
  whenUnsatisfiable: 'DoNotSchedule',
  labelSelector: { matchLabels: { tier: 'a' } },
  ...change,
});

const nodes: Row[] = [
  {
    path: `${N}.${REQUIRED}`,
    bad: [
      {},
      { nodeSelectorTerms: [] },
      terms({ key: 'a', operator: 'In' }),
      terms({ key: 'a', operator: 'Exists', values: ['b'] }),
      terms({ key: 'a', operator: 'Gt', values: [] }),
      terms({ key: 'a', operator: 'x' }),
      terms({ key: 'a b', operator: 'Exists' }),
      terms({ operator: 'Exists' }),
      terms({ key: 'a', operator: 'In', values: ['b c'] }),
    ],
    good: [
      { nodeSelectorTerms: [{}] },
      terms({ key: 'a', operator: 'In', values: ['b', ''] }),
      terms({ key: 'a', operator: 'DoesNotExist' }),
      terms({ key: 'a', operator: 'Lt', values: ['5'] }),
    ],
  },
  {
    path: `${N}.${REQUIRED}`,
    bad: [
      fields({ key: 'a', operator: 'In', values: ['b'] }),
      fields({ key: 'metadata.name', operator: 'In', values: ['a', 'b'] }),
      fields({ key: 'metadata.name', operator: 'Exists' }),
      fields({ key: 'metadata.name', operator: 'In', values: ['A'] }),
    ],
    good: [fields({ key: 'metadata.name', operator: 'NotIn', values: ['a'] })],
  },
  {
    path: `${N}.${PREFERRED}`,
    bad: [
      [{ preference: {} }],
      [{ weight: 0, preference: {} }],
      [{ weight: 101, preference: {} }],
      [{ weight: 1, preference: { matchExpressions: [{ key: 'a', operator: 'x' }] } }],
    ],
    good: [
      [{ weight: 100 }],
      [{ weight: 1, preference: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] } }],
    ],
  },
  {
    path: 'spec.nodeSelector',
    bad: [{ 'a b': 'c' }, { a: 'b c' }],
    good: [{ a: '' }, { 'kubernetes.io/os': 'linux' }],
  },
  { path: 'spec.nodeName', bad: ['A'], good: ['', 'node-1.example'] },
  { path: 'spec.nodeName', with: { 'spec.schedulingGates': [{ name: 'a/b' }] }, bad: ['a'], good: [''] },
];

const pods: Row[] = ['podAffinity', 'podAntiAffinity'].flatMap((name) => {
  const place = `spec.affinity.${name}`;
  return [
    {
      path: `${place}.${REQUIRED}`,
      bad: [
        near({ topologyKey: '' }),
        near({ topologyKey: 'a b' }),
        near({ namespaces: ['A'] }),
        near({ labelSelector: { matchLabels: { 'a b': '' } } }),
        near({ namespaceSelector: { matchExpressions: [{ key: 'a', operator: 'In' }] } }),
        near({ matchLabelKeys: ['a'], labelSelector: undefined }),
        near({ matchLabelKeys: ['a b'] }),
        near({ matchLabelKeys: ['tier'], mismatchLabelKeys: ['tier'] }),
      ],
      good: [
        near(),
        near({ labelSelector: undefined }),
        near({ matchLabelKeys: ['tier'] }),
        near({ mismatchLabelKeys: ['app'] }),
      ],
    },
    // A Pod's own label is added to the selector, where it is already.
    { path: `${place}.${REQUIRED}`, bad: [near({ matchLabelKeys: ['app'] })], good: [] },
    {
      path: `${place}.${PREFERRED}`,
      bad: [
        [{ weight: 101, podAffinityTerm: near()[0] }],
        [{ podAffinityTerm: near()[0] }],
        [{ weight: 1, podAffinityTerm: {} }],
      ],
      good: [[{ weight: 1, podAffinityTerm: near()[0] }]],
    },
  ];
});

const others: Row[] = [
  {
    path: 'spec.tolerations',
    bad: [
      [{}],
      [{ key: 'a b', operator: 'Exists' }],
      [{ key: 'a', operator: 'Exists', value: 'b' }],
      [{ key: 'a', value: 'b c' }],
      [{ key: 'a', operator: 'x' }],
      [{ key: 'a', operator: 'Gt', value: '5' }],
      [{ key: 'a', effect: 'x' }],
      [{ key: 'a', tolerationSeconds: 5 }],
      [{ key: 'a', effect: 'NoSchedule', tolerationSeconds: 5 }],
      [{ operator: 'Equal' }],
    ],
    good: [
      [{ operator: 'Exists' }],
      [{ key: 'a' }],
      [{ key: 'a', operator: 'Equal', value: 'b', effect: 'NoExecute', tolerationSeconds: -5 }],
    ],
  },
  {
    path: 'spec.topologySpreadConstraints',
    bad: [
      [{}],
      [spread({ maxSkew: 0 })],
      [spread({ topologyKey: '' })],
      [spread({ whenUnsatisfiable: 'x' })],
      [spread(), spread()],
      [spread({ minDomains: 0 })],
      [spread({ minDomains: 1, whenUnsatisfiable: 'ScheduleAnyway' })],
      [spread({ nodeAffinityPolicy: '' })],
      [spread({ nodeTaintsPolicy: 'x' })],
      [spread({ labelSelector: { matchLabels: { 'a b': '' } } })],
      [spread({ matchLabelKeys: ['a'], labelSelector: undefined })],
    ],
    good: [
      [spread(), spread({ whenUnsatisfiable: 'ScheduleAnyway' }), spread({ topologyKey: 'b' })],
      [spread({ minDomains: 2, nodeAffinityPolicy: 'Honor', matchLabelKeys: ['tier'] })],
    ],
  },
  {
    path: 'spec.topologySpreadConstraints',
    minor: 33,
    bad: [
      [spread({ matchLabelKeys: ['tier'] })],
      [spread({ matchLabelKeys: ['a'], labelSelector: undefined })],
    ],
    good: [[spread({ matchLabelKeys: ['app'] })]],
  },
  {
    path: 'spec.topologySpreadConstraints',
    minor: 34,
    bad: [[spread({ matchLabelKeys: ['app'], labelSelector: { matchLabels: { app: 'web' } } })]],
    good: [[spread({ matchLabelKeys: ['app'] })]],
  },
  {
    path: 'spec.readinessGates',
    bad: [[{}], [{ conditionType: 'a b' }]],
    good: [[{ conditionType: 'example.com/a' }]],
  },
  {
    path: 'spec.schedulingGates',
    bad: [[{ name: '' }], [{ name: 'a' }, { name: 'a' }]],
    good: [[{ name: 'example.com/a' }, { name: 'b' }]],
  },
  { path: 'spec.priorityClassName', bad: ['A'], good: ['', 'high'] },
  { path: 'spec.runtimeClassName', bad: ['', 'A'], good: ['gvisor', undefined] },
  { path: 'spec.preemptionPolicy', bad: ['', 'x'], good: ['Never', 'PreemptLowerPriority', undefined] },
  { path: 'spec.serviceAccountName', bad: ['A'], good: ['', 'a.b'] },
  { path: 'spec.serviceAccount', bad: ['A'], good: ['a'] },
  { path: 'spec.serviceAccount', with: { 'spec.serviceAccountName': 'a' }, bad: [], good: ['A'] },
  { path: 'spec.restartPolicy', bad: ['always'], good: ['', 'Never', 'OnFailure'] },
  { path: 'spec.activeDeadlineSeconds', bad: [0, 2147483648], good: [1, 2147483647] },
  { path: 'spec.terminationGracePeriodSeconds', bad: [], good: [-1, 0] },
];

const names: Row[] = [
  { path: 'spec.dnsPolicy', bad: ['x'], good: ['', 'Default', 'ClusterFirstWithHostNet'] },
  { path: 'spec.dnsPolicy', at: 'spec.dnsConfig', bad: ['None'], good: [] },
  {
    path: 'spec.dnsConfig',
    with: { 'spec.dnsPolicy': 'None' },
    bad: [{}],
    good: [{ nameservers: ['1.1.1.1'] }],
  },
  {
    path: 'spec.dnsConfig',
    bad: [
      { nameservers: ['x'] },
      { nameservers: ['1.1.1.1', '1.1.1.2', '1.1.1.3', '1.1.1.4'] },
      { nameservers: ['01.1.1.1'] },
      { searches: ['-'] },
      { searches: new Array(33).fill('a') },
      { searches: new Array(10).fill('a'.repeat(250)) },
      { options: [{}] },
    ],
    good: [
      { nameservers: ['::1'] },
      { searches: ['.', 'a.', '_a.b'] },
      { options: [{ name: 'ndots', value: '2' }] },
    ],
  },
  { path: 'spec.dnsConfig', minor: 35, bad: [], good: [{ nameservers: ['01.1.1.1'] }] },
  { path: 'spec.hostname', bad: ['A', 'a.b'], good: ['', 'a'] },
  { path: 'spec.subdomain', bad: ['a.b'], good: ['a'] },
  {
    path: 'spec.hostAliases',
    bad: [[{}], [{ ip: 'x' }], [{ ip: '1.1.1.1', hostnames: ['A'] }]],
    good: [[{ ip: '1.1.1.1', hostnames: ['a.b'] }]],
  },
  { path: 'spec.hostnameOverride', bad: ['', 'A', 'a'.repeat(65)], good: ['a.b'] },
  { path: 'spec.hostnameOverride', with: { 'spec.hostNetwork': true }, bad: ['a'], good: [undefined] },
  { path: 'spec.hostnameOverride', with: { 'spec.setHostnameAsFQDN': true }, bad: ['a'], good: [undefined] },
  { path: 'spec.hostnameOverride', minor: 34, bad: [], good: ['A'] },
];

/** What is refused and taken, by the rows of each table. */
export const scheduling: readonly Table[] = [
  { name: 'nodes', base: pod, rows: nodes },
  { name: 'other pods', base: pod, rows: pods },
  { name: 'what decides where and how long', base: pod, rows: others },
  { name: 'names and their resolution', base: pod, rows: names },
];
