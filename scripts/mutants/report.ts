import type { Named } from './chosen';
import type { Verdict } from './messages';
import type { Mutant } from './source';

export interface Outcome extends Verdict {
  readonly id: string;
  /** Absent for a control one of whose functions does nothing. */
  readonly mutant?: Mutant;
}

interface Settings extends Named {
  readonly atLeast: number;
}

/** Prints what became of the mutants. @returns the exit code */
export function report(outcomes: readonly Outcome[], settings: Settings, known: ReadonlySet<string>): number {
  const survivors = outcomes.filter(({ killedBy }) => killedBy === undefined);
  const open = survivors.filter(({ id }) => settings.equivalent[id] === undefined);
  for (const { id, mutant, ran } of open) {
    const place = mutant === undefined ? '' : `:${mutant.line}`;
    print(
      `SURVIVED ${ran === 0 ? 'no test reaches it' : `${ran} tests`} ${mutant?.file ?? ''}${place}  ${id}`,
    );
  }
  print(`\n${'room'.padEnd(28)} mutants  killed`);
  for (const [room, those] of byRoom(outcomes)) {
    const killed = those.filter(({ killedBy }) => killedBy !== undefined).length;
    print(`${room.padEnd(28)} ${String(those.length).padStart(7)} ${String(killed).padStart(7)}`);
  }
  const share = shareOf(outcomes, settings);
  const equal = survivors.length - open.length;
  print(
    `${outcomes.length} mutants, ${outcomes.length - survivors.length} killed, ${equal} equivalent, ${open.length} survived; ${share.toFixed(1)} % of the changes are seen`,
  );
  const problems = problemsOf(outcomes, settings, known);
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  return problems.length === 0 ? 0 : 1;
}

/**
 * What makes a run fail.
 * @param known every mutant that there is
 */
export function problemsOf(
  outcomes: readonly Outcome[],
  settings: Settings,
  known: ReadonlySet<string>,
): string[] {
  const always = new Set(settings.always);
  const named = [...settings.always, ...Object.keys(settings.equivalent)];
  const isEquivalent = ({ id }: Outcome): boolean => settings.equivalent[id] !== undefined;
  const survivors = outcomes.filter(({ killedBy }) => killedBy === undefined);
  return [
    ...named
      .filter((id) => !known.has(id))
      .map((id) => `test/mutants.json names a mutant that is gone: ${id}`),
    ...settings.always
      .filter((id) => settings.equivalent[id] !== undefined)
      .map((id) => `test/mutants.json wants a mutant killed and says that nobody can see it: ${id}`),
    ...survivors
      .filter(({ id, mutant }) => mutant === undefined || always.has(id))
      .map(({ id }) => `has to be killed: ${id}`),
    ...outcomes
      .filter((outcome) => outcome.killedBy !== undefined && isEquivalent(outcome))
      .map(
        ({ id, killedBy }) => `is no equivalent, a test sees it: ${id}: ${killedBy}; take it out of the list`,
      ),
    ...(shareOf(outcomes, settings) < settings.atLeast
      ? [`fewer than ${settings.atLeast} % were killed`]
      : []),
  ];
}

/** How many changes of the code are seen, in per cent: what does nothing has to be killed anyway, and equivalents cannot be. */
function shareOf(outcomes: readonly Outcome[], { equivalent }: Settings): number {
  const counted = outcomes.filter(({ id, mutant }) => mutant !== undefined && equivalent[id] === undefined);
  const killed = counted.filter(({ killedBy }) => killedBy !== undefined);
  return (100 * killed.length) / Math.max(counted.length, 1);
}

function byRoom(outcomes: readonly Outcome[]): Map<string, Outcome[]> {
  const rooms = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const file = outcome.mutant?.file;
    const room =
      file === undefined
        ? 'controls that do nothing'
        : file
            .split('/')
            .slice(0, file.startsWith('lib/core') ? 3 : 2)
            .join('/');
    rooms.set(room, [...(rooms.get(room) ?? []), outcome]);
  }
  return rooms;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
