import { parseArgs } from 'node:util';

/** What one run of the bench does. */
export interface BenchOptions {
  /** Numbers of workloads, with how often each side runs. */
  readonly sizes: readonly Size[];
  /** How often each import is measured. */
  readonly imports: number;
  /** Whether the table goes into the documentation. */
  readonly write: boolean;
}

/** One number of workloads. */
export interface Size {
  readonly workloads: number;
  readonly runs: number;
  /** Runs of the plain side, which is quadratic in charts. */
  readonly plainRuns: number;
}

const FULL: readonly Size[] = [
  { workloads: 10, runs: 7, plainRuns: 7 },
  { workloads: 100, runs: 7, plainRuns: 7 },
  { workloads: 1000, runs: 7, plainRuns: 7 },
  { workloads: 5000, runs: 3, plainRuns: 3 },
  { workloads: 20_000, runs: 3, plainRuns: 1 },
];

const QUICK: readonly Size[] = [
  { workloads: 10, runs: 3, plainRuns: 3 },
  { workloads: 100, runs: 3, plainRuns: 3 },
  { workloads: 1000, runs: 3, plainRuns: 3 },
];

const USAGE = 'usage: npm run bench -- [--quick] [--up-to WORKLOADS]';

/**
 * Reads the arguments: none for the whole table, which goes into the documentation; `--up-to 5000` for a table without
 * the larger sizes; `--quick` for a short one on the screen.
 * @throws Error for any other argument
 */
export function optionsOf(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean' }, 'up-to': { type: 'string' } },
  });
  const quick = values.quick === true;
  const most = Number(values['up-to'] ?? Number.POSITIVE_INFINITY);
  const sizes = (quick ? QUICK : FULL).filter(({ workloads }) => workloads <= most);
  if (sizes.length === 0) throw new Error(USAGE);
  return { sizes, imports: quick ? 5 : 15, write: !quick };
}
