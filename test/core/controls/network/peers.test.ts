import { clusters } from '../../../../lib/core/cluster/presets';
import type { DnsProfile } from '../../../../lib/core/cluster/profile';
import { allowDnsEgressOnlyToClusterDns } from '../../../../lib/core/controls/network/allow-dns-egress-only-to-cluster-dns';
import { networkPolicyUsesSelectors } from '../../../../lib/core/controls/network/network-policy-uses-selectors';
import { noEmptyPodSelector } from '../../../../lib/core/controls/network/no-empty-pod-selector';
import { noOpenEgress } from '../../../../lib/core/controls/network/no-open-egress';
import { isOpaque, type PlainObject } from '../../../../lib/core/manifest/plain';
import { findingsOf, Leaf, object, problemsIn } from '../cases';

function policy(spec: PlainObject): PlainObject {
  const podSelector = { matchLabels: { app: 'web' } };
  return object('networking.k8s.io/v1', 'NetworkPolicy', 'web', { spec: { podSelector, ...spec } });
}

const block = (cidr: unknown, except?: string[]): PlainObject => ({ ipBlock: { cidr, except } });
const servers = (labels: PlainObject, namespace: PlainObject): PlainObject => ({
  podSelector: labels,
  namespaceSelector: namespace,
});
const byLabel = { matchLabels: { 'k8s-app': 'kube-dns' } };
const system = { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } };
const systemByList = { key: 'kubernetes.io/metadata.name', operator: 'In', values: ['kube-system'] };

describe('allow-dns-egress-only-to-cluster-dns', () => {
  const openShift = { port: 5353, peers: [{ namespace: 'openshift-dns', labels: { app: 'dns' } }] };
  const nodeLocal = { peers: [{ cidr: '169.254.20.10/32' }, { cidr: 'fd00::/64' }] };

  test.each<[string, PlainObject, unknown, Partial<DnsProfile>, number]>([
    [
      'more labels than asked',
      servers({ matchLabels: { 'k8s-app': 'kube-dns', zone: 'a' } }, system),
      53,
      {},
      0,
    ],
    ['expressions', servers(byLabel, { matchExpressions: [systemByList] }), 53, {}, 0],
    [
      'a list of two namespaces',
      servers(byLabel, { matchExpressions: [{ ...systemByList, values: ['kube-system', 'shop'] }] }),
      53,
      {},
      1,
    ],
    ['a label other than the name', servers(byLabel, { matchLabels: { team: 'kube-system' } }), 53, {}, 1],
    ['a port as text', { podSelector: {} }, '53', {}, 1],
    ['a port by name', { podSelector: {} }, 'dns-tcp', {}, 1],
    ['another port by name', { podSelector: {} }, 'http', {}, 0],
    ['the port of the profile', { podSelector: {} }, 5353, openShift, 1],
    ['53 beside the port of the profile', { podSelector: {} }, 53, openShift, 1],
    ['5353 where it is nothing special', { podSelector: {} }, 5353, {}, 0],
    ['an address of the profile', block('169.254.20.10/32'), 53, nodeLocal, 0],
    ['inside of a block of the profile', block('fd00::53/128'), 53, nodeLocal, 0],
    ['more than the address', block('169.254.20.0/24'), 53, nodeLocal, 1],
    ['pods where the profile has addresses', servers(byLabel, system), 53, nodeLocal, 1],
  ])('%s', (_what, peer, port, dns, count) => {
    const cluster = clusters.kind({ dns });
    const egress = [{ to: [peer], ports: [{ port, protocol: 'UDP' }] }];
    expect(findingsOf(allowDnsEgressOnlyToClusterDns, [policy({ egress })], cluster)).toHaveLength(count);
  });
});

describe('no-open-egress', () => {
  test.each<[string, PlainObject[], string[]]>([
    ['every address of both families', [block('0.0.0.0/0'), block('::/0')], ['0.0.0.0/0', '::/0']],
    ['the half of IPv6 that is given out', [block('::/1'), block('8000::/1')], ['::/1']],
    ['halves of what is given out of IPv6', [block('3000::/4'), block('2000::/4')], ['IPv6']],
    ['a part of IPv6', [block('2000::/4'), block('fc00::/7')], []],
    [
      'halves in the other order, with a piece between',
      [block('128.0.0.0/1'), block('10.0.0.0/8'), block('0.0.0.0/1')],
      ['IPv4'],
    ],
    ['halves with exceptions', [block('0.0.0.0/1', ['10.0.0.0/8']), block('128.0.0.0/1')], ['IPv4']],
    ['bits behind the prefix', [block('10.0.0.0/0')], ['10.0.0.0/0']],
    ['all but a quarter', [block('0.0.0.0/1'), block('128.0.0.0/2')], []],
    ['private addresses', [block('10.0.0.0/8'), block('fd00::/8')], []],
  ])('%s', (_what, to, found) => {
    expect(findingsOf(noOpenEgress, [policy({ egress: [{ to }] })])).toEqual(
      found.map((item) => `web: ${item}`),
    );
  });
});

describe('network-policy-uses-selectors, where pods have 10.244.0.0/16', () => {
  test.each<[string, PlainObject, number]>([
    ['the API server and nodes', block('172.18.0.0/16'), 0],
    ['all but pods', block('0.0.0.0/0', ['10.0.0.0/8']), 0],
    ['all but half of the pods', block('0.0.0.0/0', ['10.244.0.0/17']), 1],
    ['all but pods, in two exceptions', block('10.0.0.0/8', ['10.244.128.0/17', '10.244.0.0/17']), 0],
    ['everybody', block('0.0.0.0/0'), 1],
    ['all namespaces and all pods', { namespaceSelector: {}, podSelector: {} }, 1],
    ['some pods of all namespaces', { namespaceSelector: {}, podSelector: { matchLabels: { app: 'a' } } }, 0],
    ['all pods of some namespaces', { namespaceSelector: system, podSelector: {} }, 0],
  ])('%s', (_what, peer, count) => {
    for (const spec of [{ ingress: [{ from: [peer] }] }, { egress: [{ to: [peer] }] }]) {
      expect(findingsOf(networkPolicyUsesSelectors, [policy(spec)])).toHaveLength(count);
    }
  });

  test('where nobody knows the addresses of pods, none is taken for one', () => {
    const spec = { ingress: [{ from: [block('10.244.1.1/32')] }] };
    expect(findingsOf(networkPolicyUsesSelectors, [policy(spec)], clusters.kubeadm())).toEqual([]);
  });
});

test.each([allowDnsEgressOnlyToClusterDns, noOpenEgress, networkPolicyUsesSelectors])(
  '$id takes an address that it cannot look into for unknown',
  (control) => {
    const egress = [{ to: [block(new Leaf())], ports: [{ port: 53 }] }];
    const found = problemsIn(control, [policy({ egress })]);
    expect(found.map(({ problem }) => problem.unknown === true || isOpaque(problem.found))).toEqual([true]);
  },
);

test.each([allowDnsEgressOnlyToClusterDns, noOpenEgress, networkPolicyUsesSelectors, noEmptyPodSelector])(
  '$id leaves policies of other projects alone',
  (control) => {
    const spec = { egress: [{ ports: [{ port: 53 }] }], ingress: [{}] };
    expect(findingsOf(control, [policy({ ...spec, podSelector: {} })])).not.toEqual([]);
    const foreign = { ...policy({ ...spec, podSelector: {} }), apiVersion: 'projectcalico.org/v3' };
    expect(findingsOf(control, [foreign])).toEqual([]);
  },
);
