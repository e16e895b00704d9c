import {
  clusters,
  external,
  IsolatedNamespace,
  LeastPrivilegeServiceAccount,
  read,
  SecureDeployment,
} from 'bulwark/cdk8s';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { at, container, errorOf, found, objectsOf, one, problemsOf, shopApp, WEB } from '../cdk8s/support';

const pods = (name: string): object => ({
  podSelector: { matchLabels: { 'app.kubernetes.io/instance': name } },
});
const across = (namespace: string, name: string): object => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
  ...pods(name),
});
const tcp = (port: number): object => ({ port, protocol: 'TCP' });
const DB = external({
  namespace: 'data',
  labels: { app: 'db' },
  ports: [5432, { port: 514, protocol: 'UDP' }],
  service: { name: 'db', port: 5432 },
});

/** The rules of a policy without its DNS. */
function rules(objects: readonly PlainObject[], name: string, side: 'ingress' | 'egress'): unknown[] {
  const all: unknown = at(one(objects, 'NetworkPolicy', name), `spec.${side}`) ?? [];
  return (Array.isArray(all) ? all : []).filter((rule) => !JSON.stringify(rule).includes('kube-dns'));
}

describe('a reference is a route', () => {
  test('address in the environment, and both ends of exactly that route', () => {
    const { app, shop } = shopApp();
    const cart = new SecureDeployment(shop, 'cart', {
      ...WEB,
      ports: [
        { service: 80, container: 8080, name: 'http' },
        { container: 9090, name: 'admin' },
      ],
      port: undefined,
    });
    new SecureDeployment(shop, 'web', { ...WEB, uses: { CART: cart } });
    const objects = objectsOf(app);
    expect(at(container(app), 'env')).toEqual([{ name: 'CART', value: 'cart:80' }]);
    expect(rules(objects, 'web', 'egress')).toEqual([{ ports: [tcp(8080)], to: [pods('cart')] }]);
    expect(rules(objects, 'cart', 'ingress')).toEqual([{ from: [pods('web')], ports: [tcp(8080)] }]);
    expect([rules(objects, 'web', 'ingress'), rules(objects, 'cart', 'egress')]).toEqual([[], []]);
  });

  test('one port by its name', () => {
    const { app, shop } = shopApp();
    const cart = new SecureDeployment(shop, 'cart', {
      ...WEB,
      port: undefined,
      ports: [
        { container: 8080, name: 'http' },
        { container: 5353, protocol: 'UDP', name: 'dns' },
      ],
    });
    new SecureDeployment(shop, 'web', { ...WEB, uses: { DNS: cart.port('dns') } });
    expect(at(container(app), 'env.0.value')).toBe('cart:5353');
    expect(rules(objectsOf(app), 'cart', 'ingress')).toEqual([
      { from: [pods('web')], ports: [{ port: 5353, protocol: 'UDP' }] },
    ]);
  });

  test('across namespaces: the full address with the domain of the cluster', () => {
    const { app, shop } = shopApp({ cluster: clusters.kubeadm({ dns: { domain: 'corp.example' } }) });
    const db = new SecureDeployment(new IsolatedNamespace(app, 'data'), 'db', WEB);
    new SecureDeployment(shop, 'web', { ...WEB, uses: { DB: db } });
    const objects = objectsOf(app);
    expect(at(container(app), 'env.0.value')).toBe('db.data.svc.corp.example:8080');
    expect(rules(objects, 'web', 'egress')).toEqual([{ ports: [tcp(8080)], to: [across('data', 'db')] }]);
    expect(rules(objects, 'db', 'ingress')).toEqual([{ from: [across('shop', 'web')], ports: [tcp(8080)] }]);
    expect(db.address).toBe('db:8080');
  });

  test('cycles, after construction; in init containers and sidecars too', () => {
    const { app, shop } = shopApp();
    const a = new SecureDeployment(shop, 'a', WEB);
    const side = { name: 'side', image: WEB.image, uses: { A: a } };
    const b = new SecureDeployment(shop, 'b', {
      ...WEB,
      uses: { A: a },
      initContainers: [{ ...side, name: 'init' }],
      sidecars: [side],
    });
    a.uses({ B: b });
    const deployed = one(objectsOf(app), 'Deployment', 'b');
    expect(at(deployed, 'spec.template.spec.initContainers.0.env')).toEqual([{ name: 'A', value: 'a:8080' }]);
    expect(at(deployed, 'spec.template.spec.initContainers.1.env')).toEqual([{ name: 'A', value: 'a:8080' }]);
    expect(rules(objectsOf(app), 'a', 'egress')).toEqual([{ ports: [tcp(8080)], to: [pods('b')] }]);
    expect(found(app)).toEqual([]);
  });

  test('what is wrong is said at once, with field and construct', () => {
    const { shop } = shopApp();
    const mute = new SecureDeployment(shop, 'mute', { image: WEB.image });
    const cart = new SecureDeployment(shop, 'cart', WEB);
    const missing: { LATE: SecureDeployment } = JSON.parse('{}');
    const uses = { MUTE: mute, 'BAD NAME': cart, TAKEN: cart, ADMIN: cart.port('admin'), LATE: missing.LATE };
    const make = (): SecureDeployment =>
      new SecureDeployment(shop, 'web', { ...WEB, port: 80, env: { TAKEN: 'x' }, uses });
    expect(problemsOf(make).map((problem) => problem.field)).toEqual([
      'port',
      'uses.MUTE',
      'uses.BAD NAME',
      'uses.TAKEN',
      'uses.ADMIN',
      'uses.LATE',
    ]);
    expect(errorOf(make).message).not.toMatch(/undefined/);
    const web = new SecureDeployment(shop, 'web', WEB);
    expect(problemsOf(() => web.uses({ A: cart, B: mute })).map((problem) => problem.field)).toEqual([
      'uses.B',
    ]);
    expect(web.uses({ A: cart })).toBe(web);
  });
});

describe('routes without an address', () => {
  test('from a workload: both ends, whichever side says it', () => {
    const strings = [true, false].map((forth) => {
      const { app, shop } = shopApp();
      const [web, cart] = [new SecureDeployment(shop, 'web', WEB), new SecureDeployment(shop, 'cart', WEB)];
      if (forth) web.talksTo(cart);
      else cart.receivesFrom(web);
      return JSON.stringify(objectsOf(app));
    });
    expect(strings[0]).toBe(strings[1]);
    expect(strings[0]).toContain(
      '"ingress":[{"from":[{"podSelector":{"matchLabels":{"app.kubernetes.io/instance":"web"',
    );
  });

  test('to and from a peer outside the tree: our end alone', () => {
    const { app, shop } = shopApp();
    const web = new SecureDeployment(shop, 'web', { ...WEB, uses: { DB } });
    web.receivesFrom(external({ namespace: 'gateway', labels: { app: 'gw' } }));
    const objects = objectsOf(app);
    const peer = (namespace: string, label: string): object => ({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
      podSelector: { matchLabels: { app: label } },
    });
    expect(at(container(app), 'env.0.value')).toBe('db.data.svc.cluster.local:5432');
    expect(rules(objects, 'web', 'egress')).toEqual([
      { ports: [{ port: 514, protocol: 'UDP' }, tcp(5432)], to: [peer('data', 'db')] },
    ]);
    expect(rules(objects, 'web', 'ingress')).toEqual([{ from: [peer('gateway', 'gw')], ports: [tcp(8080)] }]);
    expect(found(app)).toEqual([]);
  });

  test('no list of ports is ever empty: that would open all of them', () => {
    const { shop } = shopApp();
    const web = new SecureDeployment(shop, 'web', WEB);
    const open: readonly [string, () => unknown][] = [
      ['talksTo', () => web.talksTo(new SecureDeployment(shop, 'a', WEB), { ports: [] })],
      ['receivesFrom', () => web.receivesFrom(DB, { ports: [] })],
      ['external', () => web.talksTo(external({ namespace: 'x', labels: { a: 'b' }, ports: [] }))],
      ['mute', () => web.talksTo(new SecureDeployment(shop, 'b', { image: WEB.image }))],
      ['unknown', () => web.talksTo(new SecureDeployment(shop, 'c', WEB), { ports: ['nope'] })],
    ];
    for (const [name, run] of open) expect([name, problemsOf(run).length]).toEqual([name, 1]);
  });

  test.each([
    [{ namespace: 'data', labels: {} }, 'labels'],
    [{ namespace: 'my_data', labels: { a: 'b' } }, 'namespace'],
    [{ namespace: 'data', labels: { 'a b': 'b' } }, 'labels["a b"]'],
    [{ namespace: 'data', labels: { a: 'b c' } }, 'labels["a"]'],
    [{ namespace: 'data', labels: { a: 'b' }, ports: [0] }, 'ports[0]'],
  ])('external(%j) is refused', (props, field) => {
    expect(
      problemsOf(() => external(JSON.parse(JSON.stringify(props)))).map((problem) => problem.field),
    ).toEqual([field]);
  });
});

const API = {
  apiServer: {
    service: { cidr: '10.96.0.1/32', port: 443 },
    endpoints: [{ cidr: '192.0.2.10/32', port: 6443 }],
  },
};

describe('the API server', () => {
  test('is reached exactly with a grant, on both sides of translation', () => {
    const { app, shop } = shopApp({ cluster: clusters.kubeadm(API) });
    new SecureDeployment(shop, 'with', { ...WEB, grants: [read({ kind: 'ConfigMap', name: 'c' })] });
    new SecureDeployment(shop, 'without', {
      ...WEB,
      account: new LeastPrivilegeServiceAccount(shop, 'bare'),
    });
    const objects = objectsOf(app);
    expect(rules(objects, 'with', 'egress')).toEqual([
      { ports: [tcp(443)], to: [{ ipBlock: { cidr: '10.96.0.1/32' } }] },
      { ports: [tcp(6443)], to: [{ ipBlock: { cidr: '192.0.2.10/32' } }] },
    ]);
    expect(rules(objects, 'without', 'egress')).toEqual([]);
  });

  test('without its addresses a grant is an error that asks for them, never an open route', () => {
    const { shop } = shopApp();
    const make = (): unknown =>
      new SecureDeployment(shop, 'web', {
        ...WEB,
        grants: [read({ kind: 'ConfigMap', name: 'c' })],
        replicas: -1,
      });
    expect(problemsOf(make).map((problem) => problem.field)).toEqual([
      'replicas',
      'cluster.apiServer.endpoints',
    ]);
  });
});
