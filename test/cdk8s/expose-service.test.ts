import { clusters, HardenedApp, IsolatedNamespace, SecureDeployment } from 'bulwark/cdk8s';
import type { ServiceExposeProps } from '../../lib/blueprints/workload/expose/props';
import type { ClusterProfile } from '../../lib/core/cluster/profile';
import { objectAt, type PlainObject } from '../../lib/core/manifest/plain';
import { found, objectsOf, TODAY, WEB } from './support';

const CLUSTER = clusters.kubeadm({
  cidrs: { pods: ['10.244.0.0/16'], services: ['10.96.0.0/12'], nodes: ['192.0.2.0/24'] },
});
const RANGES = { sourceRanges: ['203.0.113.0/24', '2001:db8::/32'] };
const WAIVER = {
  reason: 'mail does not go through a gateway of HTTP',
  owner: 'team-mail',
  expires: '2027-01-31',
};
const PORTS = [
  { container: 8080, name: 'http', service: 80 },
  { container: 5353, name: 'dns', service: 53, protocol: 'UDP' },
] as const;

function appWith(
  expose: ServiceExposeProps | readonly ServiceExposeProps[],
  props: object = {},
  cluster: ClusterProfile = CLUSTER,
): HardenedApp {
  const app = new HardenedApp({ today: TODAY, cluster });
  const rest = { ...WEB, port: undefined, ports: PORTS, probe: { http: '/', port: 'http' }, ...props };
  new SecureDeployment(new IsolatedNamespace(app, 'shop'), 'web', { ...rest, expose });
  return app;
}

function specOf(objects: readonly PlainObject[], kind: string, name: string): PlainObject | undefined {
  return objectAt(
    objects.find((object) => object.kind === kind && objectAt(object, 'metadata')?.name === name),
    'spec',
  );
}

test('a load balancer is a Service of its own, for clients by their addresses', () => {
  const control = 'no-load-balancer-services' as const;
  const app = appWith({ type: 'LoadBalancer', ...RANGES }, { waivers: [{ control, ...WAIVER }] });
  const objects = objectsOf(app);
  expect(specOf(objects, 'Service', 'web')?.type).toBe('ClusterIP');
  expect(specOf(objects, 'Service', 'web-external')).toEqual({
    externalTrafficPolicy: 'Local',
    loadBalancerSourceRanges: RANGES.sourceRanges,
    ports: [
      { name: 'http', port: 80, protocol: 'TCP', targetPort: 'http' },
      { name: 'dns', port: 53, protocol: 'UDP', targetPort: 'dns' },
    ],
    selector: { 'app.kubernetes.io/instance': 'web' },
    type: 'LoadBalancer',
  });
  expect(specOf(objects, 'NetworkPolicy', 'web')?.ingress).toEqual(
    [...RANGES.sourceRanges].sort().map((cidr) => ({
      from: [{ ipBlock: { cidr } }],
      ports: [
        { port: 5353, protocol: 'UDP' },
        { port: 8080, protocol: 'TCP' },
      ],
    })),
  );
  expect(specOf(objects, 'ResourceQuota', 'quota')?.hard).toMatchObject({
    'services.loadbalancers': '1',
    'services.nodeports': '2',
  });
  expect(found(app)).toEqual([]);
});

test.each(['LoadBalancer', 'NodePort'] as const)('%s without a dated waiver is a finding', (type) => {
  const control = type === 'NodePort' ? 'no-node-port-services' : 'no-load-balancer-services';
  expect(found(appWith({ type, ...RANGES })).join()).toContain(control);
});

test('a port of the nodes, with all options', () => {
  const objects = objectsOf(
    appWith({
      type: 'NodePort',
      ...RANGES,
      ports: ['http'],
      nodePorts: { http: 30_080 },
      sessionAffinity: 'ClientIP',
      host: 'nodes.example.com',
      dnsTtl: 60,
      annotations: { 'example.com/team': 'shop' },
    }),
  );
  const service = objects.find((one) => objectAt(one, 'metadata')?.name === 'web-external');
  expect(service).toMatchObject({
    metadata: {
      annotations: {
        'example.com/team': 'shop',
        'external-dns.alpha.kubernetes.io/hostname': 'nodes.example.com',
        'external-dns.alpha.kubernetes.io/ttl': '60',
      },
    },
    spec: {
      externalTrafficPolicy: 'Local',
      ports: [{ name: 'http', nodePort: 30_080, port: 80, protocol: 'TCP', targetPort: 'http' }],
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 10_800 } },
      type: 'NodePort',
    },
  });
  expect(specOf(objects, 'ResourceQuota', 'quota')?.hard).toMatchObject({
    'services.loadbalancers': '0',
    'services.nodeports': '1',
  });
});

test('where nodes hide the addresses of clients, the nodes are let in and have no port for it', () => {
  const objects = objectsOf(
    appWith({
      type: 'LoadBalancer',
      sourceRanges: ['203.0.113.0/24'],
      externalTrafficPolicy: 'Cluster',
      loadBalancerClass: 'example.com/internal',
      sessionAffinity: 'ClientIP',
      sessionTimeout: 60,
      ports: ['http'],
    }),
  );
  expect(specOf(objects, 'Service', 'web-external')).toMatchObject({
    allocateLoadBalancerNodePorts: false,
    externalTrafficPolicy: 'Cluster',
    loadBalancerClass: 'example.com/internal',
    sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } },
  });
  expect(specOf(objects, 'NetworkPolicy', 'web')?.ingress).toEqual(
    ['192.0.2.0/24', '203.0.113.0/24'].map((cidr) => ({
      from: [{ ipBlock: { cidr } }],
      ports: [{ port: 8080, protocol: 'TCP' }],
    })),
  );
  expect(specOf(objects, 'ResourceQuota', 'quota')?.hard).toMatchObject({ 'services.nodeports': '0' });
});

test('pods of the cluster are no clients outside of it', () => {
  const objects = objectsOf(appWith({ type: 'LoadBalancer', sourceRanges: ['10.0.0.0/8'], ports: ['http'] }));
  expect(specOf(objects, 'NetworkPolicy', 'web')?.ingress).toEqual([
    {
      from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.244.0.0/16'] } }],
      ports: [{ port: 8080, protocol: 'TCP' }],
    },
  ]);
});

test('two Services, and a name that another namespace has', () => {
  const two = objectsOf(
    appWith([
      { type: 'LoadBalancer', ...RANGES },
      { type: 'NodePort', ...RANGES },
    ]),
  );
  expect(specOf(two, 'Service', 'web-external-2')?.type).toBe('NodePort');
  const app = appWith({ type: 'LoadBalancer', ...RANGES, host: 'mail.example.com' });
  new SecureDeployment(new IsolatedNamespace(app, 'other'), 'api', {
    ...WEB,
    expose: { type: 'LoadBalancer', ...RANGES, hosts: ['mail.example.com'] },
  });
  expect(() => app.synthesize()).toThrow(
    /host mail\.example\.com: found claimed by shop\/web and by other\/api/,
  );
});

const REFUSED: readonly [string, object, RegExp][] = [
  ['nobody in particular', { type: 'LoadBalancer' }, /expose\.sourceRanges: found .*without them everyone/],
  [
    'no ranges',
    { type: 'NodePort', sourceRanges: [] },
    /expose\.sourceRanges: found .*without them everyone/,
  ],
  [
    'everybody',
    { type: 'NodePort', sourceRanges: ['0.0.0.0/0', '::/0', '1.2.3.4/0'] },
    /sourceRanges\[0\].*everyone comes through the gateway.*\n.*sourceRanges\[1\].*\n.*sourceRanges\[2\]/,
  ],
  [
    'what is no range',
    { type: 'NodePort', sourceRanges: ['203.0.113.1', 'clients', '::ffff:1.2.3.4/128'] },
    /sourceRanges\[0\].*a range of addresses.*\n.*sourceRanges\[1\].*\n.*sourceRanges\[2\]/,
  ],
  [
    'a range that begins in its middle',
    { type: 'NodePort', sourceRanges: ['203.0.113.5/24', '2001:db8::1/32'] },
    /sourceRanges\[0\].*the first address of the range.*\n.*sourceRanges\[1\]/,
  ],
  [
    'pods, and a range twice',
    { type: 'NodePort', sourceRanges: ['10.244.3.0/24', '203.0.113.0/24', '203.0.113.0/24'] },
    /sourceRanges\[0\].*outside of the cluster.*\n.*sourceRanges\[2\].*each range once/,
  ],
  [
    'what a Gateway has',
    { type: 'LoadBalancer', ...RANGES, certificate: { secret: 'a' }, paths: ['/'], redirect: 'optOut' },
    /expose\.certificate: .*no certificate where type is LoadBalancer: it is for Gateway or Ingress.*\n.*expose\.paths.*\n.*expose\.redirect/,
  ],
  [
    'what a Service has',
    { host: 'a.example.com', sessionTimeout: 60, certificate: { secret: 'a' } },
    /expose\.sessionTimeout: .*no sessionTimeout where type is Gateway: it is for LoadBalancer or NodePort/,
  ],
  [
    'clients that nobody sees',
    { type: 'NodePort', ...RANGES, externalTrafficPolicy: 'Cluster' },
    /expose\.externalTrafficPolicy: found "Cluster"; needs Local/,
  ],
  [
    'ports that it has not, none, and one twice',
    { type: 'NodePort', ...RANGES, ports: ['http', 'http', 'admin'], nodePorts: { admin: 30_000, http: 80 } },
    /ports\[1\].*each port once.*\n.*ports\[2\].*a port that it has: http, dns.*\n.*nodePorts\["admin"\].*\n.*nodePorts\["http"\]: found 80; needs a whole number from 30000 to 32767/,
  ],
  ['no ports', { type: 'NodePort', ...RANGES, ports: [] }, /expose\.ports: .*at least one port/],
  [
    'ports of nodes and classes elsewhere',
    { type: 'LoadBalancer', ...RANGES, nodePorts: { http: 30_000 } },
    /expose\.nodePorts: .*none where type is LoadBalancer/,
  ],
  [
    'a class of a NodePort, and one that is no name',
    { type: 'NodePort', ...RANGES, loadBalancerClass: 'a b' },
    /expose\.loadBalancerClass: .*none where type is NodePort.*\n.*expose\.loadBalancerClass: found "a b"/,
  ],
  [
    'a time without affinity, and one that is too long',
    { type: 'NodePort', ...RANGES, sessionTimeout: 86_401 },
    /expose\.sessionTimeout: .*to 86400.*\n.*sessionAffinity: 'ClientIP' with it/,
  ],
  [
    'annotations of props',
    {
      type: 'LoadBalancer',
      ...RANGES,
      dnsTtl: 0,
      annotations: {
        'external-dns.alpha.kubernetes.io/hostname': 'a.example.com',
        'service.beta.kubernetes.io/load-balancer-source-ranges': '0.0.0.0/0',
      },
    },
    /needs the prop that says it: hosts.*\n.*needs the prop that says it: sourceRanges.*\n.*expose\.dnsTtl/,
  ],
  [
    'a name that is none',
    { type: 'NodePort', ...RANGES, host: '*.example.com' },
    /expose\.host: .*without \*/,
  ],
];

test.each(REFUSED)('%s: refused', (_, expose, message) => {
  const shop = new IsolatedNamespace(new HardenedApp({ today: TODAY, cluster: CLUSTER }), 'shop');
  const rest = { ...WEB, port: undefined, ports: PORTS, probe: { http: '/', port: 'http' } };
  expect(() => new SecureDeployment(shop, 'web', { ...rest, ...{ expose } })).toThrow(message);
});

test('nodes that the profile does not know cannot be let in', () => {
  const cluster = clusters.kubeadm();
  expect(() =>
    appWith({ type: 'LoadBalancer', ...RANGES, externalTrafficPolicy: 'Cluster' }, {}, cluster),
  ).toThrow(/expose\.externalTrafficPolicy: found "Cluster"; needs cluster\.cidrs\.nodes/);
});

test('to Cilium nodes are no addresses, and a name may be too long for what is behind it', () => {
  const cluster = { ...CLUSTER, cni: 'cilium', networkPolicies: 'cilium' } as const;
  expect(() =>
    appWith({ type: 'LoadBalancer', ...RANGES, externalTrafficPolicy: 'Cluster' }, {}, cluster),
  ).toThrow(/expose\.externalTrafficPolicy: found "Cluster"; needs Local: to Cilium/);
  expect(() => appWith({ type: 'LoadBalancer', ...RANGES }, { name: 'a'.repeat(60) })).toThrow(
    /name: found "a{60}-external"/,
  );
});
