import type { ClusterProfile } from '../../../cluster/profile';
import { isOpaque, type PlainObject } from '../../../manifest/plain';
import type { Container, Pod } from '../../../manifest/pod';
import { isQuantity, parseQuantity } from '../../../manifest/quantity';
import { type Report, reportContainer, reportPod } from '../../control';
import { fill } from '../../draft';
import { objectIn } from './draft';
import { amountIn, podAmountsCount, type Side, sharedAmount, takesRequestFromLimit } from './pod-amounts';

/** Whether a container can have resources: an ephemeral one cannot. */
export function hasResources(container: Container): boolean {
  return container.list !== 'ephemeralContainers';
}

/** The amount of a resource that a container asks for or may use; what hides it where it cannot be seen. */
export function amountAt(container: Container, side: Side, resource: string): unknown {
  return amountIn(container.spec, side, resource);
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

/** Reports the containers that have no amount of a resource, neither of their own nor with others. */
export function checkAmount(
  pod: Pod,
  report: Report,
  side: Side,
  resource: string,
  cluster: ClusterProfile,
): void {
  const field = `resources.${side}.${resource}`;
  const shared = sharedAmount(pod, side, resource, cluster);
  if (isOpaque(shared) || (side === 'requests' && takesRequestFromLimit(pod, resource, cluster))) {
    reportPod(report, pod, field, amountIn(pod.spec, side, resource), NEEDS, { unknown: isOpaque(shared) });
    return;
  }
  if (isAmount(shared)) return;
  const dropped = podAmountsCount(pod, resource, cluster) ? undefined : amountIn(pod.spec, side, resource);
  if (isAmount(dropped)) {
    const needs = `amounts of the containers: Kubernetes ${cluster.kubernetes} drops those of the pod`;
    reportPod(report, pod, field, dropped, needs, {
      finding: 'pod',
      fix: `resources: { ${side}: { ${resource}: ${resource === 'cpu' ? '250m' : '256Mi'} } }, in each container`,
    });
  }
  for (const container of pod.containers) {
    if (!hasResources(container)) continue;
    const found = amountAt(container, side, resource);
    if (!isAmount(found)) reportContainer(report, container, field, found, NEEDS);
  }
}

const NEEDS = 'a quantity above 0';

/**
 * Writes a request that is absent from the limit, which is what the API server would do. Where the containers share an
 * amount, theirs must not grow over it: then only the pod's own request is written.
 */
export function fillRequests(pod: Pod, resource: string, cluster: ClusterProfile): void {
  if (sharedAmount(pod, 'requests', resource, cluster) !== undefined) {
    if (takesRequestFromLimit(pod, resource, cluster)) fillRequest(pod.spec, resource);
    return;
  }
  for (const container of pod.containers) {
    if (hasResources(container)) fillRequest(container.spec, resource);
  }
}

function fillRequest(spec: PlainObject, resource: string): void {
  const limit = amountIn(spec, 'limits', resource);
  if (!isAmount(limit)) return;
  const resources = objectIn(spec, 'resources');
  const requests = resources === undefined ? undefined : objectIn(resources, 'requests');
  if (requests !== undefined) fill(requests, resource, limit);
}

/** How a resource is compared. */
interface Equality {
  /** How many times its request a limit may be. @default 1 */
  readonly burst?: number;
  readonly cluster: ClusterProfile;
}

/**
 * Reports the containers whose limit is not the request times a factor, at the most; where the pod has a limit that they
 * share, only the pod, because its amounts alone decide on the class of the pod.
 * A request that is absent is the limit, as in the API; a limit that is absent is the business of another control.
 */
export function checkEqual(
  pod: Pod,
  report: Report,
  resource: string,
  { burst = 1, cluster }: Equality,
): void {
  const field = `resources.requests.${resource}`;
  const limit = sharedAmount(pod, 'limits', resource, cluster);
  if (limit !== undefined) {
    const wrong = unequal(limit, sharedAmount(pod, 'requests', resource, cluster), burst);
    if (wrong !== undefined) reportPod(report, pod, field, wrong.found, wrong.needs);
    return;
  }
  for (const container of pod.containers) {
    if (!hasResources(container)) continue;
    const own = amountAt(container, 'limits', resource);
    const wrong = unequal(own, amountAt(container, 'requests', resource), burst);
    if (wrong !== undefined) reportContainer(report, container, field, wrong.found, wrong.needs);
  }
}

function unequal(
  limit: unknown,
  request: unknown,
  burst: number,
): { readonly found: unknown; readonly needs: string } | undefined {
  if (limit === undefined || request === undefined || limit === request) return undefined;
  const most = amountOf(limit);
  const least = amountOf(request);
  if (most !== undefined && least !== undefined && most >= least && most <= least * burst) return undefined;
  const needs = burst === 1 ? 'the same as the limit' : `at least the limit divided by ${burst}`;
  return { found: most === undefined ? limit : request, needs };
}
