import { clusters, HardenedApp, IsolatedNamespace, SecureDeployment } from 'bulwark/cdk8s';
import type { ExposeProps } from '../../lib/blueprints/workload/expose/props';
import type { ClusterProfile } from '../../lib/core/cluster/profile';
import { objectAt, type PlainObject } from '../../lib/core/manifest/plain';
import { objectsOf, TODAY, WEB } from './support';

const PODS = { namespace: 'gateways', labels: { 'app.kubernetes.io/name': 'envoy' } };
const CLUSTER = clusters.kubeadm({ gateway: PODS, gatewayApi: { class: 'envoy' } });
const HOST = { host: 'shop.example.com', certificate: { issuer: 'letsencrypt' } } as const;

function exposed(
  expose: ExposeProps | readonly ExposeProps[],
  props: object = {},
  cluster: ClusterProfile = CLUSTER,
): PlainObject[] {
  const app = new HardenedApp({ today: TODAY, cluster });
  new SecureDeployment(new IsolatedNamespace(app, 'shop'), 'web', { ...WEB, ...props, expose });
  return objectsOf(app);
}

function specs(objects: readonly PlainObject[], kind: string): Record<string, PlainObject | undefined> {
  const found = objects.filter((object) => object.kind === kind);
  return Object.fromEntries(
    found.map((object) => [String(objectAt(object, 'metadata')?.name), objectAt(object, 'spec')]),
  );
}

test('a host: a Gateway of the namespace, a certificate, a route, and plain HTTP requests are sent to HTTPS', () => {
  const objects = exposed(HOST);
  expect(specs(objects, 'Gateway')).toEqual({
    gateway: {
      gatewayClassName: 'envoy',
      listeners: [
        { allowedRoutes: { namespaces: { from: 'Same' } }, name: 'http', port: 80, protocol: 'HTTP' },
        {
          allowedRoutes: { namespaces: { from: 'Same' } },
          hostname: 'shop.example.com',
          name: 'shop.example.com',
          port: 443,
          protocol: 'HTTPS',
          tls: { certificateRefs: [{ group: '', kind: 'Secret', name: 'web-tls' }], mode: 'Terminate' },
        },
      ],
    },
  });
  expect(specs(objects, 'Certificate').web).toMatchObject({
    dnsNames: ['shop.example.com'],
    issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'letsencrypt' },
    privateKey: { rotationPolicy: 'Always' },
    secretName: 'web-tls',
  });
  // What the definitions fill in is written out, as the server holds it.
  const parent = { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'gateway' };
  const matches = [{ path: { type: 'PathPrefix', value: '/' } }];
  expect(specs(objects, 'HTTPRoute')).toEqual({
    web: {
      hostnames: ['shop.example.com'],
      parentRefs: [{ ...parent, sectionName: 'shop.example.com' }],
      rules: [{ backendRefs: [{ group: '', kind: 'Service', name: 'web', port: 8080, weight: 1 }], matches }],
    },
    'web-redirect': {
      hostnames: ['shop.example.com'],
      parentRefs: [{ ...parent, sectionName: 'http' }],
      rules: [
        {
          filters: [{ requestRedirect: { scheme: 'https', statusCode: 301 }, type: 'RequestRedirect' }],
          matches,
        },
      ],
    },
  });
});

test('only the gateway of the profile may reach the port', () => {
  const ports = [
    { container: 8080, name: 'http' },
    { container: 9090, name: 'admin' },
  ];
  const objects = exposed({ ...HOST, port: 'admin' }, { port: undefined, ports });
  expect(specs(objects, 'NetworkPolicy').web?.ingress).toEqual([
    {
      from: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'gateways' } },
          podSelector: { matchLabels: PODS.labels },
        },
      ],
      ports: [{ port: 9090, protocol: 'TCP' }],
    },
  ]);
  expect(specs(objects, 'HTTPRoute').web?.rules).toMatchObject([
    { backendRefs: [{ name: 'web', port: 9090 }] },
  ]);
});

test('a shared Gateway, of the profile or of the props, has listeners and certificates of its own', () => {
  const shared = { name: 'public', namespace: 'gateways', listener: 'https' };
  const cluster = clusters.kubeadm({ gateway: PODS, gatewayApi: { class: 'envoy', shared } });
  for (const objects of [
    exposed({ host: 'shop.example.com' }, {}, cluster),
    exposed({ host: 'shop.example.com', gateway: shared }),
  ]) {
    expect(objects.map(({ kind }) => kind)).not.toContain('Gateway');
    expect(objects.map(({ kind }) => kind)).not.toContain('Certificate');
    expect(specs(objects, 'HTTPRoute')).toMatchObject({
      web: { parentRefs: [{ name: 'public', namespace: 'gateways', sectionName: 'https' }] },
    });
    expect(specs(objects, 'HTTPRoute')['web-redirect']).toBeUndefined();
  }
});

test('gRPC, several routes, exact paths, a time-out, a certificate that is there', () => {
  const grpc = exposed(HOST, { probe: 'grpc', liveness: undefined });
  expect(specs(grpc, 'GRPCRoute').web).toMatchObject({
    rules: [{ backendRefs: [{ name: 'web', port: 8080 }] }],
  });
  const objects = exposed([
    {
      hosts: ['a.example.com', 'b.example.com'],
      certificate: { secret: 'ab' },
      redirect: 'optOut',
      timeout: '30s',
    },
    {
      host: 'c.example.com',
      certificate: { issuer: 'own', kind: 'Issuer' },
      paths: ['/v1', { exact: '/v2' }],
    },
  ]);
  const routes = specs(objects, 'HTTPRoute');
  expect(Object.keys(routes).sort()).toEqual(['web', 'web-2', 'web-2-redirect']);
  expect(routes.web).toMatchObject({
    parentRefs: [{ sectionName: 'a.example.com' }, { sectionName: 'b.example.com' }],
    rules: [{ timeouts: { request: '30s' } }],
  });
  expect(routes['web-2']).toMatchObject({
    rules: [
      {
        matches: [{ path: { type: 'PathPrefix', value: '/v1' } }, { path: { type: 'Exact', value: '/v2' } }],
      },
    ],
  });
  expect(specs(objects, 'Certificate')['web-2']).toMatchObject({
    issuerRef: { kind: 'Issuer' },
    secretName: 'web-2-tls',
  });
});

test('one Gateway for all workloads of a namespace, whichever comes first', () => {
  const app = new HardenedApp({ today: TODAY, cluster: CLUSTER });
  const shop = new IsolatedNamespace(app, 'shop');
  const other = new IsolatedNamespace(app, 'other');
  new SecureDeployment(shop, 'plain', WEB);
  new SecureDeployment(shop, 'web', { ...WEB, expose: HOST });
  new SecureDeployment(other, 'web', { ...WEB, expose: { ...HOST, host: 'other.example.com' } });
  new SecureDeployment(shop, 'api', { ...WEB, expose: { ...HOST, host: 'api.example.com' } });
  const gateways = objectsOf(app).filter(({ kind }) => kind === 'Gateway');
  const listeners = gateways.map((gateway) => Object(objectAt(gateway, 'spec')).listeners.length);
  expect(listeners).toEqual([3, 2]);
});

describe('hosts that contradict each other', () => {
  const two = (first: ExposeProps, second: ExposeProps, namespace = 'shop') => {
    const app = new HardenedApp({ today: TODAY, cluster: CLUSTER });
    const shop = new IsolatedNamespace(app, 'shop');
    new SecureDeployment(shop, 'web', { ...WEB, expose: first });
    const place = namespace === 'shop' ? shop : new IsolatedNamespace(app, namespace);
    new SecureDeployment(place, 'api', { ...WEB, expose: second });
    return () => app.synthesize();
  };
  const SECRET = { host: 'shop.example.com', certificate: { secret: 'shop' } } as const;

  test('two paths of one host are fine', () => {
    expect(two({ ...SECRET, paths: ['/'] }, { ...SECRET, paths: ['/api'] })).not.toThrow();
  });
  test('one path of one host, led to two workloads', () => {
    expect(two(SECRET, SECRET)).toThrow(
      /host shop\.example\.com, PathPrefix \/: found led to shop\/web and to shop\/api/,
    );
  });
  test('two namespaces', () => {
    expect(two(SECRET, { ...SECRET, paths: ['/api'] }, 'other')).toThrow(
      /host shop\.example\.com: found claimed by shop\/web and by other\/api; needs one namespace/,
    );
  });
  test('two protocols', () => {
    expect(two({ ...SECRET, paths: ['/web'] }, { ...SECRET, protocol: 'grpc' })).toThrow(
      /host shop\.example\.com: found http of shop\/web and grpc of shop\/api; needs one protocol for each host/,
    );
  });
  test('two certificates', () => {
    expect(two(SECRET, { ...SECRET, certificate: { secret: 'api' }, paths: ['/api'] })).toThrow(
      /found the certificates shop of shop\/web and api of shop\/api; needs one certificate/,
    );
  });
  test('more hosts than a Gateway has listeners', () => {
    const many = (letter: string): ExposeProps[] =>
      [0, 1].map((part) => ({
        hosts: Array.from({ length: 16 }, (_, index) => `${letter}${part}-${index}.example.com`),
        certificate: { secret: 'all' },
      }));
    const app = new HardenedApp({ today: TODAY, cluster: CLUSTER });
    const shop = new IsolatedNamespace(app, 'shop');
    for (const letter of ['a', 'b']) new SecureDeployment(shop, letter, { ...WEB, expose: many(letter) });
    expect(() => app.synthesize()).toThrow(/Gateway of shop: found 65 listeners: .* needs at most 64/);
  });
});

const REFUSED: readonly [string, object, RegExp][] = [
  [
    'an address',
    { ...HOST, host: '192.0.2.1' },
    /expose\.host: found "192\.0\.2\.1"; needs a host name: addresses/,
  ],
  ['all hosts', { ...HOST, host: '*.example.com' }, /needs a host name without \*/],
  ['capitals', { ...HOST, host: 'Shop.example.com' }, /needs lower-case letters/],
  ['another alphabet', { ...HOST, host: 'läden.example.com' }, /\(Punycode\)/],
  ['no domain', { ...HOST, host: 'shop' }, /needs a full name with a domain/],
  ['a port', { ...HOST, host: 'shop.example.com:443' }, /addresses and ports/],
  ['an empty label', { ...HOST, host: 'shop..example.com' }, /letters, digits and - between dots/],
  [
    'no host',
    { certificate: HOST.certificate },
    /expose: found \{\}; needs host, or hosts with at least one/,
  ],
  ['host and hosts', { ...HOST, hosts: ['a.example.com'] }, /needs host, or hosts/],
  [
    'a host twice',
    { certificate: HOST.certificate, hosts: ['a.b', 'a.b'] },
    /hosts\[1\]: found "a\.b"; needs each host once/,
  ],
  [
    'no certificate',
    { host: 'shop.example.com' },
    /expose\.certificate: .* where the certificate comes from/,
  ],
  [
    'a certificate of its own at a shared Gateway',
    { ...HOST, gateway: { name: 'public', namespace: 'gateways' } },
    /expose\.certificate: .* needs none: a shared Gateway/,
  ],
  [
    'a port that it has not',
    { ...HOST, port: 'admin' },
    /expose\.port: found "admin"; needs the name of a port that it has: http/,
  ],
  [
    'a path without a slash',
    { ...HOST, paths: ['shop'] },
    /paths\[0\]: found "shop"; needs a path that starts with \//,
  ],
  [
    'a path that is read twice',
    { ...HOST, paths: ['/a%2fb', '/a/../b', '//a'] },
    /paths\[0\].*\n.*paths\[1\].*\n.*paths\[2\]/,
  ],
  ['no paths', { ...HOST, paths: [] }, /needs at least one path/],
  [
    'paths of gRPC',
    { ...HOST, protocol: 'grpc', paths: ['/'], timeout: '1s' },
    /expose\.paths: .*no paths: gRPC has methods.*\n.*expose\.timeout: .*no timeout: gRPC/,
  ],
  ['a time-out that is none', { ...HOST, timeout: '30' }, /expose\.timeout: found "30"; needs a duration/],
];

test.each(REFUSED)('%s is refused', (_, expose, message) => {
  const app = new HardenedApp({ today: TODAY, cluster: CLUSTER });
  const shop = new IsolatedNamespace(app, 'shop');
  expect(() => new SecureDeployment(shop, 'web', { ...WEB, ...{ expose } })).toThrow(message);
});

test('what the profile lacks, and a workload without a port, are said at once', () => {
  const shop = new IsolatedNamespace(new HardenedApp({ today: TODAY }), 'shop');
  expect(() => new SecureDeployment(shop, 'web', { image: WEB.image, expose: HOST })).toThrow(
    /expose: .* needs cluster\.gatewayApi[^\n]*\n.*expose: .* needs a port that clients reach/,
  );
});

test('a gateway whose pods the profile does not know is an error that asks for them', () => {
  const cluster = clusters.kubeadm({ gatewayApi: { class: 'envoy' } });
  expect(() => exposed(HOST, {}, cluster)).toThrow(
    /cluster\.gateway: found nothing; needs who the gateway is/,
  );
});
