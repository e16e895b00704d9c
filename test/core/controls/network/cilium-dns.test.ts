import { clusters } from '../../../../lib/core/cluster/presets';
import { podsWithCiliumDns } from '../../../../lib/core/controls/network/shared/cilium-dns';
import { knownKinds } from '../../../../lib/core/kinds/known';
import { ManifestSet } from '../../../../lib/core/manifest/manifest-set';
import type { PlainObject } from '../../../../lib/core/manifest/plain';

const cilium = clusters.kubeadm({ cni: 'cilium', networkPolicies: 'cilium' });
const pod = (labels: object): PlainObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop', labels },
  spec: { containers: [{ name: 'web', image: 'web' }] },
});
const dns = { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s:k8s-app': 'kube-dns' };
const rule = (labels: object = dns, port = '53', protocol = 'UDP'): object => ({
  toEndpoints: [{ matchLabels: labels }],
  toPorts: [{ ports: [{ port, protocol }] }],
});
const policy = (spec: object, namespace = 'shop'): PlainObject => ({
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNetworkPolicy',
  metadata: { name: 'web', namespace },
  spec: { endpointSelector: { matchLabels: { 'k8s:app': 'web' } }, ...spec },
});

test.each<[string, PlainObject[], boolean]>([
  ['the route', [policy({ egress: [rule()] })], true],
  ['no route', [policy({ egress: [{}] })], false],
  ['another port', [policy({ egress: [rule(dns, '54')] })], false],
  ['TCP alone', [policy({ egress: [rule(dns, '53', 'TCP')] })], false],
  ['other pods there', [policy({ egress: [rule({ ...dns, 'k8s:k8s-app': 'metrics' })] })], false],
  ['pods of the own namespace', [policy({ egress: [rule({ 'k8s:k8s-app': 'kube-dns' })] })], false],
  ['another namespace', [policy({ egress: [rule()] }, 'data')], false],
  [
    'other pods here',
    [policy({ egress: [rule()], endpointSelector: { matchLabels: { 'k8s:app': 'api' } } })],
    false,
  ],
  ['an expression', [policy({ egress: [rule()], endpointSelector: { matchExpressions: [] } })], false],
  ['a policy that denies', [policy({ egress: [rule()] }), policy({ egressDeny: [rule()] })], false],
  ['a label of another source', [policy({ egress: [rule({ 'any:k8s-app': 'kube-dns' })] })], false],
])('%s', (_, policies, expected) => {
  const set = new ManifestSet(
    [pod({ app: 'web' }), ...policies].map((manifest) => ({ manifest })),
    knownKinds,
  );
  expect(podsWithCiliumDns(set, cilium).size).toBe(expected ? 1 : 0);
  expect(podsWithCiliumDns(set, clusters.kubeadm()).size).toBe(0);
});
