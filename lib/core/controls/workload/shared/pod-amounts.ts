import { type ClusterProfile, minorOf } from '../../../cluster/profile';
import { isAbsent, isPlain, type PlainObject } from '../../../manifest/plain';
import type { Pod } from '../../../manifest/pod';
import { formatQuantity, parseQuantity } from '../../../manifest/quantity';
import { isOn } from '../../../validation/context';

/** The two sides of resources. */
export type Side = 'requests' | 'limits';

/** Resources that a pod can have as a whole, for its containers to share. */
const OF_PODS: readonly string[] = ['cpu', 'memory'];

/** The amount of a resource in `resources`; what hides it where it cannot be seen. */
export function amountIn(spec: PlainObject, side: Side, resource: string): unknown {
  const { resources } = spec;
  if (!isPlain(resources)) return isAbsent(resources) ? undefined : resources;
  const amounts = resources[side];
  if (!isPlain(amounts)) return isAbsent(amounts) ? undefined : amounts;
  return amounts[resource] ?? undefined;
}

/**
 * Whether an amount in `spec.resources` of a pod is in force: in a version that has them, for a resource that pods can
 * have, and not on Windows. An older API server drops the field without a word.
 * Source: feature gate PodLevelResources, on by default since 1.34; `dropDisabledPodLevelResources` of the API server.
 */
export function podAmountsCount(pod: Pod, resource: string, cluster: ClusterProfile): boolean {
  if (!isHugePages(resource) && !OF_PODS.includes(resource)) return false;
  return !pod.windows && isOn('PodLevelResources', { minor: minorOf(cluster.kubernetes) });
}

/**
 * The amount of a resource that the containers of a pod share; undefined where each has to have its own. A request that
 * is absent is what the containers ask for together, or else the limit.
 * Source: `SetDefaults_Pod` of the API server.
 */
export function sharedAmount(pod: Pod, side: Side, resource: string, cluster: ClusterProfile): unknown {
  if (!podAmountsCount(pod, resource, cluster)) return undefined;
  const written = amountIn(pod.spec, side, resource);
  if (written !== undefined || side === 'limits' || !hasLimits(pod.spec)) return written;
  const sum = sumOfContainers(pod, side, resource);
  if (sum !== undefined)
    return formatQuantity({ nanos: sum, format: resource === 'cpu' ? 'decimal' : 'binary' });
  return amountIn(pod.spec, 'limits', resource);
}

/** Whether the pod has a request of its own that the API server would take from its limit. */
export function takesRequestFromLimit(pod: Pod, resource: string, cluster: ClusterProfile): boolean {
  return (
    podAmountsCount(pod, resource, cluster) &&
    amountIn(pod.spec, 'requests', resource) === undefined &&
    amountIn(pod.spec, 'limits', resource) !== undefined &&
    sumOfContainers(pod, 'requests', resource) === undefined
  );
}

/**
 * What the containers of a pod need at the same time, in billionths of the unit; undefined where none says anything.
 * Init containers run one after another, before the others and beside the sidecars that started by then. A request that
 * is absent is the limit; what is not written, or cannot be read, counts as nothing.
 * Source: Kubernetes documentation, Init Containers, resource sharing within containers.
 */
export function sumOfContainers(pod: Pod, side: Side, resource: string): bigint | undefined {
  let known = false;
  let sidecars = 0n;
  let starting = 0n;
  let running = 0n;
  for (const { list, spec } of pod.containers) {
    if (list === 'ephemeralContainers') continue;
    const own = nanosIn(spec, side, resource);
    known ||= own !== undefined;
    const amount = own ?? 0n;
    if (list === 'containers') {
      running += amount;
      continue;
    }
    const stays = spec.restartPolicy === 'Always';
    const now = sidecars + amount;
    if (stays) sidecars = now;
    if (now > starting) starting = now;
  }
  running += sidecars;
  if (!known) return undefined;
  return running > starting ? running : starting;
}

/** An amount in billionths of the unit; a request that is absent is the limit. */
export function nanosIn(spec: PlainObject, side: Side, resource: string): bigint | undefined {
  const written =
    amountIn(spec, side, resource) ?? (side === 'requests' ? amountIn(spec, 'limits', resource) : undefined);
  if (typeof written !== 'string' && typeof written !== 'number') return undefined;
  return parseQuantity(written)?.nanos;
}

function hasLimits({ resources }: PlainObject): boolean {
  return isPlain(resources) && isPlain(resources.limits) && Object.keys(resources.limits).length > 0;
}

function isHugePages(resource: string): boolean {
  return resource.startsWith('hugepages-');
}
