import type { ClusterProfile } from '../cluster/profile';
import { mostPods } from '../controls/workload/shared/autoscalers';
import { isReplicated } from '../controls/workload/shared/kinds';
import { sharedAmount, sumOfContainers } from '../controls/workload/shared/pod-amounts';
import type { Entry, ManifestSet } from '../manifest/manifest-set';
import { isAbsent, objectAt, type PlainObject } from '../manifest/plain';
import type { Pod } from '../manifest/pod';
import { isQuantity, parseQuantity } from '../manifest/quantity';
import { isBuiltinGroup } from '../manifest/registry';
import { shortestGap } from '../validation/batch/schedule-gap';

/** What one resource of a quota counts: the side of the resources, and their name. */
export interface Counted {
  readonly side: 'requests' | 'limits';
  readonly resource: string;
}

/** What a name of `spec.hard` counts of pods; undefined for what counts other things. */
export function countedBy(name: string): Counted | undefined {
  const [side, resource] = name.split('.', 2);
  if (resource !== undefined && (side === 'requests' || side === 'limits')) {
    return resource === 'storage' ? undefined : { side, resource };
  }
  return ['cpu', 'memory', 'ephemeral-storage'].includes(name)
    ? { side: 'requests', resource: name }
    : undefined;
}

/** What running a pod costs beside its containers, by the name of its RuntimeClass. */
export type Overheads = ReadonlyMap<string, PlainObject>;

/** The overhead of each RuntimeClass of a set. */
export function overheadsOf(set: ManifestSet): Overheads {
  const found = new Map<string, PlainObject>();
  for (const { manifest, ref } of set.ofKind('RuntimeClass')) {
    const fixed = objectAt(objectAt(manifest, 'overhead'), 'podFixed');
    if (ref.group === 'node.k8s.io' && fixed !== undefined) found.set(ref.name, fixed);
  }
  return found;
}

/**
 * What a pod asks for, in billionths of the unit: its own resources where it has them and the version counts them, else
 * those of its containers, with the overhead of its RuntimeClass. What is not written, or cannot be read, counts as nothing:
 * the true sum is never less. Source: Kubernetes documentation, Pod-level resources, Pod Overhead.
 */
export function demandOf(
  pod: Pod,
  { side, resource }: Counted,
  cluster: ClusterProfile,
  overheads: Overheads,
): bigint {
  const shared = sharedAmount(pod, side, resource, cluster);
  const quantity = isQuantity(shared) ? parseQuantity(shared) : undefined;
  const own = quantity?.nanos ?? sumOfContainers(pod, side, resource) ?? 0n;
  // A pod without a limit has none by its overhead either.
  if (side === 'limits' && own === 0n) return own;
  const name = pod.spec.runtimeClassName;
  const overhead =
    objectAt(pod.spec, 'overhead') ?? (typeof name === 'string' ? overheads.get(name) : undefined);
  const further = overhead?.[resource];
  return own + ((isQuantity(further) ? parseQuantity(further)?.nanos : undefined) ?? 0n);
}

/** The pods of an object, as a quota has to hold them. */
export interface PodCount {
  /** Those that run when everything that it asks for runs. */
  readonly running: number;
  /** Those that an update starts before it takes old ones away. */
  readonly surge: number;
  /** Those that an update has at most beside the running ones where the old pods take long to end: never less than `surge`. */
  readonly lingering: number;
}

const NONE: PodCount = { running: 0, surge: 0, lingering: 0 };

/**
 * The pods that an object has at most, as far as it says: those of an autoscaler at its maximum, with what a rolling update
 * starts beside them. Those of a DaemonSet are those of one node, or of as many as the profile says where its pods may go to
 * each. Custom resources count where they run equal pods; how many of its templates a workflow runs, and when, is not known.
 */
export function podsOf(
  entry: Entry,
  scaler: Entry | undefined,
  { nodeCount = 1 }: Pick<ClusterProfile, 'nodeCount'>,
): PodCount {
  const { manifest, ref } = entry;
  const spec = objectAt(manifest, 'spec');
  if (!isBuiltinGroup(ref.group) && !isReplicated(entry)) return NONE;
  if (ref.kind === 'CronJob') return spec === undefined ? NONE : podsOfSchedule(spec);
  if (ref.kind === 'Job') return { ...NONE, running: parallelPods(spec) };
  if (ref.kind === 'DaemonSet') return rolled(entry, entry.pods.every(mayGoAnywhere) ? nodeCount : 1);
  const most = scaler === undefined ? undefined : mostPods(scaler);
  return rolled(entry, most ?? (typeof spec?.replicas === 'number' ? spec.replicas : 1));
}

/**
 * What a rolling update adds to the running pods. A Deployment does not wait for old pods to end, and a DaemonSet does not where
 * it may surge: while the last old pod still ends, all new ones may run. The others wait.
 * Source: the Deployment and DaemonSet controllers.
 */
function rolled(entry: Entry, running: number): PodCount {
  const surge = surgeOf(entry, running);
  const overlaps = entry.ref.kind === 'Deployment' ? isRolling(entry, 'strategy') : surge > 0;
  const ends = entry.pods.every(({ spec }) => spec.terminationGracePeriodSeconds === 0);
  return { running, surge, lingering: overlaps && !ends ? Math.max(running, surge) : surge };
}

/** Whether old pods are replaced one after the other. */
function isRolling({ manifest, ref }: Entry, field: string): boolean {
  const type = objectAt(objectAt(manifest, 'spec'), field)?.type;
  return isBuiltinGroup(ref.group) && (type === undefined || type === 'RollingUpdate');
}

/** Whether a pod picks no nodes. */
function mayGoAnywhere({ spec }: Pod): boolean {
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const selector = objectAt(spec, 'nodeSelector') ?? {};
  const affinity = objectAt(objectAt(spec, 'affinity'), 'nodeAffinity');
  return Object.keys(selector).length === 0 && isAbsent(affinity?.[required]) && isAbsent(spec.nodeName);
}

/** What an update starts before it takes old pods away. Source: `ResolveFenceposts` of the Deployment controller. */
function surgeOf(entry: Entry, running: number): number {
  const { manifest, ref } = entry;
  const field = { Deployment: 'strategy', DaemonSet: 'updateStrategy' }[ref.kind];
  if (!isBuiltinGroup(ref.group) || field === undefined || running <= 0) return 0;
  if (!isRolling(entry, field)) return 0;
  const strategy = objectAt(objectAt(manifest, 'spec'), field);
  const usual = ref.kind === 'Deployment' ? '25%' : 0;
  const surge = objectAt(strategy, 'rollingUpdate')?.maxSurge ?? usual;
  const share = typeof surge === 'string' ? /^(\d+)%$/.exec(surge)?.[1] : undefined;
  if (share !== undefined) return Math.ceil((running * Number(share)) / 100);
  const count = typeof surge === 'number' ? surge : 0;
  return ref.kind === 'DaemonSet' ? Math.min(count, running) : count;
}

/**
 * The pods of the Jobs of a CronJob that may run at a time: two runs where it allows them to meet and a run may last until the
 * next one, else one. More meet only where runs hang, and then the quota is what stops them. Where a run replaces the one before,
 * the pods of that one may still end.
 */
function podsOfSchedule(spec: PlainObject): PodCount {
  if (spec.suspend === true) return NONE;
  const job = objectAt(objectAt(spec, 'jobTemplate'), 'spec');
  const { concurrencyPolicy, schedule } = spec;
  const meets =
    concurrencyPolicy === undefined || concurrencyPolicy === null || concurrencyPolicy === 'Allow';
  const gap = typeof schedule === 'string' ? shortestGap(schedule) : undefined;
  const longest = typeof job?.activeDeadlineSeconds === 'number' ? job.activeDeadlineSeconds : undefined;
  const runs = meets && (gap === undefined || longest === undefined || longest > gap) ? 2 : 1;
  const pods = parallelPods(job);
  return { running: runs * pods, surge: 0, lingering: concurrencyPolicy === 'Replace' ? pods : 0 };
}

function parallelPods(spec: PlainObject | undefined): number {
  const parallelism = typeof spec?.parallelism === 'number' ? spec.parallelism : 1;
  const completions = typeof spec?.completions === 'number' ? spec.completions : parallelism;
  return spec?.suspend === true ? 0 : Math.min(parallelism, completions);
}
