import type { ClusterProfile } from '../../core/cluster/profile';
import { publicRanges } from '../../core/network/internet';
import { isPods, type Peer } from '../../core/network/route';
import type { Zone, ZoneSide } from '../../core/tenancy/zone';
import { NAMESPACE_NAME_LABEL } from '../../core/well-known';
import { celAny, celList, celText } from '../admission/cel';
import type { AdmissionCheck, AdmissionPolicy } from '../admission/policy';
import { PROBE_ADDRESSES } from '../istio-ambient/transport';
import { apiServerRoutes, dnsRoutes } from '../network-policy/cluster-routes';

/**
 * The policy that holds the NetworkPolicies of a namespace to its zone, whoever writes them: policies only ever add routes, so
 * none of them can take one away that another one opens.
 */
export function zonePolicy(namespace: string, zone: Zone, cluster: ClusterProfile): AdmissionPolicy {
  const side = (direction: 'ingress' | 'egress', key: 'from' | 'to'): AdmissionCheck[] => {
    const said = zone[key];
    return said === undefined ? [] : [checkOf(namespace, direction, key, said, cluster)];
  };
  return {
    name: `networkpolicies.${namespace}.bulwark.dev`,
    requests: [{ apiGroup: 'networking.k8s.io', resources: ['networkpolicies'] }],
    where: { only: [namespace] },
    onlyIf: { 'spec-changes': 'request.operation == "CREATE" || object.spec != oldObject.spec' },
    checks: [...side('ingress', 'from'), ...side('egress', 'to')],
  };
}

function checkOf(
  namespace: string,
  direction: 'ingress' | 'egress',
  key: 'from' | 'to',
  said: ZoneSide,
  cluster: ClusterProfile,
): AdmissionCheck {
  const peers = `rule.?${key}.orValue([])`;
  const test = celAny([
    '!has(peer.ipBlock) && !has(peer.namespaceSelector)',
    `${NAMESPACE} in ${celList([namespace, ...said.namespaces])}`,
    ...said.cidrs.map(
      (range) => `has(peer.ipBlock) && cidr(${celText(range)}).containsCIDR(peer.ipBlock.cidr)`,
    ),
    ...known(said, key, cluster).map(peerTest),
  ]);
  return {
    // A rule that names no peer means everyone.
    expression: `object.spec.?${direction}.orValue([]).all(rule, ${peers}.size() > 0 && ${peers}.all(peer, ${test}))`,
    message: `${direction} leaves the zone of the namespace: each rule has to name peers in ${textOf(said)}`,
  };
}

const NAMESPACE = `peer.?namespaceSelector.?matchLabels[?${celText(NAMESPACE_NAME_LABEL)}].orValue("")`;

/** What stands for the cluster's own ends in NetworkPolicies: DNS always, others where the zone has them. */
function known({ entities }: ZoneSide, key: 'from' | 'to', cluster: ClusterProfile): Peer[] {
  const { gateway, mesh } = cluster;
  const has = (entity: string): boolean => entities.includes(entity);
  return [
    ...(key === 'to' ? dnsRoutes(cluster).map(({ peer }) => peer) : []),
    ...(has('api-server') ? apiServerRoutes(cluster).map(({ peer }) => peer) : []),
    ...(has('internet') ? publicRanges(cluster) : []),
    ...(has('gateway') && typeof gateway === 'object' ? [gateway] : []),
    // Under a mesh, the probes of the kubelet come from its addresses.
    ...(key === 'from' && mesh !== undefined ? PROBE_ADDRESSES : []),
  ];
}

function peerTest(peer: Peer): string {
  if (peer === 'anybody' || 'pods' in peer) return 'false';
  if (!isPods(peer)) {
    const holes = peer.except ?? [];
    const same = `has(peer.ipBlock) && peer.ipBlock.cidr == ${celText(peer.cidr)}`;
    if (holes.length === 0) return same;
    return `${same} && ${celList(holes)}.all(hole, hole in peer.ipBlock.?except.orValue([]))`;
  }
  const labels = Object.entries(peer.labels).map(
    ([key, value]) => `peer.?podSelector.?matchLabels[?${celText(key)}].orValue("") == ${celText(value)}`,
  );
  return [`${NAMESPACE} == ${celText(peer.namespace)}`, ...labels].join(' && ');
}

function textOf({ namespaces, entities, cidrs }: ZoneSide): string {
  return ['the namespace itself', ...namespaces, ...entities, ...cidrs].join(', ');
}
