import { qualifiedNameProblems } from '../../manifest/names';
import { formatQuantity, type Quantity } from '../../manifest/quantity';
import { isOn } from '../context';
import type { Field } from '../field';
import { quantityAt } from '../primitives/numbers';
import { isHugePages, mayOvercommit } from '../primitives/resources';
import { checkAmounts } from './resources';
import type { PodScope } from './scope';

/** Amounts by resource, in billionths. */
type Amounts = Map<string, bigint>;

/**
 * The resources of a pod as a whole, and what its containers ask for within them. Source: `validatePodResources`, and
 * the defaults that a Pod gets, a template does not.
 */
export function checkPodResources(scope: PodScope): void {
  const resources = scope.spec.at('resources');
  if (!resources.isSet || resources.isUnknown || !isOn('PodLevelResources', resources.context)) return;
  if (scope.os === 'windows') {
    resources.forbidden('none in a pod for windows');
    return;
  }
  if (resources.at('claims').isSet) resources.at('claims').forbidden('claims in the containers only');
  checkAmounts(resources, checkPodResourceName);
  checkTotals(resources, scope);
}

function isPodResource(name: string): boolean {
  return name === 'cpu' || name === 'memory' || isHugePages(name);
}

function checkPodResourceName(amount: Field): void {
  const problems = qualifiedNameProblems(amount.key);
  if (problems.length === 0 && !isPodResource(amount.key)) problems.push('cpu, memory or hugepages-SIZE');
  for (const needs of problems) amount.invalid(needs, 'name a resource', amount.key);
}

/** The amounts of a pod as a whole, with the defaults of a Pod, and those of its containers together. */
interface Totals {
  readonly limits: Amounts;
  readonly requests: Amounts;
  readonly asked: Amounts;
  readonly allowed: Amounts;
}

function checkTotals(resources: Field, { spec, isPod }: PodScope): void {
  const asked = sumOf(spec, (container) => requestsOf(container, isPod));
  const allowed = sumOf(spec, (container) => amountsAt(container.in('resources', 'limits')));
  const limits = amountsAt(resources.at('limits'));
  const requests = amountsAt(resources.at('requests'));
  if (isPod) addDefaults(limits, requests, asked, allowed);
  const totals = { limits, requests, asked, allowed };
  checkRequests(resources.at('requests'), totals);
  checkPages(resources.at('limits'), totals);
  for (const container of spec.at('containers').items())
    checkWithin(container.in('resources', 'limits'), limits);
}

function checkRequests(written: Field, { limits, requests, asked }: Totals): void {
  for (const [name, request] of requests) {
    const [total, limit] = [asked.get(name) ?? 0n, limits.get(name)];
    if (total > request)
      refuse(written.at(name), `at least what the containers request together, ${textOf(total)}`, request);
    if (limit !== undefined && request > limit && !written.at(name).isSet)
      refuse(written.at(name), `at most the limit, ${textOf(limit)}`, request);
  }
}

function checkPages(written: Field, { limits, allowed }: Totals): void {
  for (const [name, total] of allowed) {
    const limit = limits.get(name);
    if (isHugePages(name) && limit !== undefined && total > limit)
      refuse(written.at(name), `at least the limits of the containers together, ${textOf(total)}`, limit);
  }
}

function checkWithin(written: Field, limits: Amounts): void {
  for (const [name, own] of amountsAt(written)) {
    const limit = limits.get(name);
    if (limit !== undefined && own > limit)
      written.at(name).invalid(`at most the limit of the pod, ${textOf(limit)}`);
  }
}

function refuse(field: Field, needs: string, found: bigint): void {
  field.invalid(needs, 'change the resources of the pod, or those of its containers', textOf(found));
}

function textOf(nanos: bigint): string {
  const quantity: Quantity = { nanos, format: 'decimal' };
  return formatQuantity(quantity);
}

/** What the API server adds to a Pod: huge pages of the containers, requests of the containers, and the limits. */
function addDefaults(limits: Amounts, requests: Amounts, asked: Amounts, allowed: Amounts): void {
  if (limits.size === 0 && requests.size === 0) return;
  for (const [name, total] of allowed) {
    if (isHugePages(name) && !requests.has(name) && !limits.has(name)) limits.set(name, total);
  }
  if (limits.size === 0) return;
  for (const [name, total] of asked) {
    if (!requests.has(name) && isPodResource(name) && mayOvercommit(name)) requests.set(name, total);
  }
  for (const [name, limit] of limits) {
    if (!requests.has(name) && isPodResource(name)) requests.set(name, limit);
  }
}

/** The requests of a container; those of a Pod are its limits where nothing is requested. */
function requestsOf(container: Field, isPod: boolean): Amounts {
  const written = container.in('resources', 'requests');
  const requests = amountsAt(written);
  if (!isPod || written.isUnknown) return requests;
  for (const [name, limit] of amountsAt(container.in('resources', 'limits'))) {
    if (!requests.has(name) && !written.at(name).isUnknown) requests.set(name, limit);
  }
  return requests;
}

const MILLI = 1_000_000n;

function amountsAt(map: Field): Amounts {
  const amounts: Amounts = new Map();
  for (const amount of map.entries()) {
    const quantity = quantityAt(amount);
    if (quantity !== undefined) amounts.set(amount.key, roundUp(quantity.nanos));
  }
  return amounts;
}

/** Amounts are rounded up to thousandths before they are judged. */
function roundUp(nanos: bigint): bigint {
  return nanos >= 0n ? ((nanos + MILLI - 1n) / MILLI) * MILLI : nanos;
}

/**
 * What the containers of a pod take together: all that run side by side, or what an init container takes beside the
 * sidecars before it, where that is more. Source: `AggregateContainerRequests`.
 */
function sumOf(spec: Field, of: (container: Field) => Amounts): Amounts {
  const total: Amounts = new Map();
  for (const container of spec.at('containers').items()) add(total, of(container));
  const sidecars: Amounts = new Map();
  const highest: Amounts = new Map();
  for (const container of spec.at('initContainers').items()) {
    const own = of(container);
    if (container.at('restartPolicy').text === 'Always') {
      add(total, own);
      add(sidecars, own);
      raise(highest, sidecars);
    } else {
      add(own, sidecars);
      raise(highest, own);
    }
  }
  raise(total, highest);
  return total;
}

function add(sum: Amounts, more: Amounts): void {
  for (const [name, amount] of more) sum.set(name, (sum.get(name) ?? 0n) + amount);
}

function raise(highest: Amounts, amounts: Amounts): void {
  for (const [name, amount] of amounts) {
    const before = highest.get(name);
    if (before === undefined || amount > before) highest.set(name, amount);
  }
}
