import { isAbsent, isPlain } from '../../manifest/plain';
import type { Container, Pod } from '../../manifest/pod';
import { isQuantity, parseQuantity } from '../../manifest/quantity';
import { type Report, reportContainer } from '../control';
import { fill } from '../draft';
import { objectIn } from './draft';

/** The two sides of a container's resources. */
export type Side = 'requests' | 'limits';

/** Whether a container can have resources: an ephemeral one cannot. */
export function hasResources(container: Container): boolean {
  return container.list !== 'ephemeralContainers';
}

/** The amount of a resource that a container asks for or may use; what hides it where it cannot be seen. */
export function amountAt(container: Container, side: Side, resource: string): unknown {
  const { resources } = container.spec;
  if (!isPlain(resources)) return isAbsent(resources) ? undefined : resources;
  const amounts = resources[side];
  if (!isPlain(amounts)) return isAbsent(amounts) ? undefined : amounts;
  return amounts[resource] ?? undefined;
}

const POSITIVE = /^\s*\+?[0.]*[1-9]/;

/** Whether an amount is a quantity above 0: 0 counts for the scheduler and the kubelet like none at all. */
export function isAmount(found: unknown): boolean {
  return isQuantity(found) && POSITIVE.test(String(found));
}

/** The size of an amount in its unit, for comparing; undefined where it is no quantity. */
export function amountOf(found: unknown): number | undefined {
  const quantity = isQuantity(found) ? parseQuantity(found) : undefined;
  return quantity === undefined ? undefined : Number(quantity.nanos) / 1e9;
}

/** Reports the containers that have no amount of a resource. */
export function checkAmount(pod: Pod, report: Report, side: Side, resource: string): void {
  for (const container of pod.containers) {
    if (!hasResources(container)) continue;
    const found = amountAt(container, side, resource);
    if (!isAmount(found)) reportAmount(report, container, side, resource, found);
  }
}

/** Reports an amount that is absent or none. */
export function reportAmount(
  report: Report,
  container: Container,
  side: Side,
  resource: string,
  found: unknown,
): void {
  reportContainer(report, container, `resources.${side}.${resource}`, found, 'a quantity above 0');
}

/** Writes a request that is absent from the limit, which is what the API server would do. */
export function fillRequests(pod: Pod, resource: string): void {
  for (const container of pod.containers) {
    if (!hasResources(container)) continue;
    const limit = amountAt(container, 'limits', resource);
    if (!isAmount(limit)) continue;
    const resources = objectIn(container.spec, 'resources');
    const requests = resources === undefined ? undefined : objectIn(resources, 'requests');
    if (requests !== undefined) fill(requests, resource, limit);
  }
}

/**
 * Reports the containers whose limit is not the request times a factor, at the most.
 * A request that is absent is the limit, as in the API; a limit that is absent is the business of another control.
 */
export function checkEqual(pod: Pod, report: Report, resource: string, burst = 1): void {
  for (const container of pod.containers) {
    if (!hasResources(container)) continue;
    const limit = amountAt(container, 'limits', resource);
    const request = amountAt(container, 'requests', resource);
    if (limit === undefined || request === undefined || limit === request) continue;
    const most = amountOf(limit);
    const least = amountOf(request);
    if (most !== undefined && least !== undefined && most >= least && most <= least * burst) continue;
    const hidden = most === undefined ? limit : request;
    const needs = burst === 1 ? 'the same as the limit' : `at least the limit divided by ${burst}`;
    reportContainer(report, container, `resources.requests.${resource}`, hidden, needs);
  }
}
