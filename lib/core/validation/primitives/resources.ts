import { qualifiedNameProblems } from '../../manifest/names';
import type { Field } from '../field';
import { quantityAt } from './numbers';
import names from './resource-names.json';

const [STANDARD, QUOTA, CONTAINER, INTEGER] = [
  new Set<string>(names.standard),
  new Set<string>(names.quota),
  new Set<string>(names.container),
  new Set<string>(names.integer),
];
const HUGE_PAGES = 'hugepages-';
const REQUESTS = 'requests.';
const NATIVE = 'kubernetes.io/';
const NANO = 1_000_000_000n;

/** A name of memory in pages of one size, such as `hugepages-2Mi`. */
export function isHugePages(name: string): boolean {
  return name.startsWith(HUGE_PAGES);
}

function isQuotaHugePages(name: string): boolean {
  return name.startsWith(HUGE_PAGES) || name.startsWith(`${REQUESTS}${HUGE_PAGES}`);
}

/** Whether a name belongs to Kubernetes: without a domain, or with one of its own. */
export function isNative(name: string): boolean {
  return !name.includes('/') || name.includes(NATIVE);
}

/** Whether a name is one of an extended resource, such as `example.com/gpu`. */
export function isExtended(name: string): boolean {
  if (isNative(name) || name.startsWith(REQUESTS)) return false;
  return qualifiedNameProblems(`${REQUESTS}${name}`).length === 0;
}

/** Whether limit and request may differ. */
export function mayOvercommit(name: string): boolean {
  return isNative(name) && !isHugePages(name);
}

/** The name of a resource. Source: `validateResourceName`. @returns whether it is one */
export function checkResourceName(field: Field, name = field.key): boolean {
  const problems = qualifiedNameProblems(name);
  for (const needs of problems) field.invalid(needs, 'name a resource', name);
  if (problems.length > 0) return false;
  if (name.includes('/') || STANDARD.has(name) || isQuotaHugePages(name)) return true;
  field.invalid(
    'a resource of Kubernetes, or one with a domain before it, such as example.com/gpu',
    'name a resource',
    name,
  );
  return false;
}

/** The name of a resource that a container may have. Source: `validateContainerResourceName`. */
export function checkContainerResourceName(field: Field, name = field.key): void {
  if (!checkResourceName(field, name)) return;
  if (!name.includes('/')) {
    if (!CONTAINER.has(name) && !isHugePages(name))
      field.invalid(
        'cpu, memory, ephemeral-storage, hugepages-SIZE, or a resource with a domain before it',
        'name a resource',
        name,
      );
  } else if (!isNative(name) && !isExtended(name)) {
    field.invalid('an extended resource, such as example.com/gpu', 'name a resource', name);
  }
}

/** The name of a resource in a quota. Source: `ValidateResourceQuotaResourceName`. */
export function checkQuotaResourceName(field: Field): void {
  const name = field.key;
  if (!checkResourceName(field)) return;
  if (!name.includes('/') && !isQuotaResource(name))
    field.invalid('a resource that a quota can count', 'name a resource', name);
}

/** Whether a quota counts a resource without a domain. */
export function isQuotaResource(name: string): boolean {
  return QUOTA.has(name) || isQuotaHugePages(name);
}

/** An amount: from 0, and whole where the resource comes in pieces. Source: `ValidateResourceQuantityValue`. */
export function checkAmount(field: Field, name = field.key): void {
  const quantity = quantityAt(field);
  if (quantity === undefined) return;
  if (quantity.nanos < 0n) field.invalid('a quantity from 0');
  if ((INTEGER.has(name) || isExtended(name)) && milliOf(quantity.nanos) % 1000n !== 0n)
    field.invalid('a whole number');
}

/** An amount in thousandths, rounded away from zero as the API does. */
export function milliOf(nanos: bigint): bigint {
  const step = NANO / 1000n;
  return nanos >= 0n ? (nanos + step - 1n) / step : -((-nanos + step - 1n) / step);
}
