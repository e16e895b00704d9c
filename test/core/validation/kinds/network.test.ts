import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { object, pathsOf } from '../refusals';
import { testTables } from '../rows';
import { network } from '../tables/network';

testTables(network);

const policy = (spec: PlainObject): PlainObject =>
  object('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {}, ...spec } });
const from = (peer: unknown): PlainObject => policy({ ingress: [{ from: [peer] }] });
const port = (entry: PlainObject): PlainObject => policy({ egress: [{ ports: [entry] }] });
const block = (cidr: string, ...except: string[]): PlainObject => from({ ipBlock: { cidr, except } });

const PEER = 'spec.ingress[0].from[0]';
const PORT = 'spec.egress[0].ports[0]';

test.each<[string, PlainObject, string[]]>([
  ['nothing but a selector', policy({}), []],
  ['a peer of two selectors', from({ podSelector: {}, namespaceSelector: {} }), []],
  ['a peer that names nobody', from({}), [PEER]],
  ['a block beside a selector', from({ podSelector: {}, ipBlock: { cidr: '10.0.0.0/8' } }), [PEER]],
  ['a block without addresses', from({ ipBlock: {} }), [`${PEER}.ipBlock.cidr`]],
  ['a block with an exception in it', block('10.0.0.0/8', '10.1.0.0/16'), []],
  ['an exception out of the block', block('10.0.0.0/8', '11.0.0.0/16'), [`${PEER}.ipBlock.except[0]`]],
  ['an exception of the whole block', block('10.0.0.0/8', '10.0.0.0/8'), [`${PEER}.ipBlock.except[0]`]],
  ['an exception of the other family', block('::/0', '10.0.0.0/8'), [`${PEER}.ipBlock.except[0]`]],
  ['an IPv6 block with an exception', block('fd00::/8', 'fd00:1::/32'), []],
  ['no block', block('10.0.0.0'), [`${PEER}.ipBlock.cidr`]],
  [
    'a bad label',
    from({ podSelector: { matchLabels: { 'a b': 'x' } } }),
    [`${PEER}.podSelector.matchLabels`],
  ],
  [
    'an unknown operator',
    from({ podSelector: { matchExpressions: [{ key: 'a', operator: 'in' }] } }),
    [`${PEER}.podSelector.matchExpressions[0].operator`],
  ],
  [
    'In without values',
    from({ podSelector: { matchExpressions: [{ key: 'a', operator: 'In' }] } }),
    [`${PEER}.podSelector.matchExpressions[0].values`],
  ],
  [
    'Exists with values',
    from({ podSelector: { matchExpressions: [{ key: 'a', operator: 'Exists', values: ['x'] }] } }),
    [`${PEER}.podSelector.matchExpressions[0].values`],
  ],
  [
    'a bad value',
    from({ podSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['-'] }] } }),
    [`${PEER}.podSelector.matchExpressions[0].values[0]`],
  ],
  ['a range', port({ port: 80, endPort: 90 }), []],
  ['a range backwards', port({ port: 80, endPort: 79 }), [`${PORT}.endPort`]],
  ['a range of a name', port({ port: 'http', endPort: 80 }), [`${PORT}.endPort`]],
  ['a range from nowhere', port({ endPort: 80 }), [`${PORT}.endPort`]],
  ['a name that is none', port({ port: 'Web' }), [`${PORT}.port`]],
  ['a protocol that is none', port({ protocol: 'ICMP' }), [`${PORT}.protocol`]],
  ['an unknown type', policy({ policyTypes: ['ingress'] }), ['spec.policyTypes[0]']],
  ['three types', policy({ policyTypes: ['Ingress', 'Egress', 'Egress'] }), ['spec.policyTypes']],
  ['a peer that is not known', from(new Date(0)), []],
])('a NetworkPolicy with %s', (_name, manifest, paths) => {
  expect(pathsOf(manifest)).toEqual(paths);
});

test('addresses in a form that a reader may take for another are refused since 1.36', () => {
  for (const cidr of ['10.0.0.1/8', '010.0.0.0/8', '10.0.0.0/08', '::ffff:10.0.0.0/104'])
    expect([pathsOf(block(cidr), 35), pathsOf(block(cidr), 36)]).toEqual([[], [`${PEER}.ipBlock.cidr`]]);
});

const backend = { service: { name: 'web', port: { number: 80 } } };
const ingress = (spec: PlainObject): PlainObject => object('networking.k8s.io/v1', 'Ingress', { spec });
const path = (entry: PlainObject): PlainObject =>
  ingress({ rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend, ...entry }] } }] });
const PATH = 'spec.rules[0].http.paths[0]';

test.each<[string, PlainObject, string[]]>([
  ['a path', path({}), []],
  ['neither rules nor a backend', ingress({}), ['spec']],
  ['a rule without paths', ingress({ rules: [{ http: { paths: [] } }] }), ['spec.rules[0].http.paths']],
  ['an address as host', ingress({ rules: [{ host: '10.0.0.1' }] }), ['spec.rules[0].host']],
  ['a wildcard', ingress({ rules: [{ host: '*.example.com' }] }), []],
  ['a wildcard inside', ingress({ rules: [{ host: 'a.*.example.com' }] }), ['spec.rules[0].host']],
  ['no type of path', path({ pathType: undefined }), [`${PATH}.pathType`]],
  ['an unknown type of path', path({ pathType: 'Regex' }), [`${PATH}.pathType`]],
  ['a path that goes up', path({ path: '/a/../b' }), [`${PATH}.path`]],
  ['a path that is not absolute', path({ path: 'a' }), [`${PATH}.path`]],
  ['any path that its controller knows', path({ pathType: 'ImplementationSpecific', path: '/a//b' }), []],
  ['no backend', path({ backend: {} }), [`${PATH}.backend`]],
  [
    'two backends',
    path({ backend: { ...backend, resource: { kind: 'A', name: 'b' } } }),
    [`${PATH}.backend`],
  ],
  ['no port', path({ backend: { service: { name: 'web' } } }), [`${PATH}.backend`]],
  [
    'two ports',
    path({ backend: { service: { name: 'web', port: { name: 'a', number: 1 } } } }),
    [`${PATH}.backend`],
  ],
  [
    'a resource without a kind',
    path({ backend: { resource: { name: 'b' } } }),
    [`${PATH}.backend.resource.kind`],
  ],
  [
    'a bad Secret',
    ingress({ defaultBackend: backend, tls: [{ secretName: 'A' }] }),
    ['spec.tls[0].secretName'],
  ],
  [
    'a bad host of a certificate',
    ingress({ defaultBackend: backend, tls: [{ hosts: ['A'] }] }),
    ['spec.tls[0].hosts[0]'],
  ],
  ['an empty class', ingress({ defaultBackend: backend, ingressClassName: '' }), ['spec.ingressClassName']],
  ['a backend that is not known', path({ backend: new Date(0) }), []],
])('an Ingress with %s', (_name, manifest, paths) => {
  expect(pathsOf(manifest)).toEqual(paths);
});

test('an Ingress with two classes is refused', () => {
  const annotations = { 'kubernetes.io/ingress.class': 'a' };
  const spec = { defaultBackend: backend, ingressClassName: 'b' };
  const manifest = object('networking.k8s.io/v1', 'Ingress', { spec }, { annotations });
  expect(pathsOf(manifest)).toEqual(['metadata.annotations["kubernetes.io/ingress.class"]']);
});

const ingressClass = (spec: PlainObject): PlainObject =>
  object('networking.k8s.io/v1', 'IngressClass', { spec: { controller: 'example.com/x', ...spec } });
const parameters = { kind: 'A', name: 'b' };

test.each<[string, PlainObject, string[]]>([
  ['no controller', { controller: '' }, ['spec.controller']],
  ['a controller without a domain', { controller: 'nginx' }, ['spec.controller']],
  ['a controller that is too long', { controller: `example.com/${'a'.repeat(250)}` }, ['spec.controller']],
  ['parameters', { parameters }, []],
  [
    'parameters of a namespace that it does not name',
    { parameters: { ...parameters, scope: 'Namespace' } },
    ['spec.parameters.namespace'],
  ],
  [
    'parameters of the cluster in a namespace',
    { parameters: { ...parameters, namespace: 'a' } },
    ['spec.parameters.namespace'],
  ],
  ['an unknown scope', { parameters: { ...parameters, scope: 'All' } }, ['spec.parameters.scope']],
])('an IngressClass with %s', (_name, spec, paths) => {
  expect(pathsOf(ingressClass(spec))).toEqual(paths);
});
