import {
  addresses,
  allPodsOf,
  apiServer,
  clusters,
  external,
  gateway,
  host,
  IsolatedNamespace,
  internet,
  SecureDeployment,
  type Waiver,
} from 'bulwark/cdk8s';
import { at, errorOf, found, objectsOf, one, shopApp, WEB } from '../cdk8s/support';

const tcp = (port: number) => ({ port, protocol: 'TCP' });
const INGRESS = { namespace: 'ingress', labels: { app: 'gateway' } };

const INTERNET: Waiver = {
  control: 'no-open-egress',
  reason: 'the program calls hosts whose addresses change',
  owner: 'team-shop',
  expires: '2027-01-31',
};

function egressOf(
  route: (web: SecureDeployment) => unknown,
  cluster = clusters.kubeadm(),
  waivers: readonly Waiver[] = [],
): unknown {
  const { app, shop } = shopApp({ cluster });
  route(new SecureDeployment(shop, 'web', { ...WEB, waivers }));
  expect(found(app)).toEqual([]);
  const rules: unknown = at(one(objectsOf(app), 'NetworkPolicy', 'web'), 'spec.egress');
  return (Array.isArray(rules) ? rules : []).filter((rule) => !JSON.stringify(rule).includes('kube-dns'));
}

test('a range of addresses, with holes', () => {
  const bank = addresses({ cidr: '203.0.113.0/24', except: ['203.0.113.7/32'], ports: [443] });
  expect(egressOf((web) => web.talksTo(bank))).toEqual([
    { ports: [tcp(443)], to: [{ ipBlock: { cidr: '203.0.113.0/24', except: ['203.0.113.7/32'] } }] },
  ]);
});

test('the internet is both families without what is private or of the cluster', () => {
  const cluster = clusters.kubeadm({
    cidrs: { pods: ['198.18.0.0/15'], services: ['10.96.0.0/12'], nodes: [] },
  });
  expect(egressOf((web) => web.talksTo(internet({ ports: [443] })), cluster, [INTERNET])).toEqual([
    {
      ports: [tcp(443)],
      to: [
        {
          ipBlock: {
            cidr: '0.0.0.0/0',
            except: [
              '10.0.0.0/8',
              '100.64.0.0/10',
              '169.254.0.0/16',
              '172.16.0.0/12',
              '192.168.0.0/16',
              '198.18.0.0/15',
            ],
          },
        },
      ],
    },
    { ports: [tcp(443)], to: [{ ipBlock: { cidr: '::/0', except: ['fc00::/7', 'fe80::/10'] } }] },
  ]);
});

test.each([
  ['api.example.com', { matchName: 'api.example.com' }],
  ['*.example.com', { matchPattern: '*.example.com' }],
])('the host %s is a name to Cilium', (name, expected) => {
  const cluster = clusters.kubeadm({ cni: 'cilium', networkPolicies: 'cilium' });
  const { app, shop } = shopApp({ cluster });
  new SecureDeployment(shop, 'web', WEB).talksTo(host(name, { ports: [443] }));
  const rules: unknown = at(one(objectsOf(app), 'CiliumNetworkPolicy', 'web'), 'spec.egress');
  expect((Array.isArray(rules) ? rules : []).map((rule) => at(rule, 'toFQDNs.0'))).toContainEqual(expected);
});

test('the gateway of the profile reaches what says so', () => {
  const { app, shop } = shopApp({ cluster: clusters.kubeadm({ gateway: INGRESS }) });
  new SecureDeployment(shop, 'web', WEB).receivesFrom(gateway());
  expect(at(one(objectsOf(app), 'NetworkPolicy', 'web'), 'spec.ingress')).toEqual([
    {
      from: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress' } },
          podSelector: { matchLabels: { app: 'gateway' } },
        },
      ],
      ports: [tcp(8080)],
    },
  ]);
});

test.each<[string, (web: SecureDeployment) => unknown, RegExp]>([
  [
    'a host name',
    (web) => web.talksTo(host('api.example.com', { ports: [443] })),
    /api\.example\.com, which NetworkPolicy cannot say; needs .*CiliumNetworkPolicy/,
  ],
  [
    'a gateway that the profile does not know',
    (web) => web.receivesFrom(gateway()),
    /cluster\.gateway: found nothing; needs who the gateway is/,
  ],
])('a NetworkPolicy has no words for %s, and says so', (_, route, message) => {
  const { app, shop } = shopApp();
  route(new SecureDeployment(shop, 'web', WEB));
  expect(errorOf(() => objectsOf(app)).message).toMatch(message);
});

test.each<[string, () => unknown, RegExp]>([
  ['no range', () => addresses({ cidr: '203.0.113.0', ports: [443] }), /range of addresses/],
  [
    'a hole that is no range',
    () => addresses({ cidr: '203.0.113.0/24', except: ['x'], ports: [443] }),
    /range/,
  ],
  [
    'a hole outside of its range',
    () => addresses({ cidr: '203.0.113.0/24', except: ['198.51.100.0/24'], ports: [443] }),
    /smaller range inside/,
  ],
  ['no port', () => internet({ ports: [] }), /ports: found "?none"?; needs a port/],
  ['a port that is none', () => internet({ ports: [70_000] }), /1 to 65535/],
  ['a wildcard within', () => host('api.*.example.com', { ports: [443] }), /name: .*host name/],
  [
    'a name of the cluster',
    () => host('web.shop.svc.cluster.local', { ports: [443] }),
    /outside of the cluster/,
  ],
  ['a prop that host does not have', () => host('a.b.c', JSON.parse('{"ports":[443],"port":1}')), /port\b/],
  ['no ports of a host', () => host('a.b.c', JSON.parse('{}')), /ports/],
  ['an address as a name', () => host('203.0.113.7', { ports: [443] }), /name: .*host name/],
  ['no name', () => host(JSON.parse('null'), { ports: [443] }), /name/],
])('refuses %s', (_, make, message) => {
  expect(errorOf(make).message).toMatch(message);
});

test('a mesh knows a peer outside of the code by its account, and refuses one without', () => {
  const mesh = { mesh: 'istio-ambient', gateway: { ...INGRESS, account: 'gateway' } } as const;
  const from = (account?: string) => {
    const { app, shop } = shopApp({ cluster: clusters.kubeadm(mesh) });
    const peer = { namespace: 'monitoring', labels: { app: 'prometheus' } };
    new SecureDeployment(shop, 'web', WEB).receivesFrom(
      external(account === undefined ? peer : { ...peer, account }),
    );
    return objectsOf(app);
  };
  expect(JSON.stringify(one(from('prometheus'), 'AuthorizationPolicy', 'web'))).toContain(
    'monitoring/prometheus',
  );
  expect(errorOf(() => from()).message).toMatch(/account: found nothing/);
});

describe('hosts', () => {
  test('are one peer', () => {
    const { app, shop } = shopApp({
      cluster: clusters.kubeadm({ cni: 'cilium', networkPolicies: 'cilium' }),
    });
    const hosts = external({ hosts: ['api.example.com', '*.example.org'], ports: [443] });
    new SecureDeployment(shop, 'web', WEB).talksTo(hosts);
    const rules: unknown = at(one(objectsOf(app), 'CiliumNetworkPolicy', 'web'), 'spec.egress');
    expect((Array.isArray(rules) ? rules : []).flatMap((rule) => at(rule, 'toFQDNs') ?? [])).toEqual([
      { matchName: 'api.example.com' },
      { matchPattern: '*.example.org' },
    ]);
  });

  test.each<[string, () => unknown, RegExp]>([
    ['none', () => external({ hosts: [], ports: [443] }), /hosts: found an empty list/],
    ['an address', () => external({ hosts: ['192.0.2.1'], ports: [443] }), /hosts: .*host name/],
    ['no ports', () => external(JSON.parse('{"hosts":["a.example.com"]}')), /ports: found nothing/],
    [
      'pods, too',
      () =>
        external(JSON.parse('{"hosts":["a.example.com"],"ports":[1],"namespace":"a","labels":{"a":"b"}}')),
      /namespace/,
    ],
    ['a string', () => external(JSON.parse('{"hosts":"a.example.com","ports":[443]}')), /hosts: .*list/],
  ])('%s is refused', (_, make, message) => {
    expect(errorOf(make).message).toMatch(message);
  });
});

describe('ranges of the internet', () => {
  const cluster = clusters.kubeadm({
    cidrs: { pods: ['203.0.113.0/25'], services: ['10.96.0.0/12'], nodes: ['2001:db8:1::/48'] },
  });
  const reached = (...cidrs: string[]): unknown => {
    const { app, shop } = shopApp({ cluster });
    new SecureDeployment(shop, 'web', WEB).talksTo(internet({ cidrs, ports: [443] }));
    const rules: unknown = at(one(objectsOf(app), 'NetworkPolicy', 'web'), 'spec.egress');
    return (Array.isArray(rules) ? rules : []).flatMap((rule) => at(rule, 'to.0.ipBlock') ?? []);
  };

  test.each<[string, unknown]>([
    ['198.51.100.0/24', { cidr: '198.51.100.0/24' }],
    ['203.0.113.0/24', { cidr: '203.0.113.0/24', except: ['203.0.113.0/25'] }],
    ['2001:db8::/32', { cidr: '2001:db8::/32', except: ['2001:db8:1::/48'] }],
    ['172.0.0.0/8', { cidr: '172.0.0.0/8', except: ['172.16.0.0/12'] }],
    [
      '128.0.0.0/1',
      {
        cidr: '128.0.0.0/1',
        except: ['169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16', '203.0.113.0/25'],
      },
    ],
  ])('%s is opened without what is private or of the cluster in it', (cidr, expected) => {
    expect(reached(cidr)).toEqual([expected]);
  });

  test('several are several', () => {
    expect(reached('198.51.100.0/24', '192.0.2.0/24')).toHaveLength(2);
  });

  test.each([
    ['10.1.0.0/16', /cidrs\[0\]: found "?10\.1\.0\.0\/16"?; needs a range with public addresses/],
    ['203.0.113.0/26', /needs a range with public addresses/],
    ['169.254.169.254/32', /needs a range with public addresses/],
    ['fd00::/8', /needs a range with public addresses/],
    ['::ffff:0:0/96', /needs addresses of IPv4 as such/],
    ['api.example.com', /cidrs\[0\]: found "?api\.example\.com"?; needs a range of addresses/],
  ])('%s is refused', (cidr, message) => {
    expect(errorOf(() => reached(cidr)).message).toMatch(message);
  });

  test('none is refused, and so is the hole of a range', () => {
    expect(errorOf(() => internet({ cidrs: [], ports: [443] })).message).toMatch(/cidrs: .*leave cidrs out/s);
    expect(() => Reflect.apply(internet, undefined, [{ cidr: '192.0.2.0/24', ports: [443] }])).toThrow(
      /cidr/,
    );
  });
});

describe('all pods of a namespace', () => {
  const FROM = { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } };

  test('are a source by the name of the namespace', () => {
    const { app, shop } = shopApp();
    new SecureDeployment(shop, 'web', WEB).receivesFrom(allPodsOf('monitoring'));
    new SecureDeployment(shop, 'api', WEB).receivesFrom(allPodsOf('shop'));
    expect(found(app)).toEqual([]);
    expect(at(one(objectsOf(app), 'NetworkPolicy', 'web'), 'spec.ingress')).toEqual([
      { from: [{ namespaceSelector: FROM, podSelector: {} }], ports: [tcp(8080)] },
    ]);
  });

  test('are a target with ports, and those of them that are ours let it in', () => {
    const { app, shop } = shopApp();
    const data = new IsolatedNamespace(app, 'data');
    new SecureDeployment(shop, 'web', WEB).talksTo(allPodsOf('data', { ports: [5432] }));
    new SecureDeployment(data, 'db', WEB);
    expect(found(app)).toEqual([]);
    const objects = objectsOf(app);
    expect(at(one(objects, 'NetworkPolicy', 'web'), 'spec.egress.1')).toEqual({
      ports: [tcp(5432)],
      to: [
        { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'data' } }, podSelector: {} },
      ],
    });
    expect(at(one(objects, 'NetworkPolicy', 'db'), 'spec.ingress.0.ports')).toEqual([tcp(5432)]);
  });

  test('have names in the policies of Cilium and in a mesh', () => {
    const cluster = clusters.kubeadm({ cni: 'cilium', networkPolicies: 'cilium', mesh: 'istio-ambient' });
    const { app, shop } = shopApp({ cluster });
    const web = new SecureDeployment(shop, 'web', WEB).receivesFrom(allPodsOf('monitoring'));
    web.talksTo(allPodsOf('data', { ports: [5432] })).receivesFrom(allPodsOf('shop'));
    const objects = objectsOf(app);
    const { ingress, egress } = Object(at(one(objects, 'CiliumNetworkPolicy', 'web'), 'spec'));
    const named = (namespace: string) => [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': namespace } }];
    const hbone = [{ ports: [{ port: '15008', protocol: 'TCP' }] }];
    expect(ingress).toContainEqual({ fromEndpoints: named('monitoring'), toPorts: hbone });
    expect(ingress).toContainEqual({ fromEndpoints: named('shop'), toPorts: hbone });
    expect(egress).toContainEqual({
      toEndpoints: named('data'),
      toPorts: [
        {
          ports: [
            { port: '05432', protocol: 'TCP' },
            { port: '15008', protocol: 'TCP' },
          ].map(({ port, protocol }) => ({ port: String(Number(port)), protocol })),
        },
      ],
    });
    expect(at(one(objects, 'AuthorizationPolicy', 'web'), 'spec.rules')).toEqual(
      ['monitoring', 'shop'].map((namespace) => ({
        from: [{ source: { namespaces: [namespace] } }],
        to: [{ operation: { ports: ['8080'] } }],
      })),
    );
  });

  test.each<[() => unknown, RegExp]>([
    [() => allPodsOf('Data'), /namespace: found "?Data"?/],
    [() => allPodsOf('data', { ports: [] }), /ports: found "?none"?; needs a port/],
    [() => allPodsOf('data', { ports: [0] }), /1 to 65535/],
    [() => Reflect.apply(allPodsOf, undefined, [7]), /namespace/],
    [
      () => new SecureDeployment(shopApp().shop, 'web', WEB).talksTo(allPodsOf('data')),
      /needs ports, to be the target/,
    ],
  ])('what is wrong is an error', (make, message) => {
    expect(errorOf(make).message).toMatch(message);
  });
});

describe('the API server', () => {
  const known = {
    service: { cidr: '10.96.0.1/32', port: 443 },
    endpoints: [{ cidr: '192.0.2.10/32', port: 6443 }],
  };

  test('is a target without a grant', () => {
    const web = (it: SecureDeployment) => it.talksTo(apiServer());
    expect(egressOf(web, clusters.kubeadm({ apiServer: known }))).toHaveLength(2);
  });

  test.each([
    ['target', (it: SecureDeployment) => it.talksTo(apiServer()), /needs the addresses of the API server/],
    ['source', (it: SecureDeployment) => it.receivesFrom(apiServer()), /needs the addresses from which/],
  ])('as a %s it needs its addresses', (_, route, message) => {
    expect(errorOf(() => egressOf(route)).message).toMatch(message);
  });
});

test('an object of the program that only looks like a peer is an error', () => {
  const methods = { portsFor: () => [], join: () => undefined };
  for (const party of [undefined, null, 'web', {}, { party: 'moon' }])
    for (const method of ['talksTo', 'receivesFrom'] as const) {
      const web = new SecureDeployment(shopApp().shop, 'web', WEB);
      const peer = { ...methods, party: () => party };
      expect(() => Reflect.apply(web[method], web, [peer])).toThrow(/needs a peer that says who it is/);
    }
});
