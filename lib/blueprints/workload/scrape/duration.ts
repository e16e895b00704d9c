const UNITS: readonly (readonly [unit: string, milliseconds: number])[] = [
  ['y', 31_536_000_000],
  ['w', 604_800_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
];
const DURATION = new RegExp(`^${UNITS.map(([unit]) => `(?:(\\d{1,9})${unit})?`).join('')}$`);

/** Milliseconds of a duration as Prometheus writes it, such as `1m30s`; undefined where it is none, or no time at all. */
export function millisecondsOf(text: string): number | undefined {
  const found = DURATION.exec(text);
  if (found === null) return undefined;
  const sum = UNITS.reduce((total, [, each], index) => total + Number(found[index + 1] ?? 0) * each, 0);
  return sum === 0 ? undefined : sum;
}
