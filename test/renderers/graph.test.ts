import type { ClusterOptions } from '../../lib/core/cluster/presets';
import { objectAt, type PlainObject } from '../../lib/core/manifest/plain';
import type { Party } from '../../lib/model/intent';
import { routeProblems } from '../../lib/renderers';
import { GATEWAY, graph, policiesOf } from './graph';
import { lines } from './read';

const DNS = [
  'out metadata.name=kube-system,k8s-app=kube-dns 53',
  'out metadata.name=kube-system,k8s-app=kube-dns 53/UDP',
];
const SCRAPER = 'in metadata.name=monitoring,name=prometheus';
const PUBLIC = [
  'out 0.0.0.0/0-10.0.0.0/8-100.64.0.0/10-169.254.0.0/16-172.16.0.0/12-192.168.0.0/16 443',
  'out ::/0-fc00::/7-fe80::/10 443',
];
const STRIPE: Party = { party: 'host', host: 'api.stripe.com' };
const INTERNET: Party = { party: 'entity', entity: 'internet' };

const rules = (model: ReturnType<typeof graph>, kind: string): Record<string, string[]> =>
  Object.fromEntries(
    policiesOf(model)
      .filter((object) => object.kind === kind)
      .map((object: PlainObject) => {
        const metadata = objectAt(object, 'metadata');
        return [`${String(metadata?.namespace)}/${String(metadata?.name)}`, lines(object)];
      }),
  );

test('NetworkPolicy opens both ends of each route', () => {
  const model = graph({ gateway: GATEWAY }, INTERNET);
  expect(routeProblems(model)).toEqual([]);
  expect(rules(model, 'NetworkPolicy')).toEqual({
    'shop/default-deny': [],
    'data/default-deny': [],
    'shop/web': [
      'in metadata.name=ingress,name=gateway 8080',
      `${SCRAPER} 9090`,
      'out instance=api 8080',
      ...DNS,
    ],
    'shop/api': [
      'in instance=web 8080',
      `${SCRAPER} 9090`,
      ...PUBLIC,
      ...DNS,
      'out metadata.name=data,instance=db 5432',
    ].sort(),
    'shop/worker': [`${SCRAPER} 9090`, ...DNS, 'out metadata.name=data,instance=db 5432'].sort(),
    'data/db': [
      'in metadata.name=shop,instance=api 5432',
      'in metadata.name=shop,instance=worker 5432',
      `${SCRAPER} 9187`,
      ...DNS,
    ].sort(),
  });
  expect(policiesOf(model).some(({ kind }) => kind === 'CiliumNetworkPolicy')).toBe(false);
});

test('Cilium names hosts, and only the workload with a host learns names', () => {
  const model = graph({ cni: 'cilium', networkPolicies: 'cilium', gateway: GATEWAY }, STRIPE);
  expect(routeProblems(model)).toEqual([]);
  const dns = (more = ''): string[] =>
    ['53', '53/UDP'].map(
      (port) => `out io.kubernetes.pod.namespace=kube-system,k8s-app=kube-dns ${port}${more}`,
    );
  const scraper = 'in io.kubernetes.pod.namespace=monitoring,name=prometheus';
  const db = 'out instance=db,io.kubernetes.pod.namespace=data 5432';
  expect(rules(model, 'CiliumNetworkPolicy')).toEqual({
    'shop/default-deny': [],
    'data/default-deny': [],
    'shop/web': [
      'in io.kubernetes.pod.namespace=ingress,name=gateway 8080',
      `${scraper} 9090`,
      'out instance=api 8080',
      ...dns(),
    ].sort(),
    'shop/api': [
      'in instance=web 8080',
      `${scraper} 9090`,
      'out api.stripe.com 443',
      db,
      ...dns('{"dns":[{"matchPattern":"*"}]}'),
    ].sort(),
    'shop/worker': [`${scraper} 9090`, db, ...dns()].sort(),
    'data/db': [
      'in instance=api,io.kubernetes.pod.namespace=shop 5432',
      'in instance=worker,io.kubernetes.pod.namespace=shop 5432',
      `${scraper} 9187`,
      ...dns(),
    ].sort(),
  });
  // Of NetworkPolicies only the one that denies everything is left: one engine opens routes.
  expect(Object.keys(rules(model, 'NetworkPolicy'))).toEqual(['shop/default-deny', 'data/default-deny']);
});

test("under a mesh accounts and ports are the mesh's, and policies below see one port", () => {
  const model = graph({ mesh: 'istio-ambient', gateway: GATEWAY }, INTERNET);
  expect(routeProblems(model)).toEqual([]);
  expect(rules(model, 'AuthorizationPolicy')).toEqual({
    'shop/default-deny': [],
    'data/default-deny': [],
    'shop/web': ['in ingress/gateway 8080', 'in monitoring/prometheus 9090'],
    'shop/api': ['in monitoring/prometheus 9090', 'in shop/web 8080'],
    'shop/worker': ['in monitoring/prometheus 9090'],
    'data/db': ['in monitoring/prometheus 9187', 'in shop/api 5432', 'in shop/worker 5432'],
  });
  const probe = (port: number): string[] => [
    `in 169.254.7.127/32 ${port}`,
    `in fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128 ${port}`,
  ];
  expect(rules(model, 'NetworkPolicy')).toMatchObject({
    'shop/web': [
      'in metadata.name=ingress,name=gateway 15008',
      `${SCRAPER} 15008`,
      ...probe(8080),
      'out instance=api 15008',
      ...DNS,
    ].sort(),
    'shop/worker': [
      `${SCRAPER} 15008`,
      ...probe(9090),
      ...DNS,
      'out metadata.name=data,instance=db 15008',
    ].sort(),
  });
  expect(
    policiesOf(model)
      .filter(({ kind }) => kind === 'PeerAuthentication')
      .map(({ spec }) => spec),
  ).toEqual(Array(2).fill({ mtls: { mode: 'STRICT' } }));
  for (const object of policiesOf(model).filter(({ kind }) => kind === 'Namespace')) {
    expect(objectAt(objectAt(object, 'metadata'), 'labels')).toMatchObject({
      'istio.io/dataplane-mode': 'ambient',
    });
  }
});

test.each<[string, ClusterOptions, Party, RegExp]>([
  [
    'a host name by NetworkPolicy',
    { gateway: GATEWAY },
    STRIPE,
    /route from shop\/api to api\.stripe\.com, to: found api\.stripe\.com, which NetworkPolicy cannot say.*CiliumNetworkPolicy \(networkPolicies: 'cilium'\)/,
  ],
  ['a gateway that nobody knows', {}, INTERNET, /cluster\.gateway: found nothing/],
  [
    'a gateway outside of the mesh',
    { mesh: 'istio-ambient', gateway: { ...GATEWAY, account: undefined } },
    INTERNET,
    /cluster\.gateway\.account: found nothing/,
  ],
  [
    'names behind a cache on the node',
    {
      cni: 'cilium',
      networkPolicies: 'cilium',
      gateway: GATEWAY,
      dns: { peers: [{ cidr: '169.254.20.10/32' }] },
    },
    STRIPE,
    /cluster\.dns\.peers: found 169\.254\.20\.10\/32/,
  ],
])('%s is refused, by the model and by the object', (_, options, outside, expected) => {
  const model = graph(options, outside);
  const strings = routeProblems(model).map(
    ({ field, found, needs }) => `${field}: found ${found}; needs ${needs}`,
  );
  expect(strings).toEqual([expect.stringMatching(expected)]);
  expect(() => policiesOf(model)).toThrow(expected);
});
