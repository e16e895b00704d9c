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

/** Runs the Pulumi programs, alternated. */
export function measurePrograms(options: BenchOptions, say: (line: string) => void): Programs {
  const imports = measureImports('pulumi-hardened', 'pulumi-plain', options.imports);
  say(`imports: ${imports.hardened.toFixed(0)} ms, plain ${imports.plain.toFixed(0)} ms`);
  return { imports, rows: options.programs.map((size) => measureSize(size, say)) };
}

function measureSize({ workloads, runs, plainRuns }: Size, say: (line: string) => void): ProgramRow {
  const measured: Record<PulumiSide, Measured[]> = { 'pulumi-hardened': [], 'pulumi-plain': [] };
  for (let run = 0; run < runs; run += 1) {
    for (const side of PULUMI_SIDES) {
      if (side === 'pulumi-plain' && run >= plainRuns) continue;
      const one = runSide(side, workloads);
      measured[side].push(one);
      say(`${workloads} ${side}: ${(one.construction + one.synth).toFixed(0)} ms, ${one.objects} objects`);
    }
  }
  const hardened = summarize(measured['pulumi-hardened']);
  const plain = plainRuns === 0 ? undefined : summarize(measured['pulumi-plain']);
  if (plain !== undefined && plain.objects !== hardened.objects) {
    throw new Error(`${hardened.objects} objects were registered, and ${plain.objects} by the plain program`);
  }
  return { workloads, hardened, plain };
}
