import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { controls } from '../lib/core/controls';

/**
 * Replaces each control's `check`, then its `harden`, by a no-op, one at a time, and runs the tests of the controls:
 * every mutant must turn a test red. Prints a table; ends non-zero where one survives.
 */

const ROOT = join(__dirname, '..');
const TESTS = 'test/core/controls/examples.test.ts';
const WORKERS = 2;

interface Mutant {
  readonly id: string;
  readonly part: 'check' | 'harden';
}

interface Outcome extends Mutant {
  readonly failed: number;
  readonly ran: number;
  /** The mutant could not be run at all. */
  readonly broken: string | undefined;
}

function mutants(): Mutant[] {
  return controls.flatMap((control): Mutant[] => [
    { id: control.id, part: 'check' },
    ...(control.harden === undefined ? [] : [{ id: control.id, part: 'harden' } as const]),
  ]);
}

function runTests(
  mutant: Mutant | undefined,
): Promise<{ failed: number; ran: number; broken: string | undefined }> {
  const name = mutant === undefined ? [] : ['--testNamePattern', `^${mutant.id} `];
  const args = [join(ROOT, 'node_modules/jest/bin/jest.js'), '--json', '--runInBand', ...name, TESTS];
  const environment = mutant === undefined ? {} : { BULWARK_MUTANT: `${mutant.part}:${mutant.id}` };
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...environment } });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.on('close', () => resolve(readOutcome(output, errors)));
  });
}

function readOutcome(
  output: string,
  errors: string,
): { failed: number; ran: number; broken: string | undefined } {
  try {
    const result: { numFailedTests: number; numPassedTests: number; numRuntimeErrorTestSuites: number } =
      JSON.parse(output);
    const broken = result.numRuntimeErrorTestSuites > 0 ? errors.slice(-500) : undefined;
    return { failed: result.numFailedTests, ran: result.numFailedTests + result.numPassedTests, broken };
  } catch {
    return { failed: 0, ran: 0, broken: errors.slice(-500) };
  }
}

async function main(): Promise<number> {
  const clean = await runTests(undefined);
  if (clean.failed > 0 || clean.broken !== undefined || clean.ran === 0) {
    process.stderr.write(
      `the tests of the controls fail without any mutant: ${clean.failed} failed\n${clean.broken ?? ''}`,
    );
    return 1;
  }
  const queue = mutants();
  const outcomes: Outcome[] = [];
  const work = async (): Promise<void> => {
    for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
      outcomes.push({ ...mutant, ...(await runTests(mutant)) });
      if (process.stderr.isTTY)
        process.stderr.write(`\r${outcomes.length} mutants run, ${queue.length} to go `);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  return report(outcomes);
}

function report(outcomes: readonly Outcome[]): number {
  const order = controls.map((control) => control.id);
  const sorted = [...outcomes].sort(
    (a, b) => order.indexOf(a.id) - order.indexOf(b.id) || (a.part < b.part ? 1 : -1),
  );
  process.stdout.write('control                                          part   tests turned red\n');
  for (const { id, part, failed, ran, broken } of sorted) {
    const verdict =
      broken !== undefined ? 'could not run' : failed === 0 ? `SURVIVED (${ran} ran)` : `${failed} of ${ran}`;
    process.stdout.write(`${id.padEnd(48)} ${part.padEnd(6)} ${verdict}\n`);
  }
  const survivors = sorted.filter((outcome) => outcome.failed === 0 || outcome.broken !== undefined);
  process.stdout.write(
    `${sorted.length} mutants, ${sorted.length - survivors.length} killed, ${survivors.length} survived\n`,
  );
  return survivors.length === 0 ? 0 : 1;
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
