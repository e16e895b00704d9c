import type { ClusterProfile } from '../cluster/profile';
import { byNamespace, ofCoreKind } from '../controls/entries';
import { wholeQuotas } from '../controls/namespace/shared/namespaces';
import { autoscalersOf } from '../controls/workload/shared/autoscalers';
import type { Entry, ManifestSet } from '../manifest/manifest-set';
import { objectAt } from '../manifest/plain';
import { isQuantity, parseQuantity, type Quantity } from '../manifest/quantity';
import { claimDemand, isClaimCount } from './claim-demand';
import {
  type Counted,
  countedBy,
  demandOf,
  type Overheads,
  overheadsOf,
  type PodCount,
  podsOf,
} from './pod-demand';

/** An object that asks for pods or storage, with how many pods it has. */
export interface Demand extends PodCount {
  readonly entry: Entry;
}

/** One resource of a quota, and what the objects of its namespace need of it. Amounts in billionths of the unit. */
export interface QuotaUse {
  readonly quota: Entry;
  /** Its name in `spec.hard`. */
  readonly name: string;
  readonly hard: Quantity;
  /** What everything needs that runs, with the pods that updates start beside the old ones. */
  readonly steady: bigint;
  /** The same with old pods that still end while all new ones run. */
  readonly peak: bigint;
  /** Whether an update adds to `steady`. */
  readonly surges: boolean;
  /** What needs most of `steady`. */
  readonly largest: Demand | undefined;
  /** What adds most to `peak`. */
  readonly slowest: Demand | undefined;
}

/** What holds for the pods of all namespaces. */
interface Site {
  readonly cluster: ClusterProfile;
  readonly overheads: Overheads;
}

const POD_COUNTS = ['pods', 'count/pods'];

const known = new WeakMap<
  ManifestSet,
  { readonly cluster: ClusterProfile; readonly uses: readonly QuotaUse[] }
>();

/** What the quotas of a set hold and what is needed of them, in the order of the set; quotas with a scope count only some pods, and are left out. */
export function quotaUses(set: ManifestSet, cluster: ClusterProfile): readonly QuotaUse[] {
  const before = known.get(set);
  if (before !== undefined && before.cluster === cluster) return before.uses;
  const uses = usesIn(set, cluster);
  known.set(set, { cluster, uses });
  return uses;
}

function usesIn(set: ManifestSet, cluster: ClusterProfile): QuotaUse[] {
  const quotas = byNamespace(ofCoreKind(set, 'ResourceQuota'));
  if (quotas.size === 0) return [];
  const all = demands(set, new Set(quotas.keys()), cluster);
  const site = { cluster, overheads: overheadsOf(set) };
  return [...quotas].flatMap(([namespace, written]) =>
    wholeQuotas(written).flatMap((quota) => usesOf(quota, all.get(namespace) ?? [], site)),
  );
}

/** The pods that the objects of each namespace ask for, and its claims; what another object makes is counted there. */
function demands(
  set: ManifestSet,
  namespaces: ReadonlySet<string>,
  cluster: ClusterProfile,
): ReadonlyMap<string, readonly Demand[]> {
  const scalers = autoscalersOf(set);
  const claims = byNamespace(ofCoreKind(set, 'PersistentVolumeClaim'));
  const found = new Map<string, Demand[]>();
  for (const namespace of namespaces) {
    const entries = set.podsIn(namespace).filter((entry) => set.topOf(entry) === entry);
    const own = (claims.get(namespace) ?? []).map((entry) => ({ entry, running: 1, surge: 0, lingering: 0 }));
    found.set(namespace, [
      ...entries.map((entry) => ({ entry, ...podsOf(entry, scalers.get(entry), cluster) })),
      ...own,
    ]);
  }
  return found;
}

function usesOf(quota: Entry, all: readonly Demand[], site: Site): QuotaUse[] {
  const hard = objectAt(objectAt(quota.manifest, 'spec'), 'hard') ?? {};
  return Object.entries(hard).flatMap(([name, limit]) => {
    const most = isQuantity(limit) ? parseQuantity(limit) : undefined;
    const sums = most === undefined ? undefined : sumsOf(all, name, site);
    return most === undefined || sums === undefined ? [] : [{ quota, name, hard: most, ...sums }];
  });
}

type Sums = Pick<QuotaUse, 'steady' | 'peak' | 'surges' | 'largest' | 'slowest'>;

/** The sums of one resource; undefined for a name that counts neither pods nor claims. */
function sumsOf(all: readonly Demand[], name: string, site: Site): Sums | undefined {
  const counted = countedBy(name);
  const claims = isClaimCount(name);
  if (counted === undefined && !claims && !POD_COUNTS.includes(name)) return undefined;
  let [steady, peak, most, slow] = [0n, 0n, 0n, 0n];
  let largest: Demand | undefined;
  let slowest: Demand | undefined;
  let surges = false;
  for (const demand of all) {
    const amount = claims ? claimDemand(demand.entry, name) : each(demand.entry, counted, site);
    // Claims of a StatefulSet stay, and an update of it starts no pod beside the old ones.
    const part = amount * whole(claims ? demand.running : demand.running + demand.surge);
    const added = claims ? 0n : amount * whole(demand.lingering - demand.surge);
    surges ||= !claims && demand.surge > 0;
    steady += part;
    peak += part + added;
    if (part > most) [most, largest] = [part, demand];
    if (added > slow) [slow, slowest] = [added, demand];
  }
  return { steady, peak, surges, largest, slowest };
}

/** A number of pods, which in a manifest may be anything. */
function whole(pods: number): bigint {
  return BigInt(Math.max(0, Math.trunc(pods)));
}

function each(entry: Entry, counted: Counted | undefined, { cluster, overheads }: Site): bigint {
  if (counted === undefined) return 1_000_000_000n;
  return entry.pods.reduce((sum, pod) => sum + demandOf(pod, counted, cluster, overheads), 0n);
}
