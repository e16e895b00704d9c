import { clusters } from '../../lib/core/cluster/presets';
import {
  external,
  gateway,
  type HardenedAppArgs,
  host,
  LeastPrivilegeServiceAccount,
  SecureDeployment,
} from '../../lib/pulumi';
import { at, failureOf, inShop, objectOf, WEB } from './support';

const MESH: HardenedAppArgs = {
  cluster: clusters.kubeadm({
    mesh: 'istio-ambient',
    gateway: { namespace: 'ingress', labels: { app: 'gateway' }, account: 'gateway' },
  }),
};

test('a mesh has its objects as resources of their own', async () => {
  const rendering = await inShop((shop) => {
    const cart = new SecureDeployment('cart', WEB, { parent: shop });
    new SecureDeployment('web', WEB, { parent: shop }).talksTo(cart).receivesFrom(gateway());
  }, MESH);
  const types = rendering.resources
    .filter(({ type }) => type.includes('istio'))
    .map(({ type, name }) => `${type} ${name}`);
  expect(types.sort()).toEqual([
    'kubernetes:security.istio.io/v1:AuthorizationPolicy cart',
    'kubernetes:security.istio.io/v1:AuthorizationPolicy shop',
    'kubernetes:security.istio.io/v1:AuthorizationPolicy web',
    'kubernetes:security.istio.io/v1:PeerAuthentication shop',
  ]);
  const accounts = 'spec.rules.0.from.0.source.serviceAccounts';
  expect(at(objectOf(rendering, 'AuthorizationPolicy', 'cart'), accounts)).toEqual(['shop/web']);
  expect(at(objectOf(rendering, 'AuthorizationPolicy', 'web'), accounts)).toEqual(['ingress/gateway']);
  expect(at(objectOf(rendering, 'PeerAuthentication', 'default'), 'spec.mtls.mode')).toBe('STRICT');
});

test('two workloads with one account are one to the mesh, which is an error before anything is made', async () => {
  const failure = await failureOf(
    inShop((shop) => {
      const account = new LeastPrivilegeServiceAccount('both', {}, { parent: shop });
      new SecureDeployment('cart', { ...WEB, account }, { parent: shop });
      new SecureDeployment('web', { ...WEB, account }, { parent: shop });
    }, MESH),
  );
  expect(failure).toMatch(/^routes: one problem/);
  expect(failure).toMatch(/account shop\/both: found cart, web, which are one to the mesh/);
});

test.each<[string, (shop: Parameters<Parameters<typeof inShop>[0]>[0]) => unknown, RegExp]>([
  [
    'a host name',
    (shop) =>
      new SecureDeployment('web', WEB, { parent: shop }).talksTo(host('api.example.com', { ports: [443] })),
    /to: found api\.example\.com.*NetworkPolicy cannot say/s,
  ],
  [
    'a peer without an account',
    (shop) =>
      new SecureDeployment('web', WEB, { parent: shop }).receivesFrom(
        external({ namespace: 'monitoring', labels: { app: 'prometheus' } }),
      ),
    /account: found nothing/,
  ],
])('what no driver can say is an error that names the route: %s', async (_, say, message) => {
  expect(await failureOf(inShop(say, MESH))).toMatch(message);
});
