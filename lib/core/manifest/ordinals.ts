/** The numbers that a controller gives to the pods of one workload: `start`, `start + 1` and so on. */
export interface Range {
  readonly start: number;
  /** How many there are; undefined where that is not known. */
  readonly count: number | undefined;
}

/** Some of the pods of a workload by their numbers: those listed, or all but those listed. */
export interface Ordinals {
  readonly allBut: boolean;
  readonly values: ReadonlySet<number>;
}

/** All pods of a workload. */
export const EVERY: Ordinals = { allBut: true, values: new Set() };

/** No pod of a workload. */
export const NO_PODS: Ordinals = { allBut: false, values: new Set() };

/** Those of the listed numbers that a workload has, or all others. */
export function ordinalsOf(range: Range, values: Iterable<number>, allBut: boolean): Ordinals {
  return { allBut, values: new Set([...values].filter((value) => isInRange(range, value))) };
}

/** The pods that are in both. */
export function both(a: Ordinals, b: Ordinals): Ordinals {
  if (a.allBut && b.allBut) return { allBut: true, values: new Set([...a.values, ...b.values]) };
  const [listed, other] = a.allBut ? [b, a] : [a, b];
  return { allBut: false, values: new Set([...listed.values].filter((value) => has(other, value))) };
}

/** The pods that are in one of the two. */
export function either(a: Ordinals, b: Ordinals): Ordinals {
  return inverse(both(inverse(a), inverse(b)));
}

/** Whether these are all pods of a workload. */
export function isEvery(range: Range, ordinals: Ordinals): boolean {
  return isNone(range, inverse(ordinals));
}

/** Whether these are no pods at all. */
export function isNone(range: Range, ordinals: Ordinals): boolean {
  return ordinals.values.size === (ordinals.allBut ? range.count : 0);
}

/** Whether one of these exists for sure: where it is not known how many there are, that is the first one only. */
export function isSure(range: Range, ordinals: Ordinals): boolean {
  return range.count === undefined ? has(ordinals, range.start) : !isNone(range, ordinals);
}

function has(ordinals: Ordinals, value: number): boolean {
  return ordinals.values.has(value) !== ordinals.allBut;
}

function inverse({ allBut, values }: Ordinals): Ordinals {
  return { allBut: !allBut, values };
}

function isInRange({ start, count }: Range, value: number): boolean {
  return value >= start && (count === undefined || value < start + count);
}
