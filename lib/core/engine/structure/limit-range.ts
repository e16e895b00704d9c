import { printedName } from '../../manifest/identity';
import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { objectAt, objectsAt, type PlainObject } from '../../manifest/plain';
import type { Container } from '../../manifest/pod';
import { compareQuantities, isQuantity, parseQuantity } from '../../manifest/quantity';
import type { Take } from './problem';

type Side = 'limits' | 'requests';

/** Containers that ask for more or less than a LimitRange of their namespace allows: the API server refuses their pods. */
export function limitRanges(range: Entry, set: ManifestSet, take: (entry: Entry) => Take): void {
  if (range.ref.kind !== 'LimitRange') return;
  for (const item of objectsAt(objectAt(range.manifest, 'spec'), 'limits')) {
    if (item.type !== 'Container') continue;
    for (const entry of set.podsIn(range.ref.namespace)) {
      for (const container of entry.pods.flatMap(({ containers }) => containers)) {
        if (container.list !== 'ephemeralContainers') checkContainer(container, item, range, take(entry));
      }
    }
  }
}

function checkContainer(container: Container, item: PlainObject, range: Entry, take: Take): void {
  const resources = objectAt(container.spec, 'resources');
  const max = objectAt(item, 'max') ?? {};
  const min = objectAt(item, 'min') ?? {};
  for (const side of ['limits', 'requests'] as const) {
    for (const [resource, found] of Object.entries(objectAt(resources, side) ?? {})) {
      if (order(found, max[resource]) > 0)
        take(problem(container, side, resource, found, `at most ${String(max[resource])}`, range));
      if (order(found, min[resource]) < 0)
        take(problem(container, side, resource, found, `at least ${String(min[resource])}`, range));
    }
  }
}

/** Below zero where the first is less, above where it is more; zero also where one of them is no quantity. */
function order(a: unknown, b: unknown): number {
  if (!isQuantity(a) || !isQuantity(b)) return 0;
  const left = parseQuantity(a);
  const right = parseQuantity(b);
  return left === undefined || right === undefined ? 0 : compareQuantities(left, right);
}

function problem(
  container: Container,
  side: Side,
  resource: string,
  found: unknown,
  needs: string,
  range: Entry,
): Parameters<Take>[0] {
  const { pod, list, index } = container;
  return {
    rule: 'limit-range',
    path: `${pod.path}.${list}[${index}].resources.${side}.${resource}`,
    found,
    needs: `${needs}, as the LimitRange ${printedName(range.ref)} of the namespace says`,
    fix: 'change the resources of the container, or the limits of the namespace',
  };
}
