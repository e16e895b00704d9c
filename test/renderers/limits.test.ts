import { clusters } from '../../lib/core/cluster/presets';
import { objectAt, objectsAt, type PlainObject } from '../../lib/core/manifest/plain';
import { restricted } from '../../lib/core/policy/policy';
import { ModelDraft, partyOf } from '../../lib/model/cluster-model';
import type { HttpRule, Intent, Party } from '../../lib/model/intent';
import { routeProblems } from '../../lib/renderers';
import { placed, policiesOf, tcp } from './graph';

const OPTIONS = { cni: 'cilium', networkPolicies: 'cilium' } as const;

function between(route: Partial<Intent>, options: object = OPTIONS): ModelDraft {
  const model = new ModelDraft(clusters.kind(options), restricted());
  const [web, api] = [placed('shop', 'web', 8080), placed('shop', 'api', 8080)];
  model.workloads.push(web, api);
  model.open({ from: partyOf(web), to: partyOf(api), ports: tcp(8080), ...route });
  return model;
}

const rulesOf = (model: ModelDraft, name: string, side: string): PlainObject[] =>
  objectsAt(
    objectAt(
      policiesOf(model).find((one) => objectAt(one, 'metadata')?.name === name),
      'spec',
    ),
    side,
  ).flatMap((rule) => objectsAt(rule, 'toPorts'));

test('forty ports at most are in one item', () => {
  const items = rulesOf(
    between({ ports: tcp(...Array.from({ length: 81 }, (_, at) => 9000 + at)) }),
    'api',
    'ingress',
  );
  expect(items.map((item) => objectsAt(item, 'ports').length)).toEqual([40, 40, 1]);
});

const GET: HttpRule = { methods: ['GET'], path: '/v1/a.b' };

test('requests are judged where they arrive, by patterns that mean what was said', () => {
  const model = between({ http: [GET, { path: '/static/*' }] });
  expect(rulesOf(model, 'api', 'ingress')).toEqual([
    {
      ports: [{ port: '8080', protocol: 'TCP' }],
      rules: { http: [{ method: 'GET', path: '/v1/a\\.b([?].*)?' }, { path: '/static/.*' }] },
    },
  ]);
  expect(rulesOf(model, 'web', 'egress')).toEqual([{ ports: [{ port: '8080', protocol: 'TCP' }] }]);
});

test('a route for every request takes the limits of another away', () => {
  const model = between({ http: [GET] });
  model.open({
    from: model.intents[0]?.from ?? { party: 'host', host: 'x' },
    to: partyOf(placed('shop', 'api', 1)),
    ports: tcp(8080),
  });
  expect(rulesOf(model, 'api', 'ingress')).toEqual([{ ports: [{ port: '8080', protocol: 'TCP' }] }]);
});

const host = (name: string): Party => ({ party: 'host', host: name });

test.each<[string, Partial<Intent>, object, RegExp]>([
  ['HTTP by NetworkPolicy', { http: [GET] }, {}, /http: found HTTP methods and paths, which NetworkPolicy/],
  [
    'HTTP in a mesh',
    { http: [GET] },
    { ...OPTIONS, mesh: 'istio-ambient' },
    /http: found (a route inside of the mesh|.*ztunnel is layer 4)/,
  ],
  ['HTTP on UDP', { http: [GET], ports: [{ port: 53, protocol: 'UDP' }] }, OPTIONS, /http: found UDP ports/],
  ['a method that is none', { http: [{ methods: ['.*'] }] }, OPTIONS, /http\.methods/],
  ['a path that is none', { http: [{ path: 'v1' }] }, OPTIONS, /http\.path/],
  ['no rule', { http: [] }, OPTIONS, /http: found an empty list/],
  ['no port', { ports: [] }, OPTIONS, /ports: found none/],
  ['an address as a host', { to: host('192.0.2.1') }, OPTIONS, /to: found 192\.0\.2\.1; needs a host name/],
  ['every host', { to: host('*') }, OPTIONS, /needs a host name/],
  ...['api.shop.svc.cluster.local', 'api.shop.svc', '*.shop.svc', 'cluster.local', 'API.shop.SVC.'].map(
    (name): [string, object, object, RegExp] => [
      `the name ${name} of the cluster`,
      { to: host(name) },
      OPTIONS,
      /outside of the cluster/,
    ],
  ),
  ['a range that is none', { to: { party: 'cidr', cidr: '10.0.0.0/99' } }, OPTIONS, /a range of addresses/],
  [
    'a hole beside the range',
    { to: { party: 'cidr', cidr: '10.0.0.0/8', except: ['11.0.0.0/9'] } },
    OPTIONS,
    /to\.except/,
  ],
  [
    'the node by NetworkPolicy',
    { to: { party: 'entity', entity: 'node' } },
    {},
    /found node, which NetworkPolicy/,
  ],
])('%s is refused', (_, route, options, expected) => {
  const strings = routeProblems(between(route, options)).map(
    ({ field, found, needs }) => `${field}: found ${found}; needs ${needs}`,
  );
  expect(strings.join('\n')).toMatch(expected);
  expect(() => policiesOf(between(route, options))).toThrow(expected);
});

test('callers without an identity, and accounts that two share, are refused in a mesh', () => {
  const model = between({}, { mesh: 'istio-ambient' });
  const api = partyOf(placed('shop', 'api', 8080));
  model.open({ from: { party: 'entity', entity: 'internet' }, to: api, ports: tcp(8080) });
  model.open({ from: { party: 'pods', namespace: 'x', labels: { app: 'x' } }, to: api, ports: tcp(8080) });
  model.workloads.push({ ...placed('shop', 'third', 8080), identity: { name: 'api', grants: [] } });
  const fields = routeProblems(model).map(({ field }) => field);
  expect(fields).toEqual([
    'route from internet to shop/api, from',
    'route from pods in x to shop/api, account',
    'account shop/api',
  ]);
});
