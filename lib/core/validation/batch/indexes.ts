const INDEX = /^[+-]?\d+$/;

/**
 * Counts indexes in a string such as `0,2-4`. Source: `validateIndexesFormat`.
 * @returns the count, or what is needed
 */
export function countIndexes(text: string, completions: number): number | string {
  if (text === '') return 0;
  let total = 0;
  let last: number | undefined;
  for (const part of text.split(',')) {
    const bounds = part.split('-');
    if (bounds.length > 2 || !bounds.every((bound) => INDEX.test(bound)))
      return 'indexes and intervals such as 0,2-4, separated by commas';
    const first = Number(bounds[0]);
    const end = bounds.length === 2 ? Number(bounds[1]) : first;
    if (first >= completions || end >= completions)
      return `indexes below completions, which is ${completions}`;
    if ((bounds.length === 2 && first >= end) || (last !== undefined && last >= first))
      return 'indexes in ascending order';
    total += end - first + 1;
    last = end;
  }
  return total;
}
