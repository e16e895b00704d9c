import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { type Row, type Table, UNKNOWN } from '../rows';

const metadata = (): PlainObject => ({ name: 'web', namespace: 'shop' });
const BAD_LABELS = { matchLabels: { 'a b': 'c' } };

const policy = (): PlainObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: metadata(),
  spec: { podSelector: {} },
});
const PORT = 'spec.egress[0].ports[0]';

const policies: Row[] = [
  { path: 'spec.podSelector', bad: [BAD_LABELS], good: [{}, UNKNOWN] },
  {
    path: 'spec.policyTypes',
    bad: [['ingress'], [''], ['Egress', 'Ingress', 'Egress']],
    good: [['Ingress'], ['Egress'], ['Ingress', 'Egress'], [], [UNKNOWN], UNKNOWN],
  },
  ...['ingress[0].from', 'egress[0].to'].map(
    (peers): Row => ({
      path: `spec.${peers}`,
      bad: [
        [{}],
        [{ podSelector: BAD_LABELS }],
        [{ namespaceSelector: BAD_LABELS }],
        [{ ipBlock: {} }],
        [{ ipBlock: { cidr: '' } }],
        [{ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }],
        [{ ipBlock: { cidr: '10.0.0.0/8' }, namespaceSelector: {} }],
        [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/8'] } }],
        [{ ipBlock: { cidr: '10.0.0.0/8', except: ['x'] } }],
      ],
      good: [
        [{ namespaceSelector: {} }],
        [{ ipBlock: { cidr: UNKNOWN, except: [UNKNOWN] } }],
        [{ ipBlock: UNKNOWN }],
        [{ podSelector: UNKNOWN }],
        [UNKNOWN],
      ],
    }),
  ),
  {
    path: PORT,
    bad: [
      { port: 0 },
      { port: 65_536 },
      { port: 'A' },
      { protocol: '' },
      { protocol: 'tcp' },
      { port: 80, endPort: 79 },
      { port: 80, endPort: 65_536 },
      { endPort: 80 },
      { port: 'http', endPort: 80 },
    ],
    good: [
      {},
      { port: 1 },
      { port: 65_535 },
      ...['TCP', 'UDP', 'SCTP'].map((protocol) => ({ protocol, port: 'dns' })),
      { port: 80, endPort: 80 },
      { port: 80, endPort: 65_535 },
      { port: UNKNOWN, endPort: 1 },
      { port: 80, endPort: UNKNOWN },
    ],
  },
];

const backend = (change: PlainObject = {}): PlainObject => ({
  service: { name: 'web', port: { number: 80 }, ...change },
});
const ingress = (): PlainObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: metadata(),
  spec: { rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend: backend() }] } }] },
});
const PATH = 'spec.rules[0].http.paths[0]';
const ONLY = { [`${PATH}.pathType`]: 'ImplementationSpecific' };

const backends: unknown[] = [
  {},
  { service: {} },
  backend({ name: '' }),
  backend({ name: 'A' }),
  backend({ port: {} }),
  backend({ port: { name: 'A' } }),
  backend({ port: { number: -1 } }),
  backend({ port: { number: 65_536 } }),
  backend({ port: { name: 'http', number: 80 } }),
  { resource: { kind: 'A', name: 'b' }, ...backend() },
  { resource: { kind: 'A' } },
  { resource: { name: 'b' } },
  { resource: { kind: 'A/b', name: 'b' } },
  { resource: { kind: 'A', name: 'b/c' } },
  { resource: { apiGroup: 'A', kind: 'A', name: 'b' } },
];
const ingresses: Row[] = [
  {
    path: `${PATH}.pathType`,
    bad: [undefined, '', 'Regex'],
    good: ['Exact', 'Prefix', 'ImplementationSpecific', UNKNOWN],
  },
  ...['Exact', 'Prefix'].map(
    (pathType): Row => ({
      path: `${PATH}.path`,
      with: { [`${PATH}.pathType`]: pathType },
      bad: [
        undefined,
        '',
        'a',
        '/a//b',
        '/a/./b',
        '/a/../b',
        '/a%2fb',
        '/a%2Fb',
        '/a/..',
        '/a/.',
        '/..',
        '/.',
      ],
      good: ['/', '/a', '/a/', '/.a', '/..a', '/a.', '/a..', UNKNOWN],
    }),
  ),
  // What other paths mean their controller knows; one that is there begins with a slash.
  {
    path: `${PATH}.path`,
    with: ONLY,
    bad: ['a', '.*'],
    good: [undefined, '', '/', '/a//b', '/a/..', '/(.*)', UNKNOWN],
  },
  {
    path: `${PATH}.backend`,
    bad: backends,
    good: [
      backend({ port: { name: 'http' } }),
      backend({ port: { number: 65_535 } }),
      backend({ port: UNKNOWN }),
      { resource: { apiGroup: 'example.com', kind: 'A', name: 'b' } },
      UNKNOWN,
    ],
  },
  { path: 'spec.defaultBackend', bad: backends, good: [backend(), UNKNOWN] },
  {
    path: 'spec.rules[0].host',
    bad: ['10.0.0.1', '::1', 'A', 'a_b', '*', '*.', 'a.*', '*.*.a', '*.A', `*.${'a.'.repeat(126)}a`],
    good: ['', 'a', 'a.b', '*.a', '*.a.b', UNKNOWN],
  },
  { path: 'spec.rules[0].http', bad: [{}, { paths: [] }], good: [undefined, UNKNOWN, { paths: UNKNOWN }] },
  {
    path: 'spec.tls',
    bad: [[{ hosts: ['A'] }], [{ hosts: [''] }], [{ secretName: 'A' }]],
    good: [[{ hosts: ['*.a'], secretName: 'a.b' }], [{}]],
  },
  { path: 'spec.ingressClassName', bad: ['', 'A'], good: ['a.b', UNKNOWN] },
  {
    path: 'metadata.annotations["kubernetes.io/ingress.class"]',
    with: { 'spec.ingressClassName': 'a' },
    bad: ['b', ''],
    good: ['a', undefined, UNKNOWN],
  },
  { path: 'metadata.annotations["kubernetes.io/ingress.class"]', bad: [], good: ['b'] },
];

const ingressClass = (): PlainObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IngressClass',
  metadata: { name: 'web' },
  spec: { controller: 'example.com/x' },
});
const parameters = (change: PlainObject = {}): PlainObject => ({ kind: 'A', name: 'b', ...change });
const classes: Row[] = [
  {
    path: 'spec.controller',
    bad: [undefined, '', 'a', '/a', 'a/', 'A/b', 'a/b c', 'a/b?', `a/${'b'.repeat(249)}`],
    good: ["a.b/C/d-._~%!$&'()*+,;=:1", `a/${'b'.repeat(248)}`, UNKNOWN],
  },
  {
    path: 'spec.parameters',
    bad: [
      {},
      parameters({ kind: '' }),
      parameters({ kind: 'a/b' }),
      parameters({ name: '..' }),
      parameters({ apiGroup: '' }),
      parameters({ scope: '' }),
      parameters({ scope: 'All' }),
      parameters({ scope: 'Namespace' }),
      parameters({ scope: 'Namespace', namespace: '' }),
      parameters({ scope: 'Namespace', namespace: 'a.b' }),
      parameters({ scope: 'Cluster', namespace: 'a' }),
      parameters({ namespace: 'a' }),
    ],
    good: [
      parameters(),
      parameters({ apiGroup: 'example.com', scope: 'Cluster' }),
      parameters({ scope: 'Namespace', namespace: 'a' }),
      parameters({ scope: UNKNOWN }),
      UNKNOWN,
    ],
  },
];

/** What is refused and taken, by the rows of each table. */
export const network: readonly Table[] = [
  { name: 'NetworkPolicy', base: policy, rows: policies },
  { name: 'Ingress', base: ingress, rows: ingresses },
  { name: 'IngressClass', base: ingressClass, rows: classes },
];
