import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchNamespace, namespaces } from '../workloads';

const STATUS = '/proc/self/status';

/** What a child measures; times in milliseconds, memory in bytes. */
export interface Measured {
  readonly construction: number;
  readonly synth: number;
  /** Objects in the files that were written. */
  readonly objects: number;
  /** Largest resident set of the process, modules included. */
  readonly memory: number;
}

/** What a side does once it has built its tree: synthesizes to files, and says how many objects it judged, if it judges. */
export type Synth = () => number | undefined;

/**
 * Runs one measurement in this process and prints it as JSON.
 * Arguments of the process: the number of workloads, and the folder for the files.
 * @throws Error where the files do not hold what was judged
 */
export function measure(build: (spaces: readonly BenchNamespace[], outdir: string) => Synth): void {
  const [count, outdir] = process.argv.slice(2);
  if (count === undefined || outdir === undefined) throw new Error('usage: side COUNT FOLDER');
  const spaces = namespaces(Number(count));
  const start = performance.now();
  const synth = build(spaces, outdir);
  const built = performance.now();
  const judged = synth();
  const done = performance.now();
  const memory = peakMemory();
  const objects = countObjects(outdir);
  if (judged !== undefined && judged !== objects) {
    throw new Error(`${judged} objects were judged and ${objects} written`);
  }
  const measured: Measured = { construction: built - start, synth: done - built, objects, memory };
  console.log(JSON.stringify(measured));
}

/**
 * The largest resident set of this process. Linux counts in `maxRSS` what the process that started it held, too, so its own
 * figure is read there.
 */
export function peakMemory(): number {
  const [, own] = existsSync(STATUS) ? (/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(STATUS, 'utf8')) ?? []) : [];
  return (own === undefined ? process.resourceUsage().maxRSS : Number(own)) * 1024;
}

/** Objects by their top-level `kind:`, or by lines where the files are JSON. */
function countObjects(outdir: string): number {
  let objects = 0;
  for (const name of readdirSync(outdir)) {
    if (!/\.(yaml|json)$/.test(name)) continue;
    const text = readFileSync(join(outdir, name), 'utf8');
    objects += text.match(name.endsWith('.json') ? /^\{/gm : /^kind: /gm)?.length ?? 0;
  }
  return objects;
}
