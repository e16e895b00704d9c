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

/**
 * Reads the arguments: none for the whole table, which goes into the documentation; `--quick` for a short one on the
 * screen.
 * @throws Error for any other argument
 */
export function optionsOf(args: readonly string[]): BenchOptions {
  const unknown = args.filter((arg) => arg !== '--quick');
  if (unknown.length > 0)
    throw new Error(`unknown argument: ${unknown.join(' ')}; usage: npm run bench -- [--quick]`);
  const quick = args.includes('--quick');
  return { sizes: quick ? QUICK : FULL, imports: quick ? 5 : 15, write: !quick };
}
