import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type Mutant, readSource, readTable, type Source } from './source';

/** Where code is changed. */
const MUTATED = [
  'lib/core/engine',
  'lib/core/validation',
  'lib/core/report',
  'lib/core/controls',
  'lib/core/policy',
  'lib/core/pod-security',
  'lib/core/companions',
  'lib/core/manifest',
  'lib/model',
  'lib/renderers',
  'lib/blueprints',
];

/** What else runs with it. */
const WATCHED = ['lib/core', 'lib/model', 'lib/renderers', 'lib/blueprints'];

/** Examples of controls, and tables that a script writes: their rows are not thought out one by one. */
const PASSED_OVER = /\.generated\.json$|\/(samples|examples|draft)\.ts$/;

/** A table of more rows than this is a list of facts. */
const MOST_ROWS = 60;

/** Tests that may need nothing but Jest's words; blueprints and the model are seen through constructs. */
const TESTED = ['test/core', 'test/model', 'test/renderers', 'test/blueprints', 'test/readers', 'test/cdk8s'];

export interface Rooms {
  readonly sources: readonly Source[];
  readonly mutants: readonly Mutant[];
}

/** All files of the library that count, and every mutant of them; the same in every process. */
export function readRooms(root: string): Rooms {
  const sources: Source[] = [];
  let functions = 0;
  for (const file of WATCHED.flatMap((folder) => filesIn(root, folder, /\.(ts|json)$/))) {
    if (file.endsWith('.json') && PASSED_OVER.test(file)) continue;
    const source = file.endsWith('.json') ? readTable(root, file) : readSource(root, file, functions);
    functions = Math.max(functions, source.functions[1]);
    sources.push(source);
  }
  const mutants = sources
    .filter(({ file }) => MUTATED.some((room) => file.startsWith(`${room}/`)) && !PASSED_OVER.test(file))
    .filter(({ file, mutants }) => !file.endsWith('.json') || mutants.length <= MOST_ROWS)
    .flatMap((source) => source.mutants);
  return { sources, mutants };
}

/** The test files that may run, without those of the second project. */
export function testFiles(root: string, slow: readonly string[]): string[] {
  return TESTED.flatMap((folder) => filesIn(root, folder, /\.test\.ts$/)).filter(
    (file) => !slow.includes(file),
  );
}

/** The mutants in the order of a seed: changes of other code do not change which come first. */
export function shuffled(mutants: readonly Mutant[], seed: string): Mutant[] {
  const rank = (id: string): string => createHash('sha1').update(`${seed} ${id}`).digest('hex');
  const ranks = new Map(mutants.map((mutant) => [mutant, rank(mutant.id)]));
  return [...mutants].sort((a, b) => ((ranks.get(a) ?? '') < (ranks.get(b) ?? '') ? -1 : 1));
}

function filesIn(root: string, folder: string, pattern: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name).split(sep).join('/'))
    .filter((name) => pattern.test(name))
    .sort();
}
