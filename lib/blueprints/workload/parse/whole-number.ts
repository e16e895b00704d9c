import type { Problems } from '../../problems';

/** Reads a whole number from a least one on. */
export function wholeNumber(field: string, value: number, least: number, problems: Problems): number {
  if (!Number.isInteger(value) || value < least)
    problems.add(field, value, `a whole number from ${least}`, `${field}: ${Math.max(least, 1)}`);
  return value;
}
