import type { ClusterProfile } from '../../cluster/profile';
import { isAbsent, type PlainObject } from '../../manifest/plain';
import type { Pod } from '../../manifest/pod';
import { NAMESPACE_NAME_LABEL } from '../../well-known';
import { setControl } from '../control';
import { fieldAt } from '../field';
import { overlaps, parseCidr } from './shared/cidr';
import { podsWithCiliumDns } from './shared/cilium-dns';
import { coverageOf } from './shared/coverage';
import { examplePod, examplePolicy } from './shared/examples';
import { maySelect, selectorIn } from './shared/peers';
import { onHostNetwork, podRulesOf, type RuleInForce } from './shared/pod-rules';
import { ALL_PORTS, portsMeet, portsOfRule } from './shared/port-ranges';

/** Whether a pod asks the DNS of the cluster for names. */
function asksClusterDns(pod: Pod): boolean {
  const policy = pod.spec.dnsPolicy;
  if (onHostNetwork(pod)) return false; // its packets are those of the node
  return isAbsent(policy) || policy === 'ClusterFirst' || policy === 'ClusterFirstWithHostNet';
}

function mayReachDns(peer: unknown, home: string | undefined, cluster: ClusterProfile): boolean {
  const cidr = fieldAt(peer, 'ipBlock', 'cidr');
  if (!isAbsent(cidr)) {
    const block = typeof cidr === 'string' ? parseCidr(cidr) : undefined;
    const servers = cluster.dns.peers.flatMap((server) => ('cidr' in server ? [server.cidr] : []));
    const ranges = [...servers, ...cluster.cidrs.pods, ...cluster.cidrs.services].map(parseCidr);
    return block === undefined || ranges.some((range) => range === undefined || overlaps(range, block));
  }
  return cluster.dns.peers.some((server) => {
    if ('cidr' in server) return false;
    const namespaces = selectorIn(peer, 'namespaceSelector');
    const there =
      namespaces === undefined
        ? home === server.namespace
        : maySelect(namespaces, { [NAMESPACE_NAME_LABEL]: server.namespace });
    return there && maySelect(selectorIn(peer, 'podSelector') ?? {}, server.labels);
  });
}

function letsDnsThrough({ policy, rule }: RuleInForce, pod: Pod, cluster: ClusterProfile): boolean {
  const wanted = [53, cluster.dns.port].map((port) => ({ protocol: 'UDP', first: port, last: port }));
  const ports = hasNames(rule.spec) ? ALL_PORTS : portsOfRule(rule.spec, pod);
  if (!portsMeet(ports, wanted)) return false;
  if (rule.peers.length === 0) return true;
  return rule.peers.some(({ spec }) => mayReachDns(spec, policy.ref.namespace, cluster));
}

/** Whether a rule names ports: what they mean is written in the pods of the DNS. */
function hasNames(rule: PlainObject): boolean {
  return Array.isArray(rule.ports) && rule.ports.some((port) => typeof fieldAt(port, 'port') === 'string');
}

/**
 * Pods with the network of their node or with DNS servers of their own are not asked. Where labels are not known a route
 * counts as open; where policies of a network plugin are in the set, the answer is unknown.
 * Source: Kubernetes documentation, Network Policies, default deny all egress traffic.
 */
export const dnsEgressAllowed = setControl({
  id: 'dns-egress-allowed',
  title: 'Each pod reaches the DNS of the cluster',
  category: 'network',
  severity: 'high',
  why: 'A policy that denies egress cuts the pod off from DNS too: no name resolves any more, and nearly every program then fails in its first minute.',
  fix: 'select the pod by a NetworkPolicy with egress: [{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, podSelector: { matchLabels: { k8s-app: kube-dns } } }], ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }] }]',
  breaks: 'Programs that ask for no name: waive it for them, or set dnsPolicy: None.',
  refs: { other: ['Kubernetes documentation: Network Policies, default deny all egress traffic'] },
  check(set, report, { cluster }) {
    const rules = podRulesOf(set);
    const coverage = coverageOf(set);
    const byCilium = podsWithCiliumDns(set, cluster);
    for (const entry of set.entries) {
      for (const pod of entry.pods) {
        if (!rules.isIsolated(pod, 'Egress') || !asksClusterDns(pod)) continue;
        const inForce = rules.at(pod, entry.ref.namespace, 'Egress');
        if (byCilium.has(pod)) continue;
        if (inForce.some((rule) => letsDnsThrough(rule, pod, cluster))) continue;
        const found = 'egress that is denied, and no rule that lets UDP 53 through to the DNS of the cluster';
        const unknown = rules.hasOthers || coverage.isUnsure(entry);
        report(entry, {
          path: `${pod.metadataPath}.labels`,
          found,
          needs: 'a route to the DNS of the cluster',
          unknown,
        });
      }
    }
  },
  examples: {
    good: [
      { note: 'no policy', objects: [examplePod('web')] },
      { objects: [examplePod('web'), examplePolicy({}), examplePolicy({ egress: [toDns()] }, 'dns')] },
      {
        note: 'every address, every port',
        objects: [examplePod('web'), examplePolicy({ egress: [{}] })],
      },
      {
        note: 'the network of the node',
        objects: [examplePod('web', { hostNetwork: true }), examplePolicy({})],
      },
      { note: 'servers of its own', objects: [examplePod('web', { dnsPolicy: 'None' }), examplePolicy({})] },
    ],
    bad: [
      { objects: [examplePod('web'), examplePolicy({})] },
      {
        note: 'TCP alone, which resolvers try last',
        objects: [examplePod('web'), examplePolicy({ egress: [{ ...toDns(), ports: [{ port: 53 }] }] })],
      },
      {
        note: 'other pods of that namespace',
        objects: [examplePod('web'), examplePolicy({ egress: [{ ...toDns('metrics-server') }] })],
      },
      {
        note: 'addresses outside of the cluster',
        objects: [
          examplePod('web'),
          examplePolicy({ egress: [{ to: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }] }),
        ],
      },
    ],
  },
});

function toDns(app = 'kube-dns'): PlainObject {
  const peer = {
    namespaceSelector: { matchLabels: { [NAMESPACE_NAME_LABEL]: 'kube-system' } },
    podSelector: { matchLabels: { 'k8s-app': app } },
  };
  return { to: [peer], ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }] };
}
