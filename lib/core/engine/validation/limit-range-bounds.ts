import type { ClusterProfile } from '../../cluster/profile';
import { printedName } from '../../manifest/identity';
import type { Entry } from '../../manifest/manifest-set';
import { objectAt, type PlainObject } from '../../manifest/plain';
import { compareQuantities, isQuantity, parseQuantity } from '../../manifest/quantity';
import type { Take } from './problem';

/** A LimitRange that pods are held against. */
export interface Bounds {
  readonly range: Entry;
  /** The item of `spec.limits`. */
  readonly item: PlainObject;
  readonly cluster: ClusterProfile;
}

export const SIDES = ['limits', 'requests'] as const;

/** What an amount has to be instead, by the bounds of an item; undefined where it is within them. */
export function outside(found: unknown, resource: string, item: PlainObject): string | undefined {
  const most = objectAt(item, 'max')?.[resource];
  const least = objectAt(item, 'min')?.[resource];
  if (order(found, most) > 0) return `at most ${String(most)}`;
  return order(found, least) < 0 ? `at least ${String(least)}` : undefined;
}

/** Below zero where the first is less, above where it is more; zero also where one of them is no quantity. */
export function order(a: unknown, b: unknown): number {
  if (!isQuantity(a) || !isQuantity(b)) return 0;
  const left = parseQuantity(a);
  const right = parseQuantity(b);
  return left === undefined || right === undefined ? 0 : compareQuantities(left, right);
}

/** A finding against a LimitRange. */
export function problem(path: string, found: unknown, needs: string, { range }: Bounds): Parameters<Take>[0] {
  return {
    rule: 'limit-range',
    path,
    found,
    needs: `${needs}, as the LimitRange ${printedName(range.ref)} of the namespace says`,
    fix: 'change the resources, or the limits of the namespace',
  };
}
