import type { ClusterProfile, PeerSpec } from '../../../cluster/profile';
import type { ManifestSet } from '../../../manifest/manifest-set';
import { isPlain, listAt, objectsAt, type PlainObject } from '../../../manifest/plain';
import type { Pod } from '../../../manifest/pod';
import { ciliumPolicies, labelsOf, NAMESPACE } from './cilium-policies';

/** The pods of a set that a CiliumNetworkPolicy lets reach the DNS of the cluster. */
export function podsWithCiliumDns(set: ManifestSet, cluster: ClusterProfile): ReadonlySet<Pod> {
  if (cluster.networkPolicies !== 'cilium') return new Set();
  const policies = ciliumPolicies(set, 'egressDeny').filter(({ spec, namespace }) =>
    objectsAt(spec, 'egress').some((rule) => reachesDns(rule, namespace, cluster)),
  );
  return new Set(policies.flatMap(({ pods }) => pods));
}

function reachesDns(rule: PlainObject, home: string | undefined, { dns }: ClusterProfile): boolean {
  const opened = objectsAt(rule, 'toPorts').some((item) =>
    objectsAt(item, 'ports').some(
      ({ port, protocol }) => [53, dns.port].map(String).includes(String(port)) && protocol === 'UDP',
    ),
  );
  return opened && dns.peers.some((peer) => names(rule, peer, home));
}

function names(rule: PlainObject, peer: PeerSpec, home: string | undefined): boolean {
  if ('cidr' in peer) {
    const blocks = objectsAt(rule, 'toCIDRSet');
    return listAt(rule, 'toEntities').includes('host') || blocks.some(({ cidr }) => cidr === peer.cidr);
  }
  return listAt(rule, 'toEndpoints').some((item) => {
    const labels = isPlain(item) ? labelsOf(item) : undefined;
    if (labels === undefined) return false;
    const namespace = labels.get(NAMESPACE) ?? home;
    labels.delete(NAMESPACE);
    return namespace === peer.namespace && [...labels].every(([key, value]) => peer.labels[key] === value);
  });
}
