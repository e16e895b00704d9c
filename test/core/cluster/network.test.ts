import { parseCluster } from '../../../lib/core/cluster/parse';
import { type ClusterOptions, clusters } from '../../../lib/core/cluster/presets';

const gateway = { namespace: 'ingress', labels: { app: 'gateway' } };

test.each<[string, ClusterOptions, RegExp | undefined]>([
  ['nothing', {}, undefined],
  ['the policies of Kubernetes on Cilium', { cni: 'cilium', networkPolicies: 'kubernetes' }, undefined],
  ['the policies of Cilium', { cni: 'cilium', networkPolicies: 'cilium' }, undefined],
  ['the policies of Cilium on Calico', { networkPolicies: 'cilium' }, /networkPolicies: .*cni: 'cilium'/],
  ['pods as the gateway', { gateway }, undefined],
  [
    'an entity as the gateway',
    { cni: 'cilium', networkPolicies: 'cilium', gateway: 'cilium-ingress' },
    undefined,
  ],
  [
    'an entity that NetworkPolicy cannot name',
    { cni: 'cilium', gateway: 'cilium-ingress' },
    /gateway: .*can name it/,
  ],
])('%s', (_, options, expected) => {
  const { problems } = parseCluster(options);
  if (expected === undefined) {
    expect(problems).toEqual([]);
    expect(clusters.kubeadm(options)).toMatchObject(options);
  } else {
    expect(problems).toHaveLength(1);
    expect(() => clusters.kubeadm(options)).toThrow(expected);
  }
});

test.each([
  [{ gateway: 'nginx' }, 'gateway: found "nginx"; needs'],
  [
    { gateway: { namespace: 'Ingress', labels: { app: 'gateway' } } },
    'gateway.namespace: found "Ingress"; needs',
  ],
  [{ gateway: { namespace: 'ingress', labels: {} } }, 'gateway.labels: found {}; needs at least one label'],
  [{ gateway: { ...gateway, account: 'default' } }, 'gateway.account: found "default"; needs'],
  [{ monitoring: { namespace: 'a' } }, 'monitoring.labels: found nothing; needs at least one label'],
  [{ monitoring: { namespace: 'a', labels: {} } }, 'monitoring.labels: found {}; needs at least one label'],
  [{ monitoring: { namespace: 'a', labels: { 'a b': 'c' } } }, 'monitoring.labels: found {"a b":"c"}; needs'],
  [{ monitoring: { namespace: 'A_', labels: { a: 'b' } } }, 'monitoring.namespace: found "A_"; needs'],
  [
    { monitoring: { namespace: 'a', labels: { a: 'b' }, account: 'default' } },
    'monitoring.account: found "default"; needs',
  ],
  [
    { monitoring: { namespace: 'a', labels: { a: 'b' }, operator: { labels: { a: 7 } } } },
    'monitoring.operator.labels.a: found 7; needs a string',
  ],
  [{ gateway: { namespace: 'ingress' } }, 'gateway.labels: found nothing; needs'],
  [{ mesh: 'linkerd' }, 'mesh: found "linkerd"; needs one of istio-ambient'],
  [{ networkPolicies: 'calico' }, 'networkPolicies: found "calico"; needs one of kubernetes, cilium'],
])('%j is refused', (value, expected) => {
  const { problems, cluster } = parseCluster(value);
  expect(problems).toEqual([expect.stringContaining(expected)]);
  for (const field of Object.keys(value)) expect(cluster).not.toHaveProperty(field);
});
