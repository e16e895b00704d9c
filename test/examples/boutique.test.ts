import { isPlain, objectAt, objectsAt, type PlainObject, stringAt } from '../../lib/core/manifest/plain';
import { at, one } from '../cdk8s/support';
import { runExample } from './run';

/** Who calls whom, by the environment of the published application; `port` is the container's. */
const CALLS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  frontend: {
    productcatalogservice: 3550,
    currencyservice: 7000,
    cartservice: 7070,
    recommendationservice: 8080,
    shippingservice: 50051,
    checkoutservice: 5050,
    adservice: 9555,
  },
  checkoutservice: {
    productcatalogservice: 3550,
    shippingservice: 50051,
    paymentservice: 50051,
    emailservice: 8080,
    currencyservice: 7000,
    cartservice: 7070,
  },
  recommendationservice: { productcatalogservice: 3550 },
  cartservice: { 'redis-cart': 6379 },
  loadgenerator: { frontend: 8080 },
};

/** Service port, container port, and how readiness is asked; replicas of the two that have one. */
const SERVICES: readonly [name: string, service: number, container: number, probe: string][] = [
  ['adservice', 9555, 9555, 'grpc'],
  ['cartservice', 7070, 7070, 'grpc'],
  ['checkoutservice', 5050, 5050, 'grpc'],
  ['currencyservice', 7000, 7000, 'grpc'],
  ['emailservice', 5000, 8080, 'grpc'],
  ['frontend', 80, 8080, 'httpGet'],
  ['paymentservice', 50051, 50051, 'grpc'],
  ['productcatalogservice', 3550, 3550, 'grpc'],
  ['recommendationservice', 8080, 8080, 'grpc'],
  ['redis-cart', 6379, 6379, 'tcpSocket'],
  ['shippingservice', 50051, 50051, 'grpc'],
];

const { objects, report, source } = runExample('online-boutique');
const names = [...SERVICES.map(([name]) => name), 'loadgenerator'].sort();

/** Whom a rule names: the workload, addresses outside, or DNS. */
const other = (peer: PlainObject): string =>
  stringAt(objectAt(objectAt(peer, 'podSelector'), 'matchLabels'), 'app.kubernetes.io/instance') ??
  stringAt(objectAt(peer, 'ipBlock'), 'cidr') ??
  'dns';

/** The routes of one side of all policies, as `from -> to:port`. */
function routes(side: 'egress' | 'ingress'): string[] {
  return objects
    .filter((object) => object.kind === 'NetworkPolicy')
    .flatMap((policy) => {
      const own = String(at(policy, 'metadata.name'));
      return objectsAt(objectAt(policy, 'spec'), side).flatMap((rule) => {
        const ports = objectsAt(rule, 'ports').map((port) => String(port.port));
        const pairs = objectsAt(rule, side === 'egress' ? 'to' : 'from').map((peer) =>
          side === 'egress' ? `${own} -> ${other(peer)}` : `${other(peer)} -> ${own}`,
        );
        return pairs.flatMap((pair) => ports.map((port) => `${pair}:${port}`));
      });
    })
    .sort();
}

const expected = Object.entries(CALLS)
  .flatMap(([from, targets]) => Object.entries(targets).map(([to, port]) => `${from} -> ${to}:${port}`))
  .sort();

describe('the online boutique', () => {
  test('every call of the published application is a route, both ends, and there is no other but DNS', () => {
    expect(routes('ingress')).toEqual([...expected, '203.0.113.0/24 -> frontend:8080'].sort());
    expect(routes('egress').filter((route) => !route.includes('-> dns:'))).toEqual(expected);
    expect(routes('egress').filter((route) => route.includes('-> dns:'))).toEqual(
      names.flatMap((name) => [`${name} -> dns:53`, `${name} -> dns:53`]),
    );
  });

  test('its workloads are the published ones, and each has one policy and one account', () => {
    for (const kind of ['Deployment', 'NetworkPolicy', 'ServiceAccount']) {
      const found = objects
        .filter((object) => object.kind === kind)
        .map((object) => String(at(object, 'metadata.name')));
      expect([kind, found.filter((name) => name !== 'default' && name !== 'default-deny').sort()]).toEqual([
        kind,
        names,
      ]);
    }
  });

  test.each(SERVICES)(
    '%s: Service port %d, container port %d, asked by %s',
    (name, service, container, probe) => {
      const spec = at(one(objects, 'Deployment', name), 'spec.template.spec');
      expect(at(one(objects, 'Service', name), 'spec.ports.0.port')).toBe(service);
      expect(at(spec, 'containers.0.ports.0.containerPort')).toBe(container);
      expect(at(spec, `containers.0.readinessProbe.${probe}`)).toBeDefined();
      expect(at(one(objects, 'Deployment', name), 'spec.replicas')).toBe(name === 'redis-cart' ? 1 : 2);
    },
  );

  test('the load generator: one replica, no Service, and an init container that waits for the shop', () => {
    const generator = one(objects, 'Deployment', 'loadgenerator');
    expect(at(generator, 'spec.replicas')).toBe(1);
    expect(
      objects.some((object) => object.kind === 'Service' && at(object, 'metadata.name') === 'loadgenerator'),
    ).toBe(false);
    expect(at(generator, 'spec.template.spec.initContainers.0.env')).toEqual([
      { name: 'FRONTEND_ADDR', value: 'frontend:80' },
    ]);
    expect(at(generator, 'spec.template.spec.terminationGracePeriodSeconds')).toBe(5);
  });

  test('addresses in the environment are those of the Services', () => {
    const env = at(one(objects, 'Deployment', 'checkoutservice'), 'spec.template.spec.containers.0.env');
    expect(
      Array.isArray(env) ? env.map((item) => (isPlain(item) ? `${item.name}=${item.value}` : '')) : [],
    ).toEqual([
      'PORT=5050',
      'PRODUCT_CATALOG_SERVICE_ADDR=productcatalogservice:3550',
      'SHIPPING_SERVICE_ADDR=shippingservice:50051',
      'PAYMENT_SERVICE_ADDR=paymentservice:50051',
      'EMAIL_SERVICE_ADDR=emailservice:5000',
      'CURRENCY_SERVICE_ADDR=currencyservice:7000',
      'CART_SERVICE_ADDR=cartservice:7070',
    ]);
  });

  test('the frontend has the published load balancer beside its Service, for named addresses alone', () => {
    expect(at(one(objects, 'Service', 'frontend-external'), 'spec')).toMatchObject({
      type: 'LoadBalancer',
      loadBalancerSourceRanges: ['203.0.113.0/24'],
      ports: [{ port: 80, targetPort: 'http' }],
      selector: { 'app.kubernetes.io/instance': 'frontend' },
    });
    const types = objects.filter(({ kind }) => kind === 'Service').map((service) => at(service, 'spec.type'));
    expect(types.filter((type) => type === 'LoadBalancer')).toHaveLength(1);
  });

  test('nothing is found; waivers suppress the digests and the load balancer; no digest is invented', () => {
    expect(report.findings).toEqual([]);
    const waived = objectsAt(report, 'suppressed').filter((item) => item.by === 'waiver');
    expect(new Set(waived.map((item) => item.control))).toEqual(
      new Set(['image-pinned-to-digest', 'no-load-balancer-services']),
    );
    expect(new Set(waived.map((item) => JSON.stringify(item.suppression))).size).toBe(2);
    const images = JSON.stringify(objects).match(/@sha256:[0-9a-f]{64}/g);
    expect(new Set(images)).toEqual(
      new Set(['@sha256:fd8d9aa63ba2f0982b5304e1ee8d3b90a210bc1ffb5314d980eb6962f1a9715d']),
    );
  });

  test('the whole has fewer than 200 lines', () => {
    expect(source.split('\n').length).toBeLessThan(200);
  });
});
