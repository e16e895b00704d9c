import { clusters, HardenedApp, IsolatedNamespace, SecureDeployment } from 'bulwark/cdk8s';
import type { ExposeProps } from '../../lib/blueprints/workload/expose/props';
import type { ClusterProfile } from '../../lib/core/cluster/profile';
import { objectAt, type PlainObject } from '../../lib/core/manifest/plain';
import { found, objectsOf, TODAY, WEB } from './support';

const PODS = { namespace: 'gateways', labels: { 'app.kubernetes.io/name': 'envoy' } };
const CLUSTER = clusters.kubeadm({ gateway: PODS, gatewayApi: { class: 'envoy' } });
const SET = { name: 'public', namespace: 'gateways', listenerSet: true } as const;
const HOST = { host: 'shop.example.com', certificate: { secret: 'shop' } } as const;

type Said = ExposeProps | readonly ExposeProps[];

function appWith(workloads: Readonly<Record<string, Said>>, cluster: ClusterProfile = CLUSTER): HardenedApp {
  const app = new HardenedApp({ today: TODAY, cluster });
  const shop = new IsolatedNamespace(app, 'shop');
  for (const [name, expose] of Object.entries(workloads))
    new SecureDeployment(shop, name, { ...WEB, expose });
  return app;
}

/** Specs by kind and name. */
function specs(app: HardenedApp): Record<string, PlainObject | undefined> {
  return Object.fromEntries(
    objectsOf(app).map((object) => [
      `${String(object.kind)} ${String(objectAt(object, 'metadata')?.name)}`,
      objectAt(object, 'spec'),
    ]),
  );
}

const same = { namespaces: { from: 'Same' } };
const listenerOf = (host: string, secret: string): PlainObject => ({
  allowedRoutes: same,
  hostname: host,
  name: host,
  port: 443,
  protocol: 'HTTPS',
  tls: { certificateRefs: [{ group: '', kind: 'Secret', name: secret }], mode: 'Terminate' },
});

test('a program that ends TLS itself gets connections as they are', () => {
  const app = appWith({ web: { host: 'own.example.com', protocol: 'tls' } });
  const all = specs(app);
  expect(all['Gateway gateway']?.listeners).toEqual([
    {
      allowedRoutes: same,
      hostname: 'own.example.com',
      name: 'own.example.com',
      port: 443,
      protocol: 'TLS',
      tls: { mode: 'Passthrough' },
    },
  ]);
  expect(all['TLSRoute web']).toEqual({
    hostnames: ['own.example.com'],
    parentRefs: [
      {
        group: 'gateway.networking.k8s.io',
        kind: 'Gateway',
        name: 'gateway',
        sectionName: 'own.example.com',
      },
    ],
    rules: [{ backendRefs: [{ group: '', kind: 'Service', name: 'web', port: 8080, weight: 1 }] }],
  });
  expect(Object.keys(all).filter((key) => /Certificate|redirect/.test(key))).toEqual([]);
  expect(JSON.stringify(all['NetworkPolicy web']?.ingress)).toContain('"gateways"');
  expect(found(app)).toEqual([]);
});

test('a Gateway speaks TLS to a program whose certificate it knows', () => {
  const app = appWith({
    web: [
      { ...HOST, backendTls: { hostname: 'web.shop.svc', configMap: 'web-ca' } },
      {
        host: 'more.example.com',
        certificate: { secret: 'more' },
        backendTls: { hostname: 'web.shop.svc', configMap: 'web-ca' },
      },
    ],
    api: {
      host: 'api.example.com',
      certificate: { secret: 'api' },
      backendTls: { hostname: 'api.shop.svc' },
    },
  });
  const all = specs(app);
  expect(all['BackendTLSPolicy web']).toEqual({
    targetRefs: [{ group: '', kind: 'Service', name: 'web', sectionName: 'http' }],
    validation: {
      caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'web-ca' }],
      hostname: 'web.shop.svc',
    },
  });
  expect(all['BackendTLSPolicy web-2']).toBeUndefined();
  expect(all['BackendTLSPolicy api']?.validation).toEqual({
    hostname: 'api.shop.svc',
    wellKnownCACertificates: 'System',
  });
  expect(found(app)).toEqual([]);
});

test('a ListenerSet brings the hosts of a namespace to a shared Gateway', () => {
  const app = appWith({
    plain: { host: 'plain.example.com', certificate: { secret: 'plain' } },
    web: { ...HOST, gateway: SET },
    api: { host: 'api.example.com', certificate: { issuer: 'own' }, gateway: SET, redirect: 'optOut' },
  });
  const all = specs(app);
  const group = 'gateway.networking.k8s.io';
  const set = { group, kind: 'ListenerSet', name: 'gateways-public' };
  expect(all['ListenerSet gateways-public']).toEqual({
    listeners: [
      {
        allowedRoutes: same,
        hostname: 'shop.example.com',
        name: 'http.shop.example.com',
        port: 80,
        protocol: 'HTTP',
      },
      listenerOf('shop.example.com', 'shop'),
      listenerOf('api.example.com', 'api-tls'),
    ],
    parentRef: {
      group: 'gateway.networking.k8s.io',
      kind: 'Gateway',
      name: 'public',
      namespace: 'gateways',
    },
  });
  expect(all['HTTPRoute web']?.parentRefs).toEqual([{ ...set, sectionName: 'shop.example.com' }]);
  expect(all['HTTPRoute web-redirect']?.parentRefs).toEqual([
    { ...set, sectionName: 'http.shop.example.com' },
  ]);
  expect(all['HTTPRoute api-redirect']).toBeUndefined();
  expect(all['Certificate api']).toBeDefined();
  expect(all['Gateway gateway']?.listeners).toHaveLength(2);
  expect(Object.keys(all).filter((key) => key.startsWith('ListenerSet'))).toHaveLength(1);
  expect(found(app)).toEqual([]);
});

test('the Gateway of the profile may take ListenerSets, and one of the props another', () => {
  const cluster = clusters.kubeadm({ gateway: PODS, gatewayApi: { class: 'envoy', shared: SET } });
  const other = { name: 'public', namespace: 'others', listenerSet: true } as const;
  const all = specs(
    appWith(
      { web: [HOST, { host: 'b.example.com', certificate: { secret: 'b' }, gateway: other }] },
      cluster,
    ),
  );
  expect(Object.keys(all).filter((key) => key.startsWith('ListenerSet'))).toEqual([
    'ListenerSet gateways-public',
    'ListenerSet others-public',
  ]);
});

test.each([
  ['Gateway', {}],
  ['ListenerSet', { gateway: SET }],
])('a certificate of another namespace is granted to the %s, and no other Secret', (kind, more) => {
  const app = appWith({
    web: { ...HOST, certificate: { secret: 'all', namespace: 'certificates' }, ...more },
  });
  const grant = objectsOf(app).find((object) => object.kind === 'ReferenceGrant');
  expect(grant).toMatchObject({
    metadata: { name: 'shop-web', namespace: 'certificates' },
    spec: {
      from: [{ group: 'gateway.networking.k8s.io', kind, namespace: 'shop' }],
      to: [{ group: '', kind: 'Secret', name: 'all' }],
    },
  });
  const { listeners } = Object(
    specs(app)[kind === 'Gateway' ? 'Gateway gateway' : 'ListenerSet gateways-public'],
  );
  const secret = '{"group":"","kind":"Secret","name":"all","namespace":"certificates"}';
  expect(JSON.stringify(listeners)).toContain(secret);
  expect(found(app)).toEqual([]);
});

test('a Secret of the own namespace needs no grant', () => {
  const all = specs(appWith({ web: { ...HOST, certificate: { secret: 'all', namespace: 'shop' } } }));
  expect(Object.keys(all).filter((key) => key.startsWith('ReferenceGrant'))).toEqual([]);
  expect(JSON.stringify(all['Gateway gateway'])).not.toContain('namespace":"shop"');
});

test('a host whose program ends TLS is nobody else’s', () => {
  expect(() => appWith({ web: HOST, api: { host: HOST.host, protocol: 'tls' } }).synthesize()).toThrow(
    /found the certificates shop of shop\/web and of the program itself of shop\/api/,
  );
  const own = { host: 'own.example.com', protocol: 'tls' } as const;
  expect(() => appWith({ web: own, api: own }).synthesize()).toThrow(
    /all connections: found led to shop\/web/,
  );
});

test('a ListenerSet has as many listeners as a Gateway', () => {
  const hosts = (letter: string): string[] =>
    Array.from({ length: 16 }, (_, index) => `${letter}${index}.example.com`);
  const item = (letter: string): ExposeProps => ({
    hosts: hosts(letter),
    certificate: { secret: 'all' },
    gateway: SET,
  });
  expect(() => appWith({ web: [item('a'), item('b')] }).synthesize()).not.toThrow();
  expect(() => appWith({ web: [item('a'), item('b'), { ...HOST, gateway: SET }] }).synthesize()).toThrow(
    /ListenerSet of shop at public: found 66 listeners: .* needs at most 64/,
  );
});

const REFUSED: readonly [string, object, RegExp][] = [
  [
    'what nobody sees in TLS',
    { ...HOST, protocol: 'tls', paths: ['/'], timeout: '1s', backendTls: { hostname: 'a.b' } },
    /expose\.certificate: .*none: the program has.*\n.*expose\.paths: .*\n.*expose\.timeout: .*\n.*expose\.backendTls: /,
  ],
  [
    'names that are none',
    { ...HOST, backendTls: { hostname: 'Web!', configMap: 'A B' } },
    /backendTls\.hostname: found "Web!".*\n.*backendTls\.configMap: found "A B"/,
  ],
  ['a program without a name', { ...HOST, backendTls: {} }, /expose\.backendTls\.hostname/],
  [
    'a listener of a ListenerSet',
    { ...HOST, gateway: { ...SET, listener: 'https' } },
    /expose\.gateway\.listener: found "https"; needs either listener or listenerSet/,
  ],
  [
    'a ListenerSet without a certificate',
    { host: 'shop.example.com', gateway: SET },
    /expose\.certificate: .*where the certificate comes from/,
  ],
  [
    'a namespace that is none',
    { ...HOST, certificate: { secret: 'a', namespace: 'A B' } },
    /expose\.certificate\.namespace: found "A B"/,
  ],
  [
    'a certificate from two places, and what the other form has',
    [
      { ...HOST, certificate: { secret: 'a', issuer: 'b' } },
      { ...HOST, certificate: { secret: 'a', kind: 'Issuer' } },
      { ...HOST, certificate: { issuer: 'a', namespace: 'b' } },
    ],
    /expose\[0\]\.certificate: .*either \{ secret, namespace \} or .*\n.*expose\[1\]\.certificate: .*\n.*expose\[2\]\.certificate: /,
  ],
  [
    'a host that is too long for its HTTP listener',
    { ...HOST, host: `${`${'a'.repeat(60)}.`.repeat(4)}abcde`, gateway: SET },
    /expose: found "a{60}\..*needs at most 248 characters in a ListenerSet/,
  ],
  [
    'two ways to one port',
    [
      { ...HOST, backendTls: { hostname: 'a.b' } },
      { host: 'c.example.com', certificate: { secret: 'c' } },
    ],
    /the same backendTls for everything that leads to one port/,
  ],
];

test.each(REFUSED)('%s: refused', (_, expose, message) => {
  const shop = new IsolatedNamespace(new HardenedApp({ today: TODAY, cluster: CLUSTER }), 'shop');
  expect(() => new SecureDeployment(shop, 'web', { ...WEB, ...{ expose } })).toThrow(message);
});
