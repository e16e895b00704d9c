import {
  nanosIn,
  podAmountsCount,
  sharedAmount,
  sumOfContainers,
} from '../../controls/workload/shared/pod-amounts';
import { objectAt, type PlainObject } from '../../manifest/plain';
import type { Container, Pod } from '../../manifest/pod';
import { formatQuantity, isQuantity } from '../../manifest/quantity';
import { type Bounds, order, outside, problem, SIDES } from './limit-range-bounds';
import type { Take } from './problem';

type Side = (typeof SIDES)[number];

/** Holds a pod as a whole against an item of type Pod: its own amounts, else the sum of its containers. */
export function checkWhole(pod: Pod, bounds: Bounds, take: Take): void {
  const { item, cluster } = bounds;
  const resources = new Set([...keysOf(item, 'max'), ...keysOf(item, 'min')]);
  for (const side of SIDES) {
    for (const resource of resources) {
      const own = sharedAmount(pod, side, resource, cluster);
      const found = own ?? written(pod, side, resource);
      const needs = outside(found, resource, item);
      // A container that says nothing may still get an amount from the LimitRange: the sum may grow.
      if (
        needs === undefined ||
        (own === undefined && needs.startsWith('at least') && hasGaps(pod, side, resource))
      )
        continue;
      take(problem(`${pod.path}.resources.${side}.${resource}`, found, needs, bounds));
    }
  }
}

function written(pod: Pod, side: Side, resource: string): string | undefined {
  const sum = sumOfContainers(pod, side, resource);
  return sum === undefined ? undefined : textOf(sum, resource);
}

function hasGaps(pod: Pod, side: Side, resource: string): boolean {
  return countedIn(pod).some(({ spec }) => nanosIn(spec, side, resource) === undefined);
}

/**
 * Holds the own amounts of a pod against what the item writes into containers that have none: together they must not ask
 * for more than the pod, and none may have a higher limit.
 * Source: `validatePodResourceConsistency` of the API server, which runs after the admission plugin LimitRanger.
 */
export function checkShares(pod: Pod, bounds: Bounds, take: Take): void {
  for (const resource of ['cpu', 'memory']) {
    if (!podAmountsCount(pod, resource, bounds.cluster)) continue;
    const filled = withDefaults(pod, resource, bounds.item);
    if (filled === undefined) continue;
    const request = sharedAmount(pod, 'requests', resource, bounds.cluster);
    const together = written(filled, 'requests', resource);
    if (order(together, request) > 0) take(tooSmall(pod, 'requests', resource, request, together, bounds));
    const limit = sharedAmount(pod, 'limits', resource, bounds.cluster);
    const largest = largestLimit(filled, resource);
    if (order(largest, limit) > 0) take(tooSmall(pod, 'limits', resource, limit, largest, bounds));
  }
}

/** The pod as the LimitRange leaves it; undefined where it writes nothing into it. */
function withDefaults(pod: Pod, resource: string, item: PlainObject): Pod | undefined {
  const limit = objectAt(item, 'default')?.[resource] ?? objectAt(item, 'max')?.[resource];
  const request = objectAt(item, 'defaultRequest')?.[resource] ?? limit ?? objectAt(item, 'min')?.[resource];
  let changed = false;
  const containers = pod.containers.map((container) => {
    if (container.list === 'ephemeralContainers') return container;
    const { spec } = container;
    const own = objectAt(objectAt(spec, 'resources'), 'limits')?.[resource];
    const asked = nanosIn(spec, 'requests', resource);
    changed ||= (own === undefined && isQuantity(limit)) || (asked === undefined && isQuantity(request));
    const limits = { [resource]: own ?? limit };
    const requests = { [resource]: asked === undefined ? request : textOf(asked, resource) };
    return { ...container, spec: { ...spec, resources: { limits, requests } } };
  });
  return changed ? { ...pod, containers } : undefined;
}

/** The highest limit of a container; only those in `containers` are held against the pod. */
function largestLimit(pod: Pod, resource: string): string | undefined {
  let most: bigint | undefined;
  for (const { list, spec } of pod.containers) {
    const amount = list === 'containers' ? nanosIn(spec, 'limits', resource) : undefined;
    if (amount !== undefined && (most === undefined || amount > most)) most = amount;
  }
  return most === undefined ? undefined : textOf(most, resource);
}

function tooSmall(
  pod: Pod,
  side: Side,
  resource: string,
  found: unknown,
  needed: string | undefined,
  bounds: Bounds,
): Parameters<Take>[0] {
  const path = `${pod.path}.resources.${side}.${resource}`;
  return {
    ...problem(
      path,
      found,
      `at least ${needed} for containers that have no ${resource} of their own`,
      bounds,
    ),
    fix: `raise ${path}, or give each container ${side} for ${resource}`,
  };
}

function countedIn(pod: Pod): readonly Container[] {
  return pod.containers.filter(({ list }) => list !== 'ephemeralContainers');
}

function keysOf(item: PlainObject, bound: string): string[] {
  return Object.keys(objectAt(item, bound) ?? {});
}

function textOf(nanos: bigint, resource: string): string {
  return formatQuantity({ nanos, format: resource === 'cpu' ? 'decimal' : 'binary' });
}
