/** Numbers from `min` to `max`, both included. */
export interface IdRange {
  readonly min: number;
  readonly max: number;
}

/** Whether a value is an id in one of the ranges. */
export function inRanges(id: unknown, ranges: readonly IdRange[]): boolean {
  if (typeof id !== 'number' || !Number.isInteger(id)) return false;
  for (const { min, max } of ranges) if (id >= min && id <= max) return true;
  return false;
}

/** The ranges as a phrase: `20000-20999 or 30000-30999`. */
export function describeRanges(ranges: readonly IdRange[]): string {
  return ranges.length === 0 ? 'no range' : ranges.map(({ min, max }) => `${min}-${max}`).join(' or ');
}

/** The id itself where the ranges hold it, else one of theirs that depends on nothing else; undefined where they are empty. */
export function allocate(id: number, ranges: readonly IdRange[]): number | undefined {
  if (inRanges(id, ranges)) return id;
  let size = 0;
  for (const { min, max } of ranges) size += Math.max(0, max - min + 1);
  if (size === 0) return undefined;
  let offset = id % size;
  for (const { min, max } of ranges) {
    const length = Math.max(0, max - min + 1);
    if (offset < length) return min + offset;
    offset -= length;
  }
  return undefined;
}
