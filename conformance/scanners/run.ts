/** Scanners and policy engines over the whole output: they find nothing, and they do find what is broken. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePart } from '../lib/page';
import { MUTATIONS } from '../mutations/mutations';
import type { SuiteResult } from '../suite';
import { agreementOf } from './agreement';
import { buildAll } from './build';
import { partOf } from './document';
import { DRIVERS } from './drivers';
import { renderAll } from './examples';
import { bulwarkColumn, type Column, column, mutationGroup } from './matrix';
import { type Zero, zeroFindings } from './zero';

/** Runs the suite. @throws Error where a program cannot be built, or fails by itself */
export async function run(): Promise<readonly SuiteResult[]> {
  const scanners = await buildAll((line) => process.stderr.write(`${line}\n`));
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-scanners-'));
  try {
    const examples = await renderAll(join(folder, 'examples'));
    const base = examples.find(({ name }) => name === 'base')?.objects ?? [];
    const own = bulwark(base);
    const group = mutationGroup(base);
    const zeros = new Map<string, Zero>();
    const columns = new Map<string, Column>();
    // Two at a time: some of them use one core alone. Each run has a folder of its own, emptied by the next.
    const waiting = [...DRIVERS].reverse();
    const lane = async (): Promise<void> => {
      for (let driver = waiting.shift(); driver !== undefined; driver = waiting.shift()) {
        const at = join(folder, driver.program);
        zeros.set(driver.program, await zeroFindings(driver, examples, scanners, at));
        columns.set(driver.program, await column(driver, group, scanners, at));
        rmSync(at, { recursive: true, force: true });
      }
    };
    await Promise.all([lane(), lane()]);
    const inOrder = <T>(found: ReadonlyMap<string, T>): T[] =>
      DRIVERS.flatMap(({ program }) => found.get(program) ?? []);
    const [whole, mutations] = [inOrder(zeros), inOrder(columns)];
    return [
      own,
      ...whole.map(({ result }) => result),
      ...mutations.map(agreementOf),
      writePart('scanners', partOf(whole, mutations)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether Bulwark itself refuses each mutation by the control that it names, and nothing before. */
function bulwark(base: Parameters<typeof bulwarkColumn>[0]): SuiteResult {
  const started = performance.now();
  const [before = [], ...after] = bulwarkColumn(base);
  const problems = before.map((control) => `the app that is to be broken violates ${control}`);
  const missed = MUTATIONS.filter(({ control }, index) => after[index]?.includes(control) !== true);
  problems.push(...missed.map(({ id, control }) => `${id}: needs ${control}`));
  const expected = MUTATIONS.length;
  const seconds = (performance.now() - started) / 1000;
  const found = expected - missed.length;
  return {
    program: 'Bulwark: mutations',
    version: '',
    judged: after.length,
    expected,
    found,
    problems,
    seconds,
  };
}
