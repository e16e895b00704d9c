import type { ClusterProfile } from '../../cluster/profile';
import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { objectAt, objectsAt } from '../../manifest/plain';
import type { Container, Pod } from '../../manifest/pod';
import { type Bounds, outside, problem, SIDES } from './limit-range-bounds';
import { checkShares, checkWhole } from './limit-range-pod';
import type { Take } from './problem';

/**
 * Containers and pods that ask for more or less than a LimitRange of their namespace allows, and pods whose own resources
 * are too small for what the LimitRange writes into their containers: the API server refuses them.
 */
export function limitRanges(
  range: Entry,
  set: ManifestSet,
  cluster: ClusterProfile,
  take: (entry: Entry) => Take,
): void {
  if (range.ref.kind !== 'LimitRange') return;
  const items = objectsAt(objectAt(range.manifest, 'spec'), 'limits');
  for (const entry of set.podsIn(range.ref.namespace)) {
    for (const pod of entry.pods) {
      for (const item of items) checkPod(pod, { range, item, cluster }, take(entry));
    }
  }
}

function checkPod(pod: Pod, bounds: Bounds, take: Take): void {
  if (bounds.item.type === 'Pod') checkWhole(pod, bounds, take);
  if (bounds.item.type !== 'Container') return;
  for (const container of pod.containers) {
    if (container.list !== 'ephemeralContainers') checkContainer(container, bounds, take);
  }
  checkShares(pod, bounds, take);
}

function checkContainer(container: Container, bounds: Bounds, take: Take): void {
  const { pod, list, index } = container;
  const resources = objectAt(container.spec, 'resources');
  for (const side of SIDES) {
    for (const [resource, found] of Object.entries(objectAt(resources, side) ?? {})) {
      const needs = outside(found, resource, bounds.item);
      if (needs === undefined) continue;
      const path = `${pod.path}.${list}[${index}].resources.${side}.${resource}`;
      take(problem(path, found, needs, bounds));
    }
  }
}
