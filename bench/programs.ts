import { PULUMI_SIDES, type PulumiSide, runSide } from './children';
import { type Imports, measureImports } from './measure';
import type { BenchOptions, Size } from './options';
import type { Measured } from './sides/child';
import { type Summary, summarize } from './statistics';

/** What one run of the bench measured of Pulumi programs. */
export interface Programs {
  readonly rows: readonly ProgramRow[];
  readonly imports: Imports;
}

/** One number of workloads. */
export interface ProgramRow {
  readonly workloads: number;
  readonly hardened: Summary;
  /** Undefined where only ours was measured. */
  readonly plain: Summary | undefined;
}

/** Runs the Pulumi programs, sides and sizes alternated, so that what else the machine does falls on all of them. */
export function measurePrograms(options: BenchOptions, say: (line: string) => void): Programs {
  const imports = measureImports('pulumi-hardened', 'pulumi-plain', options.imports);
  say(`imports: ${imports.hardened.toFixed(0)} ms, plain ${imports.plain.toFixed(0)} ms`);
  const sizes = options.programs.map((size) => ({ size, measured: nothing() }));
  const rounds = Math.max(0, ...options.programs.map(({ runs }) => runs));
  for (let round = 0; round < rounds; round += 1) {
    for (const { size, measured } of sizes) measureRound(round, size, measured, say);
  }
  return { imports, rows: sizes.map(({ size, measured }) => rowOf(size, measured)) };
}

type MeasuredSides = Record<PulumiSide, Measured[]>;

function nothing(): MeasuredSides {
  return { 'pulumi-hardened': [], 'pulumi-plain': [] };
}

function measureRound(
  round: number,
  { workloads, runs, plainRuns }: Size,
  measured: MeasuredSides,
  say: (line: string) => void,
): void {
  for (const side of PULUMI_SIDES) {
    if (round >= (side === 'pulumi-plain' ? plainRuns : runs)) continue;
    const one = runSide(side, workloads);
    measured[side].push(one);
    say(`${workloads} ${side}: ${(one.construction + one.synth).toFixed(0)} ms, ${one.objects} objects`);
  }
}

function rowOf({ workloads, plainRuns }: Size, measured: MeasuredSides): ProgramRow {
  const hardened = summarize(measured['pulumi-hardened']);
  const plain = plainRuns === 0 ? undefined : summarize(measured['pulumi-plain']);
  if (plain !== undefined && plain.objects !== hardened.objects) {
    throw new Error(`${hardened.objects} objects were registered, and ${plain.objects} by the plain program`);
  }
  return { workloads, hardened, plain };
}
