import { parseArgs } from 'node:util';

/** What one run of the bench does. */
export interface BenchOptions {
  /** Numbers of workloads, with how often each side runs. */
  readonly sizes: readonly Size[];
  /** How often each import is measured. */
  readonly imports: number;
  /** Numbers of workloads of the Pulumi programs. */
  readonly programs: readonly Size[];
  /** What is measured. */
  readonly frontEnds: readonly FrontEnd[];
  /** Whether the table goes into the documentation. */
  readonly write: boolean;
}

export type FrontEnd = 'cdk8s' | 'pulumi';

/** One number of workloads. */
export interface Size {
  readonly workloads: number;
  readonly runs: number;
  /** Runs of the plain side, which is quadratic in charts of cdk8s. None: it is not measured. */
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

const PROGRAMS: readonly Size[] = [
  { workloads: 100, runs: 5, plainRuns: 5 },
  { workloads: 1000, runs: 5, plainRuns: 5 },
  { workloads: 3000, runs: 1, plainRuns: 0 },
];

const QUICK_PROGRAMS: readonly Size[] = [{ workloads: 100, runs: 3, plainRuns: 3 }];

const USAGE = 'usage: npm run bench -- [--quick] [--up-to WORKLOADS] [--front-end cdk8s|pulumi]';

/**
 * Reads the arguments: none for the whole table, which goes into the documentation; `--up-to 5000` for a table without
 * the larger sizes; `--front-end pulumi` for the tables of that one alone; `--quick` for short ones on the screen.
 * @throws Error for any other argument
 */
export function optionsOf(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean' }, 'up-to': { type: 'string' }, 'front-end': { type: 'string' } },
  });
  const quick = values.quick === true;
  const most = Number(values['up-to'] ?? Number.POSITIVE_INFINITY);
  const upTo = (sizes: readonly Size[]): Size[] => sizes.filter(({ workloads }) => workloads <= most);
  const sizes = upTo(quick ? QUICK : FULL);
  const frontEnds = frontEndsOf(values['front-end']);
  if (sizes.length === 0) throw new Error(USAGE);
  const programs = upTo(quick ? QUICK_PROGRAMS : PROGRAMS);
  return { sizes, programs, frontEnds, imports: quick ? 5 : 15, write: !quick };
}

function frontEndsOf(asked: string | undefined): readonly FrontEnd[] {
  if (asked === undefined) return ['cdk8s', 'pulumi'];
  if (asked === 'cdk8s' || asked === 'pulumi') return [asked];
  throw new Error(USAGE);
}
