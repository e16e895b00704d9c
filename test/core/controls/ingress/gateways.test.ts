import { controlOf } from '../../../../lib/core/controls';
import { foreignReferenceGranted } from '../../../../lib/core/controls/ingress/foreign-reference-granted';
import { gatewayHttpRedirects } from '../../../../lib/core/controls/ingress/gateway-http-redirects';
import { gatewaySelectsNamespaces } from '../../../../lib/core/controls/ingress/gateway-selects-namespaces';
import { hostInOneNamespace } from '../../../../lib/core/controls/ingress/host-in-one-namespace';
import { noEndOfLifeIngressController } from '../../../../lib/core/controls/ingress/no-end-of-life-ingress-controller';
import { noNginxSnippetAnnotations } from '../../../../lib/core/controls/ingress/no-nginx-snippet-annotations';
import { noSuspiciousNginxAnnotations } from '../../../../lib/core/controls/ingress/no-suspicious-nginx-annotations';
import { routeAttaches } from '../../../../lib/core/controls/ingress/route-attaches';
import { routeHostSet } from '../../../../lib/core/controls/ingress/route-host-set';
import { exampleGateway, exampleRoute } from '../../../../lib/core/controls/ingress/shared/gateways';
import { hostsMeet } from '../../../../lib/core/controls/ingress/shared/hostnames';
import { exampleIngress } from '../../../../lib/core/controls/ingress/shared/ingresses';
import { uniqueIngressHostAndPath } from '../../../../lib/core/controls/ingress/unique-ingress-host-and-path';
import { exampleNamespace } from '../../../../lib/core/controls/network/shared/examples';
import { isOpaque, type PlainObject } from '../../../../lib/core/manifest/plain';
import { growth } from '../../../support/work';
import { findingsOf, Leaf, object, problemsIn } from '../cases';

const GATEWAY_CONTROLS = [
  'host-in-one-namespace',
  'unique-ingress-host-and-path',
  'gateway-selects-namespaces',
  'gateway-http-redirects',
  'gateway-listener-has-certificate',
  'route-host-set',
  'no-wildcard-route-host',
  'route-attaches',
  'foreign-reference-granted',
  'reference-grant-names-secrets',
];

/** Values of a wrong type, and one that runs code where it is turned into text. */
const STRANGE: readonly unknown[] = [7, [null, 7, [[]]], { toString: 7, name: { toString: 7 } }];

describe.each(GATEWAY_CONTROLS)('%s', (id) => {
  const control = controlOf(id);

  test('leaves kinds of other projects alone', () => {
    if (control === undefined) throw new Error(id);
    const bad = control.examples.bad.flatMap((example) => ('objects' in example ? example.objects : []));
    const foreign = bad.map((one) => ({ ...one, apiVersion: 'networking.example.com/v1' }));
    expect(findingsOf(control, foreign)).toEqual([]);
  });

  test('does not break at fields of a wrong type', () => {
    if (control === undefined) throw new Error(id);
    for (const field of ['listeners', 'parentRefs', 'parentRef', 'hostnames', 'rules', 'from', 'to', 'tls']) {
      for (const value of STRANGE) {
        for (const whole of [exampleGateway(), exampleRoute(), grant()]) {
          for (const wrapped of [value, [{ [field]: value, name: value, allowedRoutes: value }]]) {
            const spec = { ...Object(whole.spec), [field]: wrapped };
            expect(() => problemsIn(control, [exampleNamespace(), { ...whole, spec }])).not.toThrow();
          }
        }
      }
      expect(() => problemsIn(control, [{ ...exampleRoute(), spec: new Leaf() }])).not.toThrow();
    }
  });
});

test.each<[string | undefined, string | undefined, boolean]>([
  ['a.example.com', 'a.example.com', true],
  ['*.example.com', 'a.example.com', true],
  ['a.example.com', '*.example.com', true],
  ['*.example.com', 'a.b.example.com', true],
  ['*.example.com', '*.b.example.com', true],
  ['*.example.com', 'example.com', false],
  ['*.example.com', '.example.com', false],
  ['*.example.com', 'aexample.com', false],
  ['a.example.com', 'b.example.com', false],
  [undefined, 'a.example.com', true],
  ['a.example.com', undefined, true],
])('hosts %s and %s have a name in common: %s', (one, other, meet) => {
  expect(hostsMeet(one, other)).toBe(meet);
});

test.each<[string, PlainObject, boolean]>([
  ['the prefix and a slash', match('PathPrefix', '/cart/'), true],
  ['the path alone', match('Exact', '/cart'), false],
  ['an exact path with a slash', match('Exact', '/cart/'), false],
  ['another method', { ...match('PathPrefix', '/cart'), method: 'POST' }, false],
  ['a header', { ...match('PathPrefix', '/cart'), headers: [{ name: 'x', value: '1' }] }, false],
  ['another case', match('PathPrefix', '/Cart'), false],
])('two routes for /cart, one by %s', (_, other, meet) => {
  const route = (name: string, one: PlainObject): PlainObject =>
    exampleRoute({ rules: [{ matches: [one] }] }, { name });
  const objects = [route('a', match('PathPrefix', '/cart')), route('b', other)];
  expect(findingsOf(uniqueIngressHostAndPath, objects)).toEqual(meet ? ['b: shop.example.com/cart'] : []);
});

test('headers of two rules are compared without order and case, parameters with case', () => {
  const rule = (name: string, fields: PlainObject): PlainObject =>
    exampleRoute({ rules: [{ matches: [fields] }] }, { name });
  const [x, y] = [
    { name: 'X-Team', value: 'a' },
    { name: 'y', value: 'b' },
  ];
  const same = [rule('a', { headers: [x, y] }), rule('b', { headers: [y, { ...x, name: 'x-team' }] })];
  expect(findingsOf(uniqueIngressHostAndPath, same)).toEqual(['b: shop.example.com/']);
  const other = [rule('a', { queryParams: [x] }), rule('b', { queryParams: [{ ...x, name: 'x-team' }] })];
  expect(findingsOf(uniqueIngressHostAndPath, other)).toEqual([]);
});

test('a host of many namespaces is told once for each object that takes it, and names another', () => {
  const objects = ['a', 'b', 'c'].map((namespace) =>
    exampleRoute({ hostnames: ['shop.example.com', 'SHOP.example.com'] }, { namespace, name: namespace }),
  );
  const found = problemsIn(hostInOneNamespace, objects);
  expect(found.map(({ name, problem }) => `${name}: ${String(problem.found)}`)).toEqual([
    'a: shop.example.com, which HTTPRoute b/b takes too',
    'b: shop.example.com, which HTTPRoute a/a takes too',
    'c: shop.example.com, which HTTPRoute a/a takes too',
  ]);
});

test('no namespace and default are one', () => {
  const objects = [exampleRoute({}, { namespace: 'default' }), exampleRoute({}, { namespace: undefined })];
  expect(findingsOf(hostInOneNamespace, objects)).toEqual([]);
});

const SELECTED = (labels: PlainObject): PlainObject => ({
  allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: labels } } },
});

test.each<[string, PlainObject, PlainObject | undefined, string[]]>([
  ['a label that the Namespace has', SELECTED({ team: 'pay' }), { team: 'pay' }, []],
  ['a label that it has not', SELECTED({ team: 'pay' }), {}, ['web: Gateway shop/public']],
  ['a label of a Namespace that is elsewhere', SELECTED({ team: 'pay' }), undefined, []],
  [
    'the name of another, whose Namespace is elsewhere',
    SELECTED({ 'kubernetes.io/metadata.name': 'shop' }),
    undefined,
    ['web: Gateway shop/public'],
  ],
  ['none', { allowedRoutes: { namespaces: { from: 'None' } } }, {}, ['web: Gateway shop/public']],
  ['all', { allowedRoutes: { namespaces: { from: 'All' } } }, {}, []],
])('a Gateway of another namespace that takes those with %s', (_, listener, labels, found) => {
  const namespace =
    labels === undefined ? [] : [{ ...exampleNamespace('pay'), metadata: { name: 'pay', labels } }];
  const parentRefs = [{ name: 'public', namespace: 'shop' }];
  const route = exampleRoute({ parentRefs }, { namespace: 'pay' });
  expect(findingsOf(routeAttaches, [exampleGateway(listener), ...namespace, route])).toEqual(found);
});

test('a ListenerSet takes routes where its Gateway lets it, and brings HTTPS to it', () => {
  const set = (name: string, protocol: string): PlainObject => ({
    ...object('gateway.networking.k8s.io/v1', 'ListenerSet', name),
    spec: {
      parentRef: { name: 'public' },
      listeners: [{ name: 'own', port: 443, protocol, hostname: 'pay.example.com' }],
    },
  });
  const route = exampleRoute({
    hostnames: ['pay.example.com'],
    parentRefs: [{ kind: 'ListenerSet', name: 'own', sectionName: 'own' }],
  });
  const gateway = exampleGateway({ name: 'http', port: 80, protocol: 'HTTP', tls: undefined });
  const open = {
    ...gateway,
    spec: { ...Object(gateway.spec), allowedListeners: { namespaces: { from: 'Same' } } },
  };
  expect(findingsOf(routeAttaches, [gateway, set('own', 'HTTPS'), route])).toEqual([
    'own: Gateway shop/public',
  ]);
  expect(findingsOf(routeAttaches, [open, set('own', 'HTTPS'), route])).toEqual([]);
  expect(findingsOf(gatewayHttpRedirects, [open, set('own', 'HTTPS')])).toEqual([]);
  expect(findingsOf(gatewayHttpRedirects, [open, set('own', 'HTTP')])).toEqual(['public: http']);
});

test('a route without rules serves no plain HTTP; one rule of two that does not redirect does', () => {
  const both = exampleGateway({}, { name: 'http', port: 80, protocol: 'HTTP' });
  const redirect = {
    filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https' } }],
  };
  const clear = (rules: readonly PlainObject[]): PlainObject =>
    exampleRoute({ parentRefs: [{ name: 'public', port: 80 }], rules });
  expect(findingsOf(gatewayHttpRedirects, [both, clear([])])).toEqual([]);
  expect(findingsOf(gatewayHttpRedirects, [both, clear([redirect, {}])])).toEqual(['web: public/http']);
});

test('what is granted holds for one namespace, and for mirrors of requests too', () => {
  const mirror = { type: 'RequestMirror', requestMirror: { backendRef: { name: 'log', namespace: 'pay' } } };
  const route = exampleRoute({ rules: [{ filters: [mirror] }] });
  const objects = [exampleNamespace('pay'), route];
  expect(findingsOf(foreignReferenceGranted, objects)).toEqual(['web: Service pay/log']);
  expect(findingsOf(foreignReferenceGranted, [...objects, grant()])).toEqual([]);
  const elsewhere = { ...grant(), metadata: { name: 'shop', namespace: 'other' } };
  expect(findingsOf(foreignReferenceGranted, [...objects, elsewhere])).toEqual(['web: Service pay/log']);
});

test.each<[string, boolean]>([
  ['/$1', true],
  ['8m', true],
  ['$remote_user', true],
  ['https://auth.example.com/check?rd=$escaped_request_uri', true],
  ['^/a{2}/b{1,3}$', true],
  ['x; return 200', false],
  ['CN=abc #(\n){}\n }}', false],
  ['a\u0000b', false],
  ['$' + '{a}; }', false],
  ['{a}', false],
])('an annotation of ingress-nginx with %j is plain: %s', (value, good) => {
  const ingress = exampleIngress({}, { 'nginx.ingress.kubernetes.io/rewrite-target': value });
  expect(findingsOf(noSuspiciousNginxAnnotations, [ingress])).toHaveLength(good ? 0 : 1);
});

test.each([noSuspiciousNginxAnnotations, noNginxSnippetAnnotations])(
  '$id takes annotations that nobody can read for unknown',
  (control) => {
    const found = problemsIn(control, [
      { ...exampleIngress(), metadata: { name: 'web', namespace: 'shop', annotations: new Leaf() } },
    ]);
    expect(found.map(({ problem }) => isOpaque(problem.found))).toEqual([true]);
  },
);

test('the class nginx without a sign of the controller is unknown, and no IngressClass of others decides', () => {
  const ingress = exampleIngress({ ingressClassName: 'nginx' });
  expect(problemsIn(noEndOfLifeIngressController, [ingress]).map(({ problem }) => problem.unknown)).toEqual([
    true,
  ]);
  const other = object('example.com/v1', 'IngressClass', 'nginx', { spec: { controller: 'x' } });
  expect(findingsOf(noEndOfLifeIngressController, [other, ingress])).toEqual(['web: spec.ingressClassName']);
});

test('all namespaces by words that the API does not know are no selection', () => {
  const from = { allowedRoutes: { namespaces: { from: 'Every' } } };
  expect(findingsOf(gatewaySelectsNamespaces, [exampleGateway(from)])).toEqual(['public: https']);
});

test('a route needs hosts unless each of its listeners has one', () => {
  const route = exampleRoute({ hostnames: undefined, parentRefs: [{ name: 'public' }] });
  const two = exampleGateway({}, { name: 'http', port: 80, protocol: 'HTTP' });
  expect(findingsOf(routeHostSet, [exampleGateway(), route])).toEqual([]);
  expect(findingsOf(routeHostSet, [two, route])).toEqual(['web: spec.hostnames']);
});

test('each route costs as much, however many there are at one Gateway', () => {
  const judged = (count: number) => () => {
    const routes = Array.from({ length: count }, (_, at) =>
      exampleRoute(
        { hostnames: [`h${at}.example.com`], parentRefs: [{ name: 'public', sectionName: `l${at}` }] },
        { name: `r${at}` },
      ),
    );
    const listeners = routes.map((_, at) => ({
      name: `l${at}`,
      port: 443,
      protocol: 'HTTPS',
      hostname: `h${at}.example.com`,
    }));
    const objects = [exampleNamespace(), exampleGateway({}, ...listeners), ...routes];
    for (const id of GATEWAY_CONTROLS) {
      const control = controlOf(id);
      if (control !== undefined) findingsOf(control, objects);
    }
  };
  judged(2)();
  const { times, where } = growth(judged(150), judged(300));
  expect({ where, linear: times < 2.2 }).toEqual({ where, linear: true });
});

function match(type: string, value: string): PlainObject {
  return { path: { type, value } };
}

function grant(): PlainObject {
  return {
    ...object('gateway.networking.k8s.io/v1', 'ReferenceGrant', 'shop'),
    metadata: { name: 'shop', namespace: 'pay' },
    spec: {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }],
      to: [{ group: '', kind: 'Service', name: 'log' }],
    },
  };
}
