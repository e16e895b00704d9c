/**
 * Proves with programs that this project did not write: `npm run conformance`, or `npm run conformance -- NAME…`.
 * Prints one table and ends non-zero on any difference. A suite that cannot be built or read fails; none is skipped.
 */
import { run as cluster } from './cluster/suite';
import { run as boutique } from './examples/boutique';
import { run as packages } from './packages/run';
import { run as fixtures } from './pod-security/fixtures';
import { run as generated } from './pod-security/generated';
import { run as hardened } from './pod-security/hardened';
import { run as upstreamFixtures } from './pod-security/upstream-fixtures';
import { run as scanners } from './scanners/run';
import type { Suite, SuiteResult } from './suite';

const SUITES: readonly Suite[] = [
  { name: 'pod-security', run: () => fixtures() },
  { name: 'pod-security', run: () => upstreamFixtures() },
  { name: 'pod-security', run: () => generated() },
  { name: 'pod-security', run: () => hardened() },
  { name: 'examples', run: () => boutique() },
  { name: 'scanners', run: () => scanners() },
  { name: 'packages', run: () => packages() },
  { name: 'cluster', run: () => cluster() },
];

/** Suites that run only when they are named: a whole cluster takes minutes, and half an hour of builds the first time. */
const ON_DEMAND: readonly string[] = ['cluster'];

const SHOWN = 20;

async function runSuite(suite: Suite): Promise<readonly SuiteResult[]> {
  const started = performance.now();
  try {
    const result = await suite.run();
    return 'program' in result ? [result] : result;
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const seconds = (performance.now() - started) / 1000;
    return [
      { program: suite.name, version: '', judged: 0, expected: 1, found: 0, problems: [problem], seconds },
    ];
  }
}

/** Whether a suite judged what it had to, found what it had to, and has nothing to say. */
function holds({ judged, expected, found, problems }: SuiteResult): boolean {
  return problems.length === 0 && judged > 0 && found === expected;
}

function line(cells: readonly string[]): string {
  const widths = [52, 10, 9, 9, 9, 8];
  return cells
    .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
    .join(' ');
}

function print(result: SuiteResult): void {
  const { program, version, judged, expected, found, seconds, problems } = result;
  const numbers = [judged, expected, found].map(String);
  process.stdout.write(`${line([program, version, ...numbers, `${seconds.toFixed(1)} s`])}\n`);
  for (const problem of problems.slice(0, SHOWN)) process.stdout.write(`  - ${problem}\n`);
  if (problems.length > SHOWN) process.stdout.write(`  - and ${problems.length - SHOWN} more\n`);
}

async function main(names: readonly string[]): Promise<number> {
  const known = [...new Set(SUITES.map((suite) => suite.name))];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    process.stderr.write(`no suite ${unknown.join(', ')}; there are: ${known.join(', ')}\n`);
    return 2;
  }
  const isChosen = ({ name }: Suite): boolean =>
    names.length === 0 ? !ON_DEMAND.includes(name) : names.includes(name);
  const chosen = SUITES.filter(isChosen);
  process.stdout.write(`${line(['program', 'version', 'judged', 'expected', 'found', 'time'])}\n`);
  let failed = 0;
  for (const suite of chosen) {
    for (const result of await runSuite(suite)) {
      print(result);
      if (!holds(result)) failed += 1;
    }
  }
  process.stdout.write(failed === 0 ? 'all agree\n' : `${failed} of these differ\n`);
  return failed === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
