import type { Verdict } from './messages';
import type { Mutant } from './source';

export interface Outcome extends Verdict {
  readonly id: string;
  /** Absent for a control one of whose functions does nothing. */
  readonly mutant?: Mutant;
}

interface Settings {
  readonly atLeast: number;
  readonly always: readonly string[];
  readonly equivalent: Readonly<Record<string, string>>;
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
  // Of the changes of the code alone: what does nothing has to be killed anyway.
  const sampled = outcomes.filter(({ mutant }) => mutant !== undefined);
  const left = sampled.filter((outcome) => open.includes(outcome)).length;
  const share = (100 * (sampled.length - left)) / Math.max(sampled.length, 1);
  const equal = survivors.length - open.length;
  print(
    `${outcomes.length} mutants, ${outcomes.length - survivors.length} killed, ${equal} equivalent, ${open.length} survived; ${share.toFixed(1)} % of the changes are seen`,
  );
  const problems = problemsOf(open, settings, known, share);
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  return problems.length === 0 ? 0 : 1;
}

function problemsOf(
  open: readonly Outcome[],
  settings: Settings,
  known: ReadonlySet<string>,
  share: number,
): string[] {
  const always = new Set(settings.always);
  const named = [...settings.always, ...Object.keys(settings.equivalent)];
  return [
    ...named
      .filter((id) => !known.has(id))
      .map((id) => `test/mutants.json names a mutant that is gone: ${id}`),
    ...open
      .filter(({ id, mutant }) => mutant === undefined || always.has(id))
      .map(({ id }) => `has to be killed: ${id}`),
    ...(share < settings.atLeast ? [`fewer than ${settings.atLeast} % were killed`] : []),
  ];
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
