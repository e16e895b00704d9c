/** Runs tests against mutants in one process, for scripts/mutate.ts. */
import { join } from 'node:path';
import type { Plan, Survey, SurveyedTest, Task, Verdict } from './messages';
import { Modules } from './modules';
import { readRooms } from './rooms';
import { HIT, TICK } from './source';
import { Collector, type Test } from './tests';

const ROOT = join(__dirname, '../..');
const EXAMPLES = 'test/core/controls/examples.test.ts';
const CATALOGUE = 'lib/core/controls/index.ts';

/** What a test may take at the most, beside many times what it takes without a mutant: loops may have no end. */
const PATIENCE = 5_000;
/** So many rounds of loops pass between two looks at the clock. */
const ROUNDS = 0x3fff;

const rooms = readRooms(ROOT);
const strings = new Map(rooms.sources.map(({ file, text }) => [join(ROOT, file), text]));
const mutants = new Map(rooms.mutants.map((mutant) => [mutant.id, mutant]));

/** Milliseconds that this process has worked: what else the machine does takes none of them. */
function clock(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

let hits = new Set<number>();
let rounds = 0;
let deadline = Number.POSITIVE_INFINITY;

Object.assign(globalThis, {
  [HIT]: (index: number) => hits.add(index),
  [TICK]: () => {
    rounds += 1;
    if ((rounds & ROUNDS) === 0 && clock() > deadline) throw new Error('a loop without an end');
  },
});

/** Runs something. @returns the functions of the library that it ran */
function watch(body: () => void): ReadonlySet<number> {
  const outer = hits;
  const inner = new Set<number>();
  hits = inner;
  try {
    body();
  } finally {
    hits = outer;
    for (const index of inner) outer.add(index);
  }
  return inner;
}

/** Loads a test file in modules of its own. */
function collect(modules: Modules, file: string): Collector {
  const collector = new Collector(watch);
  collector.install();
  deadline = clock() + PATIENCE * 2;
  modules.load(join(ROOT, file));
  return collector;
}

/** Runs the named tests until one turns red. @returns how many ran, and which one was red */
async function firstRed(
  collector: Collector,
  isWanted: (name: string) => boolean,
): Promise<{ ran: number; red?: string }> {
  let ran = 0;
  try {
    for (const test of collector.tests) {
      if (!isWanted(test.name)) continue;
      ran += 1;
      if ((await errorOf(test)) !== undefined) return { ran, red: test.name };
    }
  } finally {
    await collector.end();
  }
  return { ran };
}

/** The error of a test; undefined where it passes. */
async function errorOf({ run }: Test): Promise<string | undefined> {
  deadline = clock() + PATIENCE;
  try {
    await run();
    return undefined;
  } catch (error) {
    return String(error).slice(0, 200);
  } finally {
    deadline = Number.POSITIVE_INFINITY;
  }
}

async function survey(file: string): Promise<Survey> {
  const start = clock();
  let collected = new Collector(watch);
  try {
    collected = collect(new Modules(strings), file);
  } catch (error) {
    // What needs more of Jest than its words is of no use here.
    if (!(error instanceof ReferenceError)) throw error;
  }
  const load = clock() - start;
  const tests: SurveyedTest[] = [];
  for (const test of collected.tests) {
    hits = new Set();
    const started = clock();
    const error = await errorOf(test);
    const time = clock() - started;
    tests.push({
      name: test.name,
      time,
      functions: [...new Set([...test.prepared, ...hits])],
      passes: error === undefined,
    });
  }
  await collected.end();
  return { file, load, tests };
}

async function tryMutant(id: string, plan: Plan): Promise<Verdict> {
  const mutant = mutants.get(id);
  if (mutant === undefined) throw new Error(`no such mutant: ${id}`);
  const mutated = { file: join(ROOT, mutant.file), text: mutant.text() };
  let ran = 0;
  for (const { file, tests } of plan) {
    const names = new Set(tests);
    let collected: Collector;
    try {
      collected = collect(new Modules(strings, mutated), file);
    } catch (error) {
      return { killedBy: `${file} does not load: ${String(error).slice(0, 200)}`, ran };
    }
    const result = await firstRed(collected, (name) => names.has(name));
    ran += result.ran;
    if (result.red !== undefined) return { killedBy: `${file}: ${result.red}`, ran };
  }
  return { ran };
}

/** A control one of whose functions does nothing, against the tests of its examples. */
async function tryNoOp(control: string, part: 'check' | 'harden'): Promise<Verdict> {
  const modules = new Modules(strings);
  const { controls } = modules.load(join(ROOT, CATALOGUE)) as {
    controls: readonly { readonly id: string }[];
  };
  const record = controls.find(({ id }) => id === control);
  if (record === undefined) throw new Error(`no such control: ${control}`);
  Object.defineProperty(record, part, { value: () => undefined });
  const { ran, red } = await firstRed(collect(modules, EXAMPLES), (name) => name.startsWith(`${control} `));
  return { killedBy: red, ran };
}

function answer(task: Task): Promise<Survey | Verdict> {
  if (task.type === 'survey') return survey(task.file);
  return task.type === 'mutant' ? tryMutant(task.id, task.plan) : tryNoOp(task.control, task.part);
}

process.on('unhandledRejection', () => undefined);
new Modules(strings).load(join(ROOT, 'test/seed.setup.ts'));
process.on('message', (task: Task) => {
  answer(task).then(
    (result) => process.send?.({ result }),
    (error: unknown) =>
      process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.send?.({ result: 'ready' });
