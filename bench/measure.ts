import { type Imported, runImport, runSide, SIDES, type Side } from './children';
import type { BenchOptions, Size } from './options';
import type { Measured } from './sides/child';
import { median, type Summary, summarize } from './statistics';

/** Everything that one run of the bench measured. */
export interface Results {
  readonly rows: readonly Row[];
  readonly imports: Imports;
}

/** How long importing takes: medians, milliseconds. */
export interface Imports {
  readonly hardened: number;
  readonly plain: number;
  readonly runs: number;
}

/** One number of workloads, every side. */
export interface Row {
  readonly workloads: number;
  readonly sides: Readonly<Record<Side, Summary>>;
}

/** Runs all sides, alternated, so that what else the machine does falls on all of them. */
export function measureAll(options: BenchOptions, say: (line: string) => void): Results {
  const imports = measureImports('hardened', 'plain', options.imports);
  say(`imports: ${imports.hardened.toFixed(0)} ms, plain ${imports.plain.toFixed(0)} ms`);
  return { imports, rows: options.sizes.map((size) => measureSize(size, say)) };
}

/** Imports in processes of their own, alternated. */
export function measureImports(ours: Imported, theirs: Imported, runs: number): Imports {
  const hardened: number[] = [];
  const plain: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    plain.push(runImport(theirs));
    hardened.push(runImport(ours));
  }
  return { hardened: median(hardened), plain: median(plain), runs };
}

function measureSize({ workloads, runs, plainRuns }: Size, say: (line: string) => void): Row {
  const measured: Record<Side, Measured[]> = { hardened: [], plain: [], 'plain-one-chart': [], floor: [] };
  for (let run = 0; run < runs; run += 1) {
    for (const side of SIDES) {
      if (side.startsWith('plain') && run >= plainRuns) continue;
      const one = runSide(side, workloads);
      measured[side].push(one);
      say(`${workloads} ${side}: ${(one.construction + one.synth).toFixed(0)} ms, ${one.objects} objects`);
    }
  }
  const sides = {
    hardened: summarize(measured.hardened),
    plain: summarize(measured.plain),
    'plain-one-chart': summarize(measured['plain-one-chart']),
    floor: summarize(measured.floor),
  };
  if (sides.plain.objects !== 4 * workloads || sides['plain-one-chart'].objects !== 4 * workloads) {
    throw new Error('the plain side did not write four objects a workload');
  }
  return { workloads, sides };
}
