import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { type Row, type Table, UNKNOWN } from '../rows';

const service = (): PlainObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { ports: [{ port: 80 }] },
});
const TYPE = 'spec.type';
const of = (type: unknown): Readonly<Record<string, unknown>> => ({ [TYPE]: type });
const EXTERNAL = { [TYPE]: 'ExternalName', 'spec.externalName': 'a' };
const NODE = 'spec.ports[0].nodePort';
const HINTS = 'metadata.annotations["service.kubernetes.io/topology-aware-hints"]';
const MODE = 'metadata.annotations["service.kubernetes.io/topology-mode"]';
const FAMILIES = ['IPv4', 'IPv6'];
const DUAL = { 'spec.ipFamilyPolicy': 'PreferDualStack' };
const AFFINITY = 'spec.sessionAffinityConfig.clientIP.timeoutSeconds';
const OUTSIDE = 'spec.externalTrafficPolicy';
const HEALTH = 'spec.healthCheckNodePort';

const fields: Row[] = [
  {
    path: TYPE,
    bad: ['clusterIP', 'x'],
    good: ['', 'ClusterIP', 'NodePort', 'LoadBalancer', undefined, UNKNOWN],
  },
  { path: 'spec.ports[0].port', bad: [undefined, -1, 0, 65_536], good: [1, 65_535, UNKNOWN] },
  {
    path: 'spec.ports[0].name',
    bad: ['A', 'a.b', 'a'.repeat(64)],
    good: ['', '1', 'a-b', 'a'.repeat(63), UNKNOWN],
  },
  { path: 'spec.ports[0].protocol', bad: ['tcp', 'ICMP'], good: ['', 'TCP', 'UDP', 'SCTP', UNKNOWN] },
  {
    path: 'spec.ports[0].targetPort',
    bad: [-1, 65_536, 'A', 'a'.repeat(16)],
    good: [0, '', 1, 65_535, 'a'.repeat(15), UNKNOWN],
  },
  { path: 'spec.ports[0].appProtocol', bad: ['', 'a b'], good: ['http', 'example.com/h2c', UNKNOWN] },
  { path: NODE, bad: [30_001], good: [0, undefined] },
  ...['NodePort', 'LoadBalancer'].map((type) => ({
    path: NODE,
    with: of(type),
    bad: [-1, 65_536],
    good: [0, 30_001, UNKNOWN],
  })),
  {
    path: 'spec.ports',
    bad: [[], undefined],
    good: [[{ port: UNKNOWN }], UNKNOWN],
  },
  { path: 'spec.ports', with: EXTERNAL, bad: [], good: [[], undefined] },
  { path: 'spec.ports', with: { 'spec.clusterIP': 'None' }, bad: [], good: [[]] },
  {
    path: 'spec.ports',
    with: { 'spec.clusterIP': 'None', 'spec.clusterIPs': ['None'] },
    bad: [],
    good: [[]],
  },
  { path: 'spec.selector', bad: [{ 'a b': 'c' }, { a: 'b c' }], good: [{ a: '' }, UNKNOWN] },
  { path: 'spec.sessionAffinity', bad: ['x'], good: ['', 'None', 'ClientIP', UNKNOWN] },
  {
    path: AFFINITY,
    with: { 'spec.sessionAffinity': 'ClientIP' },
    bad: [-1, 0, 86_401],
    good: [1, 86_400, undefined, UNKNOWN],
  },
  {
    path: 'spec.externalName',
    with: EXTERNAL,
    bad: [undefined, '', '.', 'A', 'a..b', 'a_b'],
    good: ['a.b', 'a.b.', UNKNOWN],
  },
  { path: 'spec.clusterIP', with: EXTERNAL, bad: ['None', '10.0.0.1'], good: ['', undefined] },
  { path: 'spec.clusterIPs', with: EXTERNAL, bad: [['10.0.0.1'], ['None']], good: [[], undefined] },
  { path: 'spec.ipFamilies', with: EXTERNAL, bad: [['IPv4']], good: [[], undefined] },
  { path: 'spec.ipFamilyPolicy', with: EXTERNAL, bad: ['SingleStack', ''], good: [undefined] },
  {
    path: 'spec.clusterIP',
    bad: ['x', '10.0.0', '10.0.0.256'],
    good: ['', 'None', '10.0.0.1', 'fd00::1', UNKNOWN],
  },
  ...['NodePort', 'LoadBalancer'].map((type) => ({
    path: 'spec.clusterIP',
    with: of(type),
    bad: ['None'],
    good: ['', '10.0.0.1'],
  })),
  {
    path: 'spec.clusterIPs',
    with: { 'spec.clusterIP': 'None' },
    bad: [['10.0.0.1'], ['None', '10.0.0.1']],
    good: [['None'], [UNKNOWN], UNKNOWN],
  },
  ...['NodePort', 'LoadBalancer'].map((type) => ({
    path: 'spec.clusterIPs',
    with: { ...of(type), 'spec.clusterIP': 'None' },
    bad: [['None']],
    good: [],
  })),
  {
    path: 'spec.clusterIPs',
    with: { 'spec.clusterIP': '10.0.0.1', ...DUAL },
    bad: [
      ['10.0.0.2'],
      ['10.0.0.1', '10.0.0.2'],
      ['10.0.0.1', 'x'],
      ['10.0.0.1', 'None'],
      ['10.0.0.1', 'fd00::1', 'fd00::2'],
    ],
    good: [['10.0.0.1'], ['10.0.0.1', 'fd00::1'], ['10.0.0.1', UNKNOWN], []],
  },
  { path: 'spec.clusterIPs', bad: [['10.0.0.1'], ['None']], good: [[], [UNKNOWN], UNKNOWN] },
  {
    path: 'spec.ipFamilyPolicy',
    bad: ['', 'x'],
    good: ['SingleStack', 'PreferDualStack', 'RequireDualStack', undefined, UNKNOWN],
  },
  ...[
    { 'spec.ipFamilies': FAMILIES },
    { 'spec.clusterIP': '10.0.0.1', 'spec.clusterIPs': ['10.0.0.1', 'fd00::1'] },
  ].map((beside) => ({
    path: 'spec.ipFamilyPolicy',
    with: beside,
    bad: ['SingleStack', undefined],
    good: ['PreferDualStack', 'RequireDualStack', UNKNOWN],
  })),
  {
    path: 'spec.ipFamilyPolicy',
    with: { 'spec.ipFamilies': FAMILIES, 'spec.clusterIP': 'None', 'spec.selector': { app: 'web' } },
    bad: [undefined],
    good: ['PreferDualStack'],
  },
  {
    path: 'spec.ipFamilies',
    with: DUAL,
    bad: [['ipv4'], [''], ['IPv4', 'IPv4'], ['IPv6', 'IPv6']],
    good: [['IPv4'], ['IPv6', 'IPv4'], [UNKNOWN, UNKNOWN], []],
  },
  {
    path: 'spec.ipFamilies',
    at: 'spec.clusterIP',
    with: { 'spec.clusterIP': '10.0.0.1' },
    bad: [['IPv6']],
    good: [['IPv4'], [UNKNOWN]],
  },
  {
    path: 'spec.ipFamilies',
    at: 'spec.clusterIP',
    with: { 'spec.clusterIP': 'fd00::1' },
    bad: [['IPv4']],
    good: [['IPv6']],
  },
  {
    path: 'spec.ipFamilies',
    with: { 'spec.clusterIP': 'None' },
    bad: [],
    good: [['IPv6'], ['IPv4', 'IPv6']],
  },
  {
    path: 'spec.externalIPs',
    bad: [
      ['x'],
      ['0.0.0.0'],
      ['127.0.0.1'],
      ['169.254.0.1'],
      ['224.0.0.1'],
      ['::'],
      ['::1'],
      ['fe80::1'],
      ['ff02::1'],
    ],
    good: [
      ['10.0.0.1'],
      ['128.0.0.1'],
      ['169.253.0.1'],
      ['224.0.1.1'],
      ['::2'],
      ['fec0::1'],
      ['ff05::1'],
      [UNKNOWN],
    ],
  },
  ...['spec.allocateLoadBalancerNodePorts', 'spec.loadBalancerClass'].flatMap((path): Row[] => [
    { path, bad: ['example.com/a'], good: [undefined] },
    { path, with: of('NodePort'), bad: ['example.com/a'], good: [undefined] },
    { path, with: of(UNKNOWN), bad: [], good: ['example.com/a'] },
    { path, with: of('LoadBalancer'), bad: [], good: ['example.com/a', undefined] },
  ]),
  { path: 'spec.loadBalancerClass', with: of('LoadBalancer'), bad: ['', 'a b'], good: ['internal', UNKNOWN] },
  {
    path: 'spec.loadBalancerSourceRanges',
    with: of('LoadBalancer'),
    bad: [['10.0.0.0'], ['x'], ['10.0.0.0/8', '']],
    good: [['10.0.0.0/8', ' fd00::/8 '], [], [UNKNOWN]],
  },
  { path: 'spec.loadBalancerSourceRanges', with: of(UNKNOWN), bad: [], good: [['10.0.0.0/8']] },
  { path: OUTSIDE, bad: ['Cluster', 'Local', 'x'], good: ['', undefined] },
  ...[of('NodePort'), of('LoadBalancer'), { 'spec.externalIPs': ['10.0.0.1'] }].map((beside) => ({
    path: OUTSIDE,
    with: beside,
    bad: ['x', 'local'],
    good: ['', 'Cluster', 'Local', undefined, UNKNOWN],
  })),
  {
    path: OUTSIDE,
    with: { ...EXTERNAL, 'spec.externalIPs': ['10.0.0.1'] },
    bad: ['Local'],
    good: [undefined],
  },
  { path: OUTSIDE, with: of(UNKNOWN), bad: [], good: ['Local'] },
  { path: HEALTH, bad: [30_100], good: [0, undefined] },
  {
    path: HEALTH,
    with: { ...of('LoadBalancer'), [OUTSIDE]: 'Local' },
    bad: [-1, 65_536],
    good: [0, 30_100, UNKNOWN],
  },
  { path: HEALTH, with: { ...of('LoadBalancer'), [OUTSIDE]: 'Cluster' }, bad: [30_100], good: [0] },
  { path: HEALTH, with: { ...of('NodePort'), [OUTSIDE]: 'Local' }, bad: [30_100], good: [0] },
  { path: HEALTH, with: { ...of('LoadBalancer'), [OUTSIDE]: UNKNOWN }, bad: [], good: [30_100] },
  { path: HEALTH, with: of(UNKNOWN), bad: [], good: [30_100] },
  { path: 'spec.internalTrafficPolicy', bad: ['', 'x'], good: ['Cluster', 'Local', undefined] },
  {
    path: 'spec.trafficDistribution',
    bad: ['', 'x'],
    good: ['PreferClose', 'PreferSameZone', 'PreferSameNode', undefined],
  },
  {
    path: 'spec.trafficDistribution',
    minor: 33,
    bad: ['PreferSameZone', 'PreferSameNode'],
    good: ['PreferClose'],
  },
  { path: MODE, with: { [HINTS]: 'auto' }, bad: ['disabled', ''], good: ['auto', undefined, UNKNOWN] },
  { path: MODE, bad: [], good: ['auto'] },
];

/** What is refused and taken, by the rows of each table. */
export const services: readonly Table[] = [{ name: 'Service', base: service, rows: fields }];
