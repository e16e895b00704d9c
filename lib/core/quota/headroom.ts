import type { ClusterProfile } from '../cluster/profile';
import type { ManifestSet } from '../manifest/manifest-set';
import { formatQuantity } from '../manifest/quantity';
import { type QuotaUse, quotaUses } from './quota-use';

/** What a ResourceQuota leaves once everything of the set runs. All amounts are quantities, such as `500m` or `2Gi`. */
export interface Headroom {
  readonly namespace: string;
  /** The name of the ResourceQuota. */
  readonly quota: string;
  readonly amounts: readonly HeadroomAmount[];
}

/** One resource of a quota. */
export interface HeadroomAmount {
  /** Its name in `spec.hard`: `requests.cpu`. */
  readonly name: string;
  readonly hard: string;
  /** What everything needs that runs, with the pods that updates start beside the old ones. */
  readonly needed: string;
  /** The same with old pods that still end while all new ones run. */
  readonly peak: string;
  /** What is left of `hard` beside `needed`; negative where it does not fit. */
  readonly left: string;
}

/** The headroom of each quota of a set that counts pods or claims, in the order of the set. */
export function headroomOf(set: ManifestSet, cluster: ClusterProfile): Headroom[] {
  const found = new Map<QuotaUse['quota'], { namespace: string; quota: string; amounts: HeadroomAmount[] }>();
  for (const use of quotaUses(set, cluster)) {
    const { ref } = use.quota;
    const known = found.get(use.quota) ?? {
      namespace: ref.namespace ?? 'default',
      quota: ref.name,
      amounts: [],
    };
    known.amounts.push(amountOf(use));
    found.set(use.quota, known);
  }
  return [...found.values()];
}

function amountOf({ name, hard, steady, peak }: QuotaUse): HeadroomAmount {
  const text = (nanos: bigint): string => formatQuantity({ nanos, format: hard.format });
  return {
    name,
    hard: text(hard.nanos),
    needed: text(steady),
    peak: text(peak),
    left: text(hard.nanos - steady),
  };
}
