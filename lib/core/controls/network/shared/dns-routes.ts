import type { ClusterProfile } from '../../../cluster/profile';
import { isAbsent, type PlainObject } from '../../../manifest/plain';
import type { Pod } from '../../../manifest/pod';
import { NAMESPACE_NAME_LABEL } from '../../../well-known';
import { fieldAt } from '../../field';
import { overlaps, parseCidr } from './cidr';
import { maySelect, selectorIn } from './peers';
import { onHostNetwork, type RuleInForce } from './pod-rules';
import { ALL_PORTS, portsMeet, portsOfRule } from './port-ranges';

/** Whether a pod asks the DNS of the cluster for names. */
export function asksClusterDns(pod: Pod): boolean {
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

/** Whether a rule lets questions through to the DNS of the cluster. */
export function letsDnsThrough({ policy, rule }: RuleInForce, pod: Pod, cluster: ClusterProfile): boolean {
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

/** Whether a rule opens the ports of DNS and no other. */
export function isDnsAlone({ rule }: RuleInForce, pod: Pod, cluster: ClusterProfile): boolean {
  if (hasNames(rule.spec)) return false;
  const ports = portsOfRule(rule.spec, pod);
  return ports.every(({ first, last }) => first === last && (first === 53 || first === cluster.dns.port));
}
