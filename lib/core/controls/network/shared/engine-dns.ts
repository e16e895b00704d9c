import type { ClusterProfile, POLICY_ENGINES } from '../../../cluster/profile';
import type { ManifestSet } from '../../../manifest/manifest-set';
import type { Pod } from '../../../manifest/pod';
import { podsWithCiliumDns } from './cilium-dns';

/** Says which pods of a set the policies of an engine let reach the DNS of the cluster, as far as they are plain. */
type DnsReader = (set: ManifestSet, cluster: ClusterProfile) => ReadonlySet<Pod>;

/** Engines with policies of their own: who adds one says how its policies open the DNS, or no pod of it can be judged. */
const READERS: Readonly<Record<Exclude<(typeof POLICY_ENGINES)[number], 'kubernetes'>, DnsReader>> = {
  cilium: podsWithCiliumDns,
};

const NOBODY: ReadonlySet<Pod> = new Set();

/** The pods of a set that the policies of the engine of the cluster let reach its DNS; none where that is NetworkPolicy. */
export function podsWithEngineDns(set: ManifestSet, cluster: ClusterProfile): ReadonlySet<Pod> {
  const { networkPolicies = 'kubernetes' } = cluster;
  return networkPolicies === 'kubernetes' ? NOBODY : READERS[networkPolicies](set, cluster);
}
