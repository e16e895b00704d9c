import fc from 'fast-check';
import { DUMP_COMMAND, discover } from '../../../lib/core/cluster/discover';
import { parseCluster } from '../../../lib/core/cluster/parse';
import type { clusters } from '../../../lib/core/cluster/presets';
import type { ClusterProfile } from '../../../lib/core/cluster/profile';
import { type DumpParts, daemonSet, dns, dumpOf, type Manifest, node, service, storageClass } from './dumps';

function read(objects: readonly Manifest[]): { cluster: ClusterProfile; unknown: Record<string, string> } {
  const found = discover(objects.map((object) => ({ ...object })));
  if (found === undefined) throw new Error('nothing was found');
  const { cluster, problems } = parseCluster(found.fields);
  expect(problems).toEqual([]);
  return { cluster, unknown: Object.fromEntries(found.unknown.map(({ field, why }) => [field, why])) };
}

const POOL = { 'cloud.google.com/gke-nodepool': 'pool' };
const AZURE = { 'kubernetes.azure.com/cluster': 'MC_rg' };

test.each<[keyof typeof clusters, DumpParts, ClusterProfile['cni']]>([
  [
    'kind',
    {
      nodes: [
        node('kind-control-plane', 'v1.35.0', {
          provider: 'kind://docker/kind/kind-control-plane',
          ip: '172.18.0.2',
          pods: '10.244.0.0/24',
        }),
      ],
      daemonSets: [daemonSet('kindnet')],
    },
    'kindnet',
  ],
  ['k3s', { nodes: [node('n', 'v1.35.1+k3s1', { pods: '10.42.0.0/24' })], api: '10.43.0.1' }, 'other'],
  [
    'rke2',
    { nodes: [node('n', 'v1.35.1+rke2r1', { pods: '10.42.3.0/24' })], daemonSets: [daemonSet('rke2-canal')] },
    'calico',
  ],
  [
    'talos',
    { nodes: [node('n', 'v1.36.0', { os: 'Talos (v1.13.9)' })], daemonSets: [daemonSet('cilium')] },
    'cilium',
  ],
  [
    'openshift',
    {
      dns: dns('dns-default', 'openshift-dns', '172.30.0.10', {
        'dns.operator.openshift.io/daemonset-dns': 'default',
      }),
      dnsPort: 5353,
      api: '172.30.0.1',
      daemonSets: [daemonSet('ovnkube-node', [], 'openshift-ovn-kubernetes')],
    },
    'other',
  ],
  [
    'eks',
    {
      nodes: [node('n', 'v1.35.2-eks-1a2b3c', { provider: 'aws:///eu-central-1a/i-1' })],
      daemonSets: [daemonSet('aws-node', ['--enable-network-policy=true'])],
    },
    'aws-vpc',
  ],
  [
    'gkeDataplaneV1',
    {
      nodes: [node('gke-n', 'v1.34.1-gke.100', { labels: POOL, provider: 'gce://p/z/n' })],
      daemonSets: [daemonSet('calico-node')],
    },
    'calico',
  ],
  [
    'gkeDataplaneV2',
    { nodes: [node('gke-n', 'v1.34.1-gke.100', { labels: POOL })], daemonSets: [daemonSet('anetd')] },
    'cilium',
  ],
  [
    'gkeAutopilot',
    { nodes: [node('gk3-n', 'v1.34.1-gke.100', { labels: POOL })], daemonSets: [daemonSet('anetd')] },
    'cilium',
  ],
  [
    'aks',
    {
      nodes: [node('aks-n', 'v1.34.1', { labels: AZURE, provider: 'azure:///x' })],
      daemonSets: [daemonSet('azure-npm')],
    },
    'other',
  ],
  [
    'aksCilium',
    { nodes: [node('aks-n', 'v1.34.1', { labels: AZURE })], daemonSets: [daemonSet('cilium')] },
    'cilium',
  ],
  [
    'doks',
    {
      nodes: [node('pool-1', 'v1.34.1', { labels: { 'doks.digitalocean.com/node-pool': 'pool' } })],
      daemonSets: [daemonSet('cilium')],
    },
    'cilium',
  ],
])('%s is recognized, and its network plugin', (name, parts, cni) => {
  const { cluster, unknown } = read(dumpOf(parts));
  expect([cluster.name, cluster.cni]).toEqual([name, cni]);
  expect(unknown).not.toHaveProperty('cni');
  expect(cluster.dns.port).toBe(parts.dnsPort ?? 53);
  expect(cluster.apiServer.service?.cidr).toBe(`${parts.api ?? '10.96.0.1'}/32`);
  expect(cluster.apiServer.endpoints).toEqual([
    { cidr: '192.0.2.10/32', port: 6443 },
    { cidr: '192.0.2.11/32', port: 6443 },
  ]);
});

test('where nothing is sure, what was seen is all that is said', () => {
  const { cluster, unknown } = read(
    dumpOf({ nodes: [node('a', 'v1.34.9', { pods: '10.244.0.0/24' }), node('b', 'v1.35.0')] }),
  );
  expect(cluster).toMatchObject({
    name: 'cluster',
    kubernetes: '1.35',
    cni: 'other',
    cidrs: { pods: [], services: [], nodes: [] },
    seLinuxType: undefined,
    priorityClass: undefined,
  });
  expect(cluster).not.toHaveProperty('storage');
  expect(Object.keys(unknown).sort()).toEqual(
    [
      'cidrs.nodes',
      'cidrs.pods',
      'cidrs.services',
      'cni',
      'dns.domain',
      'gateway, gatewayApi, monitoring, cloudIdentity, registries, appArmor, userNamespaces',
      'preset',
      'priorityClass',
      'seLinuxType',
      'storage',
    ].sort(),
  );
  expect(unknown['cidrs.pods']).toContain('today it holds 10.244.0.0/24');
});

test('a range of the preset stays only where everything that was seen is in it', () => {
  const k3s = (pods: string): readonly string[] =>
    read(dumpOf({ nodes: [node('n', 'v1.35.1+k3s1', { pods })] })).cluster.cidrs.pods;
  expect(k3s('10.42.7.0/24')).toEqual(['10.42.0.0/16']);
  expect(k3s('10.52.7.0/24')).toEqual([]);
});

test('nodes of two distributions are none that is sure', () => {
  const nodes = [node('a', 'v1.35.1+k3s1'), node('b', 'v1.35.1-eks-1', { provider: 'aws:///a/i-1' })];
  expect(read(dumpOf({ nodes })).cluster.name).toBe('cluster');
});

test('the policies of Cilium are for Cilium alone, whatever the preset says', () => {
  const nodes = [node('pool-1', 'v1.34.1', { labels: { 'doks.digitalocean.com/node-pool': 'pool' } })];
  const of = (...names: readonly string[]): unknown =>
    read(dumpOf({ nodes, daemonSets: names.map((name) => daemonSet(name)) })).cluster.networkPolicies;
  expect([of('cilium'), of('calico-node'), of()]).toEqual(['cilium', 'kubernetes', 'kubernetes']);
});

test('EKS Anywhere is not EKS: its control plane is its own', () => {
  const nodes = [node('vm', 'v1.35.2-eks-1-35-4', { provider: 'vsphere://42' })];
  expect(read(dumpOf({ nodes })).cluster.name).toBe('cluster');
});

test('an object that is in the dump twice counts once', () => {
  const objects = dumpOf({ others: [storageClass('gp3', 'ebs.csi.aws.com', true)] });
  expect(read([...objects, ...objects])).toEqual(read(objects));
});

test('a Service of the API server that nobody saw is not that of the preset', () => {
  const { cluster, unknown } = read([node('n', 'v1.35.1+k3s1')]);
  expect(cluster.apiServer).toEqual({ endpoints: [] });
  expect(unknown).toMatchObject({
    'apiServer.service': expect.any(String),
    'apiServer.endpoints': expect.any(String),
  });
});

test('a declared range for Services counts, and an IPv6 address is an address', () => {
  const others = [
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'ServiceCIDR',
      metadata: { name: 'kubernetes' },
      spec: { cidrs: ['10.9.0.0/16', 'fd00::/108'] },
    },
  ];
  const { cluster } = read(dumpOf({ api: 'fd00::1', others }));
  expect(cluster.cidrs.services).toEqual(['10.9.0.0/16', 'fd00::/108']);
  expect(cluster.apiServer.service).toEqual({ cidr: 'fd00::1/128', port: 443 });
});

test('caches on nodes are peers, with every address that they take', () => {
  const daemonSets = [
    daemonSet('node-local-dns', ['-localip', '169.254.20.10,10.96.0.10', '-conf', '/etc/Corefile']),
  ];
  expect(read(dumpOf({ daemonSets })).cluster.dns.peers).toEqual([
    { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
    { cidr: '169.254.20.10/32' },
    { cidr: '10.96.0.10/32' },
  ]);
});

test('DNS of the cloud, which no object shows, is that of the preset', () => {
  const nodes = [node('gk3-n', 'v1.34.1-gke.100', { labels: POOL })];
  expect(read(dumpOf({ nodes })).cluster.dns.peers).toContainEqual({ cidr: '169.254.169.254/32' });
});

test('that of a Standard cluster of GKE may be Cloud DNS: it has to be looked up', () => {
  const nodes = [node('gke-n', 'v1.34.1-gke.100', { labels: POOL })];
  const { cluster, unknown } = read(dumpOf({ nodes, daemonSets: [daemonSet('anetd')] }));
  expect(cluster.dns.peers).not.toContainEqual({ cidr: '169.254.169.254/32' });
  expect(unknown['dns.peers']).toContain('169.254.169.254/32');
});

test('the DNS of nodes that run it themselves is an address', () => {
  const nodes = [node('i-1', 'v1.35.2-eks-1', { provider: 'aws:///a/i-1' })];
  const { cluster } = read(
    dumpOf({ nodes, dns: service('kube-dns', 'kube-system', '10.100.0.10', { ports: [{ port: 53 }] }) }),
  );
  expect(cluster.dns.peers).toEqual([{ cidr: '10.100.0.10/32' }]);
});

test('the metadata service is that of the cloud that the nodes are in', () => {
  const nodes = [node('n', 'v1.35.0', { os: 'Talos (v1.13.9)', provider: 'azure:///subscriptions/x' })];
  expect(read(dumpOf({ nodes })).cluster.metadata).toContain('168.63.129.16/32');
});

test.each<[string, DumpParts, string]>([
  [
    'Flannel alone',
    { daemonSets: [daemonSet('kube-flannel-ds', [], 'kube-flannel')] },
    'enforces no NetworkPolicies',
  ],
  ['two that could', { daemonSets: [daemonSet('cilium'), daemonSet('calico-node')] }, 'say which one'],
  [
    'an agent that is off',
    { daemonSets: [daemonSet('aws-node', ['--enable-network-policy=false'])] },
    'enableNetworkPolicy',
  ],
])('%s is said of the network plugin', (_, parts, why) => {
  expect(read(dumpOf(parts)).unknown.cni).toContain(why);
});

test('StorageClasses have the modes of their drivers; one that nobody knows leaves all out', () => {
  const classes = [storageClass('gp3', 'ebs.csi.aws.com', true), storageClass('files', 'efs.csi.aws.com')];
  expect(read(dumpOf({ others: classes })).cluster.storage).toEqual({
    classes: [
      { name: 'gp3', default: true, modes: ['ReadWriteOnce', 'ReadWriteOncePod'], csi: true },
      { name: 'files', modes: ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany'], csi: true },
    ],
  });
  const { cluster, unknown } = read(
    dumpOf({ others: [...classes, storageClass('own', 'example.com/disks')] }),
  );
  expect(cluster).not.toHaveProperty('storage');
  expect(unknown.storage).toContain('own (example.com/disks)');
  const two = [storageClass('a', 'ebs.csi.aws.com', true), storageClass('b', 'ebs.csi.aws.com', true)];
  expect(read(dumpOf({ others: two })).unknown.storage).toContain('2 default classes');
});

test('the classes of pods and of Ingresses', () => {
  const priority = {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: 'web' },
    value: 500,
    globalDefault: true,
  };
  const ingress = (controller: string, name = 'public'): Manifest => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name },
    spec: { controller },
  });
  const { cluster } = read(dumpOf({ others: [priority, ingress('traefik.io/ingress-controller')] }));
  expect(cluster.priorityClass).toEqual({ name: 'web', value: 500, create: false });
  expect(cluster.ingress).toEqual({ class: 'public', controller: 'traefik.io/ingress-controller' });
  expect(read(dumpOf({ others: [ingress('k8s.io/ingress-nginx')] })).unknown.ingress).toContain(
    'security fixes',
  );
  expect(read(dumpOf({ others: [ingress('cilium.io/ingress-controller')] })).unknown.ingress).toContain(
    'nodes',
  );
  const two = [ingress('a.example/x'), ingress('b.example/y', 'other')];
  expect(read(dumpOf({ others: two })).unknown.ingress).toContain('several');
});

test.each(['v1.99.0', 'v1.', 'latest', ''])('the version %j is none of ours, and is not said', (version) => {
  const { unknown } = read(dumpOf({ nodes: [node('n', version)] }));
  expect(unknown).toHaveProperty('kubernetes');
});

test('nothing that the profile does not hold is read out', () => {
  const found = discover(dumpOf({ daemonSets: [daemonSet('cilium')] }).map((object) => ({ ...object })));
  expect(JSON.stringify(found)).not.toContain('hunter2');
});

test('twenty thousand objects are read in one walk', () => {
  const many = Array.from({ length: 20_000 }, (_, index) =>
    service(`s${index}`, 'shop', `10.96.${index % 250}.7`),
  );
  const start = performance.now();
  read([...dumpOf({}), ...many]);
  expect(performance.now() - start).toBeLessThan(3000);
});

test('no objects are no cluster', () => {
  expect(discover([])).toBeUndefined();
  expect(discover([{ kind: 'Pod' }])).toBeUndefined();
});

test('the command asks for no Secret, and for no ConfigMap', () => {
  expect(DUMP_COMMAND).toMatch(/^kubectl get nodes,services,/);
  expect(DUMP_COMMAND).not.toMatch(/secret|configmap/i);
});

const HOSTILE = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    '10.0.0.1',
    '10.0.0.0/8',
    '::/0',
    53,
    -1,
    1e9,
    'kube-dns',
    '169.254.169.254',
    '__proto__',
    'A b',
  ),
);

test('whatever is in the objects, the file is a profile', () => {
  const objects = dumpOf({
    nodes: [node('gk3-n', 'v1.34.1-gke.100', { labels: POOL, pods: '10.0.0.0/24' })],
    daemonSets: [daemonSet('node-local-dns', ['-localip', '169.254.20.10'])],
    others: [
      storageClass('gp3', 'ebs.csi.aws.com', true),
      {
        apiVersion: 'scheduling.k8s.io/v1',
        kind: 'PriorityClass',
        metadata: { name: 'web' },
        value: 500,
        globalDefault: true,
      },
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'IngressClass',
        metadata: { name: 'public' },
        spec: { controller: 'a.example/x' },
      },
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'ServiceCIDR',
        metadata: { name: 'kubernetes' },
        spec: { cidrs: ['10.9.0.0/16'] },
      },
    ],
  });
  const paths = objects.flatMap((object, index) => leaves(object).map((path) => [index, ...path]));
  fc.assert(
    fc.property(fc.constantFrom(...paths), HOSTILE, ([at, ...path], value) => {
      const changed = objects.map((object, index) =>
        index === at ? Object(put(object, path, value)) : object,
      );
      const found = discover(changed);
      if (found !== undefined) expect(parseCluster(found.fields).problems).toEqual([]);
    }),
    { numRuns: 600 },
  );
});

type Path = readonly (string | number)[];

/** Every place in a value, those that hold others too. */
function leaves(value: unknown): Path[] {
  if (typeof value !== 'object' || value === null) return [[]];
  return Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...leaves(inner).map((path) => [key, ...path]),
  ]);
}

function put(owner: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  const copy = Array.isArray(owner) ? [...owner] : { ...Object(owner) };
  return Object.assign(copy, { [key]: put(Object(owner)[key], rest, value) });
}
