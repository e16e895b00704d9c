/** Judges the fixtures of the Pod Security Standards, which this project did not write, with our evaluator. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { evaluatePod } from '../../lib/core/pod-security';
import type { SuiteResult } from '../suite';
import { readPod } from './read-pod';

/** An entry of the index. */
interface Fixture {
  readonly file: string;
  readonly level: 'baseline' | 'restricted';
  readonly version: string;
  readonly expected: 'pass' | 'fail';
  readonly rejectedBy: readonly string[];
}

const FOLDER = resolve(__dirname, '../../../shared/fixtures/pss');

/** The number of fixtures that the folder is known to hold: a shorter index must not pass. */
const FIXTURES = 252;

/** What is wrong with our verdict on a fixture; undefined where it agrees. */
function disagreement(folder: string, fixture: Fixture): string | undefined {
  const { file, level, version, expected, rejectedBy } = fixture;
  const verdict = evaluatePod(readPod(readFileSync(join(folder, file), 'utf8'), file), { level, version });
  const agrees = verdict.allowed === (expected === 'pass') && verdict.rejectedBy.join() === rejectedBy.join();
  if (agrees) return undefined;
  return `${file}: found ${verdict.allowed} [${verdict.rejectedBy}]; needs ${expected} [${rejectedBy}]`;
}

/** Runs the suite. It never throws: what cannot be read is a problem. */
export async function run(folder: string = FOLDER): Promise<SuiteResult> {
  const started = performance.now();
  const problems: string[] = [];
  let fixtures: Fixture[] = [];
  let judged = 0;
  try {
    fixtures = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
  } catch (error) {
    problems.push(messageOf(error));
  }
  for (const fixture of fixtures) {
    try {
      const problem = disagreement(folder, fixture);
      judged += 1;
      if (problem !== undefined) problems.push(problem);
    } catch (error) {
      problems.push(messageOf(error));
    }
  }
  const found = Math.max(fixtures.length - problems.length, 0);
  if (fixtures.length !== FIXTURES) problems.push(`found ${fixtures.length} fixtures; needs ${FIXTURES}`);
  const seconds = (performance.now() - started) / 1000;
  return {
    program: 'pod-security',
    version: 'bulwark',
    judged,
    expected: FIXTURES,
    found,
    problems,
    seconds,
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function main(): Promise<void> {
  const { expected, found, problems } = await run(process.argv[2]);
  for (const problem of problems) console.error(problem);
  console.log(`${found} agree, ${expected - found} differ`);
  process.exitCode = problems.length > 0 || found !== expected ? 1 : 0;
}

if (require.main === module) void main();
