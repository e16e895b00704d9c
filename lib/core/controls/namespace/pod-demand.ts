import type { Entry } from '../../manifest/manifest-set';
import { isPlain, objectAt, objectsAt, type PlainObject } from '../../manifest/plain';
import type { Container, Pod } from '../../manifest/pod';
import { parseQuantity } from '../../manifest/quantity';

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
 * What a pod asks for, in billionths of the unit: its own resources where it has them, else those of its containers.
 * Init containers run one after the other, before the others and beside the sidecars that started by then. What is not
 * written, or cannot be read, counts as nothing: the true sum is never less.
 * Source: Kubernetes documentation, Init Containers, resource sharing within containers; Pod-level resources.
 */
export function demandOf(pod: Pod, counted: Counted): bigint {
  const own = amountIn(pod.spec, counted);
  if (own !== undefined) return own;
  let sidecars = 0n;
  let starting = 0n;
  let running = 0n;
  for (const container of pod.containers) {
    const amount = amountIn(container.spec, counted) ?? 0n;
    if (container.list === 'containers') running += amount;
    else if (container.list === 'initContainers') {
      if (isSidecar(container)) sidecars += amount;
      const now = isSidecar(container) ? sidecars : sidecars + amount;
      if (now > starting) starting = now;
    }
  }
  running += sidecars;
  return running > starting ? running : starting;
}

function isSidecar({ spec }: Container): boolean {
  return spec.restartPolicy === 'Always';
}

/** A request that is absent is the limit, as in the API. */
function amountIn(spec: PlainObject, { side, resource }: Counted): bigint | undefined {
  const resources = objectAt(spec, 'resources');
  const written =
    objectAt(resources, side)?.[resource] ??
    (side === 'requests' ? objectAt(resources, 'limits')?.[resource] : undefined);
  if (typeof written !== 'string' && typeof written !== 'number') return undefined;
  return parseQuantity(written)?.nanos;
}

/** The fewest pods that an object has when everything that it asks for runs; those of a DaemonSet are 1, its nodes are not known. */
export function podsOf({ manifest, ref }: Entry, scaler: Entry | undefined): number {
  const spec = objectAt(manifest, 'spec');
  if (ref.kind === 'CronJob') return parallelPods(objectAt(objectAt(spec, 'jobTemplate'), 'spec'));
  if (ref.kind === 'Job') return parallelPods(spec);
  const most = scaler === undefined ? undefined : objectAt(scaler.manifest, 'spec')?.maxReplicas;
  if (typeof most === 'number') return most;
  return typeof spec?.replicas === 'number' ? spec.replicas : 1;
}

function parallelPods(spec: PlainObject | undefined): number {
  const parallelism = typeof spec?.parallelism === 'number' ? spec.parallelism : 1;
  const completions = typeof spec?.completions === 'number' ? spec.completions : parallelism;
  return spec?.suspend === true ? 0 : Math.min(parallelism, completions);
}

/** Whether another object makes this one, so that its pods are counted there. */
export function isOwned({ manifest }: Entry): boolean {
  return objectsAt(objectAt(manifest, 'metadata'), 'ownerReferences').some(
    (owner) => isPlain(owner) && owner.controller === true,
  );
}
