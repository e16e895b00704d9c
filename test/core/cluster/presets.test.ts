import { parseCluster } from '../../../lib/core/cluster/parse';
import { type ClusterOptions, clusters } from '../../../lib/core/cluster/presets';
import { contains, parseCidr } from '../../../lib/core/controls/network/shared/cidr';
import { compilePolicy } from '../../../lib/core/engine/compiled-policy';
import { publicRanges } from '../../../lib/core/network/internet';
import { restricted } from '../../../lib/core/policy/policy';

/** The first address of a network that ends in `.0/16`, `.0/12` or `.0/20`: the API server is the first Service. */
const firstOf = (cidr: string): string => cidr.replace(/0\/\d+$/, '1/32');

type Block = ReturnType<typeof parseCidr>;
const covered = (outer: Block, inner: Block): boolean =>
  outer !== undefined && inner !== undefined && contains(outer, inner);

describe.each(Object.entries(clusters))('clusters.%s', (name, make) => {
  test('has its own name, and a profile that a file could hold', () => {
    const { seLinuxType = null, priorityClass = null, name: own, ...fields } = make();
    expect(own).toBe(name);
    expect(parseCluster({ name, ...fields, seLinuxType, priorityClass }).problems).toEqual([]);
  });

  test('has the Service of the API server first among its services', () => {
    const { apiServer, cidrs } = make();
    const [services] = cidrs.services;
    expect(apiServer.service?.cidr).toBe(services === undefined ? undefined : firstOf(services));
  });

  test('takes what the caller knows better, and refuses what contradicts it', () => {
    const options: ClusterOptions = { kubernetes: '1.35', logBudget: '10Mi' };
    expect(make(options)).toMatchObject(options);
    expect(() => make({ cni: 'calico', networkPolicies: 'cilium' })).toThrow(`clusters.${name}`);
  });

  test('leaves what is not the internet out of it', () => {
    const cluster = make();
    const ranges = publicRanges(cluster);
    const own = [
      ...cluster.metadata,
      ...cluster.cidrs.services,
      ...cluster.cidrs.pods,
      ...cluster.cidrs.nodes,
    ];
    for (const cidr of own) {
      const inside = ranges.flatMap(({ except = [] }) => except).map(parseCidr);
      expect([cidr, inside.some((block) => covered(block, parseCidr(cidr)))]).toEqual([cidr, true]);
    }
  });

  test('a policy can be made ready for it', () => {
    expect(compilePolicy(restricted(), make()).size).toBeGreaterThan(100);
  });
});

test('a preset keeps what is not said of the DNS', () => {
  expect(clusters.kubeadm({ dns: { domain: 'corp.example' } }).dns).toEqual({
    ...clusters.kubeadm().dns,
    domain: 'corp.example',
  });
});

test('the facts that policies break by where they are wrong', () => {
  const openshift = clusters.openshift();
  expect([openshift.dns.port, openshift.seLinuxType]).toEqual([5353, undefined]);
  expect(openshift.dns.peers).toEqual([
    { namespace: 'openshift-dns', labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' } },
  ]);
  // Azure's address for the configuration of nodes, and GKE's range for Services, are public ones.
  expect(clusters.aks().metadata).toContain('168.63.129.16/32');
  expect(clusters.gkeAutopilot().cidrs.services).toEqual(['34.118.224.0/20']);
  expect(clusters.eks().metadata).toContain('169.254.170.23/32');
  const cacheOf = (name: 'gkeDataplaneV1' | 'gkeDataplaneV2' | 'gkeAutopilot' | 'aks'): unknown[] =>
    clusters[name]().dns.peers.flatMap((peer) => ('cidr' in peer ? [peer.cidr] : []));
  expect(cacheOf('gkeDataplaneV1')).toEqual(['34.118.224.10/32', '169.254.20.10/32']);
  expect(cacheOf('gkeDataplaneV2')).toEqual(['169.254.20.10/32']);
  expect(cacheOf('gkeAutopilot')).toEqual(['169.254.20.10/32', '169.254.169.254/32']);
  expect(cacheOf('aks')).toEqual(['169.254.10.11/32']);
});

test.each([
  'eks',
  'gkeDataplaneV1',
  'gkeDataplaneV2',
  'gkeAutopilot',
  'aks',
  'aksCilium',
  'doks',
  'openshift',
  'talos',
] as const)('%s takes no file of encryption, and says what does the same', (name) => {
  const encryption = { write: { kms: { name: 'vault', endpoint: 'unix:///var/run/kms.sock' } } };
  const instead = clusters[name]().controlPlane?.closed?.encryption ?? 'nothing';
  expect(() => clusters[name]({ encryption })).toThrow(`what does the same there: ${instead}`);
  expect(() => clusters[name]({ encryption, controlPlane: undefined })).not.toThrow();
});
