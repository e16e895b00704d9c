import type { ClusterProfile } from '../../../cluster/profile';
import type { Entry } from '../../../manifest/manifest-set';
import { objectAt, type PlainObject } from '../../../manifest/plain';
import type { Pod } from '../../../manifest/pod';
import { isQuantity, parseQuantity } from '../../../manifest/quantity';
import { isBuiltinGroup } from '../../../manifest/registry';
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

/**
 * What a pod asks for, in billionths of the unit: its own resources where it has them and the version counts them, else
 * those of its containers. What is not written, or cannot be read, counts as nothing: the true sum is never less.
 * Source: Kubernetes documentation, Pod-level resources.
 */
export function demandOf(pod: Pod, { side, resource }: Counted, cluster: ClusterProfile): bigint {
  const shared = sharedAmount(pod, side, resource, cluster);
  const quantity = isQuantity(shared) ? parseQuantity(shared) : undefined;
  return quantity?.nanos ?? sumOfContainers(pod, side, resource) ?? 0n;
}

/**
 * The fewest pods that an object has when everything that it asks for runs; those of a DaemonSet are 1, its nodes are not
 * known. A CronJob counts with one run: how many of them meet, where it allows that, nobody knows. Custom resources count
 * where they run equal pods; how many of its templates a workflow runs, and when, is not known.
 */
export function podsOf(entry: Entry, scaler: Entry | undefined): number {
  const { manifest, ref } = entry;
  const spec = objectAt(manifest, 'spec');
  if (!isBuiltinGroup(ref.group) && !isReplicated(entry)) return 0;
  if (ref.kind === 'CronJob') {
    return spec?.suspend === true ? 0 : parallelPods(objectAt(objectAt(spec, 'jobTemplate'), 'spec'));
  }
  if (ref.kind === 'Job') return parallelPods(spec);
  const most = scaler === undefined ? undefined : mostPods(scaler);
  if (most !== undefined) return most;
  return typeof spec?.replicas === 'number' ? spec.replicas : 1;
}

function parallelPods(spec: PlainObject | undefined): number {
  const parallelism = typeof spec?.parallelism === 'number' ? spec.parallelism : 1;
  const completions = typeof spec?.completions === 'number' ? spec.completions : parallelism;
  return spec?.suspend === true ? 0 : Math.min(parallelism, completions);
}
