import { parseCluster } from '../../../lib/core/cluster/parse';
import { type ClusterOptions, clusters } from '../../../lib/core/cluster/presets';
import { compilePolicy } from '../../../lib/core/engine/compiled-policy';
import { restricted } from '../../../lib/core/policy/policy';

/** The first address of a network that ends in `.0/16` or `.0/12`: the API server is the first Service. */
const firstOf = (cidr: string): string => cidr.replace(/0\/\d+$/, '1/32');

describe.each(Object.entries(clusters))('clusters.%s', (name, make) => {
  test('has its own name, and a profile that a file could hold', () => {
    const { seLinuxType = null, priorityClass = null, name: own, ...fields } = make();
    expect(own).toBe(name);
    expect(parseCluster({ name, ...fields, seLinuxType, priorityClass }).problems).toEqual([]);
  });

  test('has the Service of the API server first among its services', () => {
    const { apiServer, cidrs } = make();
    expect(apiServer.service.cidr).toBe(firstOf(cidrs.services[0] ?? ''));
  });

  test('takes what the caller knows better, and refuses what contradicts it', () => {
    const options: ClusterOptions = { kubernetes: '1.35', logBudget: '10Mi' };
    expect(make(options)).toMatchObject(options);
    expect(() => make({ cni: 'calico', networkPolicies: 'cilium' })).toThrow(`clusters.${name}`);
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
