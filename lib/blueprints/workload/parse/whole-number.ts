import type { Problems } from '../../problems';

/** The most that a number of the API holds: most of them have 32 bits. */
const MOST = 2 ** 31 - 1;

/** Reads a whole number from a least one on. @param most the most that its field holds */
export function wholeNumber(
  field: string,
  value: number,
  least: number,
  problems: Problems,
  most = MOST,
): number {
  const fix = `${field}: ${Math.max(least, 1)}`;
  if (!Number.isInteger(value) || value < least)
    problems.add(field, value, `a whole number from ${least}`, fix);
  else if (value > most) problems.add(field, value, `a whole number from ${least} to ${most}`, fix);
  return value;
}
