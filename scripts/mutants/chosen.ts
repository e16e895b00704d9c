import { shuffled } from './rooms';
import type { Mutant } from './source';

/** What test/mutants.json says about single mutants. */
export interface Named {
  /** They run every time, and have to be killed. */
  readonly always: readonly string[];
  /** They run every time, and must not be killed: nobody could see them, for the reason that is given. */
  readonly equivalent: Readonly<Record<string, string>>;
}

export interface Choice {
  /** Every mutant. */
  readonly all: boolean;
  /** Every mutant of these files and folders. */
  readonly only: readonly string[];
  readonly seed: string;
  /** The size of the sample. */
  readonly count: number;
}

/** The mutants of a run: those that are named, and a sample of the rest. */
export function chosen(mutants: readonly Mutant[], named: Named, choice: Choice): Mutant[] {
  const { all, only, seed, count } = choice;
  const wanted = mutants.filter(
    ({ file }) => only.length === 0 || only.some((path) => file.startsWith(path)),
  );
  if (all || only.length > 0) return shuffled(wanted, seed);
  const names = new Set([...named.always, ...Object.keys(named.equivalent)]);
  const rest = wanted.filter(({ id }) => !names.has(id));
  return [...wanted.filter(({ id }) => names.has(id)), ...shuffled(rest, seed).slice(0, count)];
}
