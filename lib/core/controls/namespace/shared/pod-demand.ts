import type { ClusterProfile } from '../../../cluster/profile';
import type { Entry, ManifestSet } from '../../../manifest/manifest-set';
import { isAbsent, objectAt, type PlainObject } from '../../../manifest/plain';
import type { Pod } from '../../../manifest/pod';
import { isQuantity, parseQuantity } from '../../../manifest/quantity';
import { isBuiltinGroup } from '../../../manifest/registry';
import { shortestGap } from '../../../validation/batch/schedule-gap';
import { mostPods } from '../../workload/shared/autoscalers';
import { isReplicated } from '../../workload/shared/kinds';
import { sharedAmount, sumOfContainers } from '../../workload/shared/pod-amounts';

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
}

const NONE: PodCount = { running: 0, surge: 0 };

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
  if (ref.kind === 'CronJob') return { running: spec === undefined ? 0 : podsOfRuns(spec), surge: 0 };
  if (ref.kind === 'Job') return { running: parallelPods(spec), surge: 0 };
  if (ref.kind === 'DaemonSet') {
    const running = entry.pods.every(mayGoAnywhere) ? nodeCount : 1;
    return { running, surge: surgeOf(entry, running) };
  }
  const most = scaler === undefined ? undefined : mostPods(scaler);
  const running = most ?? (typeof spec?.replicas === 'number' ? spec.replicas : 1);
  return { running, surge: surgeOf(entry, running) };
}

/** Whether a pod picks no nodes. */
function mayGoAnywhere({ spec }: Pod): boolean {
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const selector = objectAt(spec, 'nodeSelector') ?? {};
  const affinity = objectAt(objectAt(spec, 'affinity'), 'nodeAffinity');
  return Object.keys(selector).length === 0 && isAbsent(affinity?.[required]) && isAbsent(spec.nodeName);
}

/** What an update starts before it takes old pods away. Source: `ResolveFenceposts` of the Deployment controller. */
function surgeOf({ manifest, ref }: Entry, running: number): number {
  const field = { Deployment: 'strategy', DaemonSet: 'updateStrategy' }[ref.kind];
  if (!isBuiltinGroup(ref.group) || field === undefined || running <= 0) return 0;
  const strategy = objectAt(objectAt(manifest, 'spec'), field);
  if (strategy?.type !== undefined && strategy.type !== 'RollingUpdate') return 0;
  const usual = ref.kind === 'Deployment' ? '25%' : 0;
  const surge = objectAt(strategy, 'rollingUpdate')?.maxSurge ?? usual;
  const share = typeof surge === 'string' ? /^(\d+)%$/.exec(surge)?.[1] : undefined;
  if (share !== undefined) return Math.ceil((running * Number(share)) / 100);
  const count = typeof surge === 'number' ? surge : 0;
  return ref.kind === 'DaemonSet' ? Math.min(count, running) : count;
}

/**
 * The pods of the Jobs of a CronJob that may run at a time: two runs where it allows them to meet and a run may last until the
 * next one, else one. More meet only where runs hang, and then the quota is what stops them.
 */
function podsOfRuns(spec: PlainObject): number {
  if (spec.suspend === true) return 0;
  const job = objectAt(objectAt(spec, 'jobTemplate'), 'spec');
  const { concurrencyPolicy, schedule } = spec;
  const meets =
    concurrencyPolicy === undefined || concurrencyPolicy === null || concurrencyPolicy === 'Allow';
  const gap = typeof schedule === 'string' ? shortestGap(schedule) : undefined;
  const longest = typeof job?.activeDeadlineSeconds === 'number' ? job.activeDeadlineSeconds : undefined;
  const runs = meets && (gap === undefined || longest === undefined || longest > gap) ? 2 : 1;
  return runs * parallelPods(job);
}

function parallelPods(spec: PlainObject | undefined): number {
  const parallelism = typeof spec?.parallelism === 'number' ? spec.parallelism : 1;
  const completions = typeof spec?.completions === 'number' ? spec.completions : parallelism;
  return spec?.suspend === true ? 0 : Math.min(parallelism, completions);
}
