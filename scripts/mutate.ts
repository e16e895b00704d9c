/**
 * Changes the code in small ways, one at a time, and runs the tests that reach the changed function: a test has to turn
 * red. In process: modules load anew for each mutant, no file of the project is written.
 *
 * `npm run mutate` runs what has to be killed always (each control's `check` and `harden` doing nothing, and what
 * test/mutants.json names), what it says that no test can see, and a sample that is the same each time; `-- --all` runs every mutant, `-- --only lib/core/engine`
 * those of a folder or a file (several are possible), `-- --seed 2` another sample, `-- --count 500` a larger one.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { controls } from '../lib/core/controls';
import settings from '../test/mutants.json';
import slow from '../test/slow.json';
import { chosen } from './mutants/chosen';
import type { Survey, Task, Verdict } from './mutants/messages';
import { Planner } from './mutants/plan';
import { type Answer, Worker } from './mutants/pool';
import { type Outcome, report } from './mutants/report';
import { readRooms, testFiles } from './mutants/rooms';

const ROOT = join(__dirname, '..');
const WORKERS = 2;
const SAMPLE = 400;

/** Runs tasks on all workers; the results in the order of the tasks. */
async function runAll(workers: readonly Worker[], tasks: readonly Task[], what: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  let next = 0;
  const work = async (worker: Worker): Promise<void> => {
    for (let index = next++; index < tasks.length; index = next++) {
      const task = tasks[index];
      if (task !== undefined) answers[index] = await worker.ask(task);
      if (process.stderr.isTTY) process.stderr.write(`\r${what} ${next} of ${tasks.length} `);
    }
  };
  await Promise.all(workers.map(work));
  return answers;
}

/** The files of the second project that no mutant is held against: they take too long for each of them. */
function unmutated(): string[] {
  return slow.files.filter((file) => !slow.mutation.includes(file));
}

function resultOf(answer: Answer | undefined): unknown {
  if (answer !== undefined && 'result' in answer) return answer.result;
  throw new Error(`a worker failed: ${JSON.stringify(answer)}`);
}

/** What became of a mutant: one that takes the process along, or never ends, is seen by any test. */
function verdictOf(answer: Answer | undefined): Verdict {
  if (answer !== undefined && 'hung' in answer) return { killedBy: answer.hung, ran: 1 };
  return resultOf(answer) as Verdict;
}

function noOps(): Task[] {
  return controls.flatMap(({ id: control, harden }): Task[] => [
    { type: 'no-op', control, part: 'check' },
    ...(harden === undefined ? [] : [{ type: 'no-op', control, part: 'harden' } as const]),
  ]);
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      all: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: String(SAMPLE) },
    },
  });
  return { ...values, count: Number(values.count) };
}

async function main(): Promise<number> {
  const options = readOptions();
  const { sources, mutants } = readRooms(ROOT);
  const workers = Array.from({ length: WORKERS }, () => new Worker());
  try {
    const surveyed = await runAll(
      workers,
      testFiles(ROOT, unmutated()).map((file) => ({ type: 'survey', file })),
      'tests',
    );
    const planner = new Planner(
      surveyed.map((answer) => resultOf(answer) as Survey),
      sources,
    );
    const selected = chosen(mutants, settings, options);
    const idle = options.only.length === 0 ? noOps() : [];
    const always = new Set<string>(settings.always);
    const tasks = selected.map((mutant): Task => {
      const plan = always.has(mutant.id)
        ? planner.planOf(mutant, Number.POSITIVE_INFINITY)
        : planner.planOf(mutant);
      return { type: 'mutant', id: mutant.id, plan };
    });
    const answers = await runAll(workers, [...idle, ...tasks], 'mutants');
    const outcomes = [...idle, ...tasks].map(
      (task, index): Outcome => ({
        id:
          task.type === 'no-op'
            ? `${task.control}: ${task.part} does nothing`
            : task.type === 'mutant'
              ? task.id
              : '',
        mutant: selected[index - idle.length],
        ...verdictOf(answers[index]),
      }),
    );
    const expected = options.only.length > 0 ? { ...settings, atLeast: 0 } : settings;
    return report(outcomes, expected, new Set(mutants.map(({ id }) => id)));
  } finally {
    for (const worker of workers) worker.stop();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
