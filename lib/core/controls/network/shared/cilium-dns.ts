import type { ClusterProfile, PeerSpec } from '../../../cluster/profile';
import type { ManifestSet } from '../../../manifest/manifest-set';
import { isPlain, listAt, objectAt, objectsAt, type PlainObject } from '../../../manifest/plain';
import type { Pod } from '../../../manifest/pod';
import { matchingPods } from '../../../manifest/pod-index';
import type { LabelSelector } from '../../../manifest/selector';

const NAMESPACE = 'io.kubernetes.pod.namespace';

/**
 * The pods of a set that a CiliumNetworkPolicy lets reach the DNS of the cluster. Read as far as it is plain: selectors of
 * labels alone, and no policy of the set that denies; whatever else there is stays unknown.
 */
export function podsWithCiliumDns(set: ManifestSet, cluster: ClusterProfile): ReadonlySet<Pod> {
  const found = new Set<Pod>();
  if (cluster.networkPolicies !== 'cilium') return found;
  const policies = set.entries.filter(({ ref }) => ref.group === 'cilium.io');
  if (policies.some(({ manifest }) => manifest.specs !== undefined || denies(manifest))) return found;
  for (const { manifest, ref } of policies) {
    if (ref.kind !== 'CiliumNetworkPolicy') continue;
    const spec = objectAt(manifest, 'spec');
    const labels = labelsOf(objectAt(spec, 'endpointSelector'));
    if (labels === undefined || labels.size === 0 || labels.has(NAMESPACE)) continue;
    if (!objectsAt(spec, 'egress').some((rule) => reachesDns(rule, ref.namespace, cluster))) continue;
    const selector: LabelSelector = { matchLabels: Object.fromEntries(labels) };
    for (const entry of set.podsMatching(ref.namespace, selector)) {
      for (const pod of matchingPods(entry, selector)) found.add(pod);
    }
  }
  return found;
}

function denies(manifest: PlainObject): boolean {
  return objectAt(manifest, 'spec')?.egressDeny !== undefined;
}

/** The labels that a selector of Cilium asks for, without its prefix; undefined where it asks for more than labels. */
function labelsOf(selector: PlainObject | undefined): Map<string, string> | undefined {
  if (selector === undefined || Object.keys(selector).some((key) => key !== 'matchLabels')) return undefined;
  const labels = new Map<string, string>();
  for (const [key, value] of Object.entries(objectAt(selector, 'matchLabels') ?? {})) {
    if (!key.startsWith('k8s:') || typeof value !== 'string') return undefined;
    labels.set(key.slice('k8s:'.length), value);
  }
  return labels;
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
