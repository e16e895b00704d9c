import type { Problems } from '../../problems';

/** The most that a number of the API holds: most of them have 32 bits. */
export const MOST = 2 ** 31 - 1;

/** What else is known of a number: the most that its field holds, and what it counts. */
interface Bounds {
  readonly most?: number;
  readonly unit?: string;
}

/** Reads a whole number from a least one on. */
export function wholeNumber(
  field: string,
  value: number,
  least: number,
  problems: Problems,
  { most = MOST, unit }: Bounds = {},
): number {
  const upTo = most < MOST || value > most ? ` to ${most}` : '';
  const needs = `${unit === undefined ? '' : `${unit}, `}a whole number from ${least}${upTo}`;
  if (!Number.isInteger(value) || value < least || value > most)
    problems.add(field, value, needs, `${field}: ${Math.max(least, 1)}`);
  return value;
}
