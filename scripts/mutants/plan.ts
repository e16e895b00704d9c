import { basename, dirname } from 'node:path';
import type { Plan, Survey } from './messages';
import type { Mutant, Source } from './source';

/** Milliseconds of tests, as they run without a mutant, that one mutant gets at the most. */
const BUDGET = 6_000;
/** The same for one that takes effect when a module loads: nobody knows which test is about it. */
const LOADED = 12_000;

/** A test that takes longer is left out: there are others that are cheaper. The first of a file may load much for all. */
const LONGEST = 3_000;

/** Where each control is tried with its examples, by tests whose names begin with its id. */
const EXAMPLES = 'test/core/controls/examples.test.ts';
/** Stands for those of them that are about the file itself. */
const OWN = 'own examples';

interface SeenTest {
  readonly file: string;
  readonly name: string;
  readonly time: number;
}

/** Finds the tests that can see a mutant. */
export class Planner {
  private readonly byFunction = new Map<number, SeenTest[]>();
  private readonly load = new Map<string, number>();
  private readonly functions: ReadonlyMap<string, readonly [number, number]>;
  /** By file, the functions that what it holds outside of functions matters to: its own, and those of its importers. */
  private readonly concerned = new Map<string, Set<number>>();

  constructor(surveys: readonly Survey[], sources: readonly Source[]) {
    this.functions = new Map(sources.map(({ file, functions }) => [file, functions]));
    for (const { file, load, tests } of surveys) {
      this.load.set(file, load);
      for (const { name, time, functions, passes } of tests) {
        if (passes && time <= LONGEST) for (const index of functions) this.see(index, { file, name, time });
      }
    }
    for (const { file, imports, functions } of sources) {
      for (const imported of [file, ...imports]) this.concern(imported, functions);
    }
  }

  /**
   * The tests to run, as far as a budget goes: those of the file's own room first, then those that run more of the file
   * (a function that everything runs is best known to the tests that also run its neighbours), then the cheap ones.
   * @param budget milliseconds, as the tests run without a mutant
   */
  planOf({ file, inFunction }: Mutant, budget: number = inFunction < 0 ? LOADED : BUDGET): Plan {
    const groups = new Map<string, Set<SeenTest>>();
    for (const index of inFunction < 0 ? this.around(file) : [inFunction]) {
      for (const test of this.byFunction.get(index) ?? []) {
        const group =
          test.file === EXAMPLES && test.name.startsWith(`${basename(file, '.ts')} `) ? OWN : test.file;
        groups.set(group, (groups.get(group) ?? new Set()).add(test));
      }
    }
    const candidates = [...groups].map(([group, seen]) => {
      const test = group === OWN ? EXAMPLES : group;
      return {
        file: test,
        tests: [...seen].map(({ name }) => name),
        cost: [...seen].reduce((sum, { time }) => sum + time, this.load.get(test) ?? 0),
        distance: group === OWN ? 0 : distance(file, test),
        reach: this.reach(file, test),
      };
    });
    candidates.sort((a, b) => a.distance - b.distance || b.reach - a.reach || a.cost - b.cost);
    let left = budget;
    const affordable = candidates.filter(({ cost }, index) => {
      if (index > 0 && cost > left) return false;
      left -= cost;
      return true;
    });
    return affordable.map(({ file: test, tests }) => ({ file: test, tests }));
  }

  /** How many functions of a file the tests of a test file run. */
  private reach(file: string, test: string): number {
    const [first, end] = this.functions.get(file) ?? [0, 0];
    let count = 0;
    for (let index = first; index < end; index += 1) {
      if (this.byFunction.get(index)?.some((seen) => seen.file === test)) count += 1;
    }
    return count;
  }

  /** The functions of a file, and of those that import it. */
  private around(file: string): number[] {
    const names = [file, file.replace(/\.ts$/, ''), file.replace(/\/index\.ts$/, '')];
    return [...new Set(names.flatMap((name) => [...(this.concerned.get(name) ?? [])]))];
  }

  private see(index: number, test: SeenTest): void {
    const known = this.byFunction.get(index);
    if (known === undefined) this.byFunction.set(index, [test]);
    else known.push(test);
  }

  private concern(file: string, [first, end]: readonly [number, number]): void {
    const known = this.concerned.get(file) ?? new Set();
    for (let index = first; index < end; index += 1) known.add(index);
    this.concerned.set(file, known);
  }
}

/** How far the tests are from the code: 0 for a file of the same name, 1 for one of the same folder, 2 else. */
function distance(file: string, test: string): number {
  const mirrored = file.replace(/^lib\//, 'test/').replace(/\.(ts|json)$/, '.test.ts');
  if (mirrored === test) return 0;
  return dirname(mirrored) === dirname(test) || `${dirname(mirrored)}.test.ts` === test ? 1 : 2;
}
