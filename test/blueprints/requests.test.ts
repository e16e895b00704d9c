import { clusters, type RouteOptions, SecureDeployment } from 'bulwark/cdk8s';
import { at, errorOf, objectsOf, one, shopApp, WEB } from '../cdk8s/support';

describe('requests of HTTP', () => {
  const http = [{ methods: ['GET'], path: '/v1/*' }];
  const cilium = clusters.kubeadm({ cni: 'cilium', networkPolicies: 'cilium' });

  test('are in the policy of a driver that can say them', () => {
    const { app, shop } = shopApp({ cluster: cilium });
    const cart = new SecureDeployment(shop, 'cart', WEB);
    new SecureDeployment(shop, 'web', WEB).talksTo(cart, { http });
    const policy = one(objectsOf(app), 'CiliumNetworkPolicy', 'cart');
    const rules: unknown = at(policy, 'spec.ingress');
    expect(
      (Array.isArray(rules) ? rules : []).map((rule) => at(rule, 'toPorts.0.rules.http')),
    ).toContainEqual([{ method: 'GET', path: expect.stringContaining('/v1/') }]);
  });

  test('are an error where the driver has no words for them, which names one that has', () => {
    const { app, shop } = shopApp();
    const cart = new SecureDeployment(shop, 'cart', WEB);
    new SecureDeployment(shop, 'web', WEB).talksTo(cart, { http });
    expect(errorOf(() => objectsOf(app)).message).toMatch(
      /http: found .*NetworkPolicy cannot say; .*Cilium/s,
    );
  });

  test('are refused where they are none', () => {
    const { shop } = shopApp({ cluster: cilium });
    const web = new SecureDeployment(shop, 'web', WEB);
    const options = JSON.parse('{"http":"GET"}');
    expect(errorOf(() => web.talksTo(web, options)).message).toMatch(/http: .* needs a list/s);
  });
});

describe('calls of gRPC', () => {
  const cilium = clusters.kubeadm({ cni: 'cilium', networkPolicies: 'cilium' });
  const requests = (options: RouteOptions): unknown => {
    const { app, shop } = shopApp({ cluster: cilium });
    const cart = new SecureDeployment(shop, 'cart', WEB);
    new SecureDeployment(shop, 'web', WEB).talksTo(cart, options);
    const rules: unknown = at(one(objectsOf(app), 'CiliumNetworkPolicy', 'cart'), 'spec.ingress');
    return (Array.isArray(rules) ? rules : []).map((rule) => at(rule, 'toPorts.0.rules.http')).at(-1);
  };

  test('are requests to the path of their method', () => {
    expect(requests({ grpc: [{ service: 'shop.v1.CartService', method: 'AddItem' }] })).toEqual([
      { method: 'POST', path: '/shop\\.v1\\.CartService/AddItem([?].*)?' },
    ]);
    expect(requests({ http: [{ methods: ['GET'] }], grpc: [{ service: 'Cart' }] })).toEqual([
      { method: 'GET' },
      { method: 'POST', path: '/Cart/.*' },
    ]);
  });

  test.each<[string, RouteOptions, RegExp]>([
    ['a service that is a path', { grpc: [{ service: 'a/b' }] }, /grpc\.service: found "?a\/b/],
    ['a pattern as a method', { grpc: [{ service: 'a', method: '*' }] }, /grpc\.method/],
    ['no call', { grpc: [] }, /grpc: found an empty list/],
    ['no service', JSON.parse('{"grpc":[{"method":"A"}]}'), /grpc\[0\]\.service: found nothing/],
  ])('%s is refused', (_, options, message) => {
    expect(errorOf(() => requests(options)).message).toMatch(message);
  });

  test('are refused by drivers without words for them', () => {
    const { app, shop } = shopApp();
    const web = new SecureDeployment(shop, 'web', WEB);
    new SecureDeployment(shop, 'cart', WEB).receivesFrom(web, { grpc: [{ service: 'Cart' }] });
    expect(errorOf(() => objectsOf(app)).message).toMatch(
      /grpc: found services and methods of gRPC, which NetworkPolicy cannot say; .*Fix: .*leave grpc out/s,
    );
  });
});
