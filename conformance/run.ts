/**
 * Proves with programs that this project did not write: `npm run conformance`, or `npm run conformance -- NAME…`; while
 * you work on one part of a suite, `npm run conformance -- cluster --only=data,autoscaling` runs these parts alone.
 * Prints one table and ends non-zero on any difference. A suite that cannot be built or read fails; none is skipped.
 */
import { run as addOns } from './add-ons/suite';
import { run as cloudTypes } from './cloud-types/suite';
import { checkHost } from './cluster/host';
import { run as cluster, PARTS } from './cluster/suite';
import { run as boutique } from './examples/boutique';
import { run as harden } from './harden/suite';
import { run as helm } from './helm/suite';
import { run as imageLock } from './image-lock/suite';
import { run as kinds } from './kinds/suite';
import { MemoryWatch } from './lib/memory';
import { AS_JSON, inOwnProcess } from './lib/own-process';
import { run as nodePools } from './node-pools/suite';
import { run as packages } from './packages/run';
import { run as fixtures } from './pod-security/fixtures';
import { run as generated } from './pod-security/generated';
import { run as hardened } from './pod-security/hardened';
import { run as upstreamFixtures } from './pod-security/upstream-fixtures';
import { run as sdk } from './pulumi/sdk';
import { run as pulumi } from './pulumi/suite';
import { run as renderers } from './renderers/suite';
import { run as scanners } from './scanners/run';
import type { Suite, SuiteResult } from './suite';
import { run as validation } from './validation/suite';
import { run as yaml } from './yaml/suite';

const SUITES: readonly Suite[] = [
  { name: 'pod-security', run: () => fixtures() },
  { name: 'pod-security', run: () => upstreamFixtures() },
  { name: 'pod-security', run: () => generated() },
  { name: 'pod-security', run: () => hardened() },
  { name: 'harden', run: () => harden() },
  { name: 'examples', run: () => boutique() },
  { name: 'yaml', run: () => yaml() },
  { name: 'kinds', run: () => kinds() },
  { name: 'helm', run: () => helm() },
  { name: 'renderers', run: () => renderers() },
  { name: 'image-lock', run: () => imageLock() },
  { name: 'scanners', run: () => scanners() },
  { name: 'cloud-types', run: () => cloudTypes() },
  { name: 'packages', run: () => packages() },
  { name: 'pulumi-sdk', run: () => sdk() },
  { name: 'pulumi', run: () => pulumi(), possible: checkHost, lane: 'clusters', ownProcess: true },
  { name: 'node-pools', run: () => nodePools(), possible: checkHost, lane: 'clusters' },
  { name: 'add-ons', run: () => addOns(), possible: checkHost, lane: 'clusters' },
  { name: 'validation', run: () => validation(), possible: checkHost, lane: 'clusters', ownProcess: true },
  {
    name: 'cluster',
    run: (only) => cluster(only),
    parts: PARTS,
    possible: checkHost,
    lane: 'clusters',
  },
];

const SHOWN = 20;

/** The argument that picks parts of a suite. */
const ONLY = '--only=';

async function runSuite(
  suite: Suite,
  beside: boolean,
  only?: readonly string[],
): Promise<readonly SuiteResult[]> {
  const started = performance.now();
  try {
    if (beside && suite.ownProcess === true) return await inOwnProcess(__filename, suite.name);
    const result = await suite.run(only);
    return 'program' in result ? [result] : result;
  } catch (error) {
    const seconds = (performance.now() - started) / 1000;
    const problems = [messageIn(error)];
    return [{ program: suite.name, version: '', judged: 0, expected: 1, found: 0, problems, seconds }];
  }
}

/** Runs suites and hands on what each found in their order, as soon as it is known. */
async function runAll(
  suites: readonly Suite[],
  only: readonly string[] | undefined,
  say: (results: readonly SuiteResult[]) => void,
): Promise<void> {
  const found: (readonly SuiteResult[])[] = [];
  let said = 0;
  const runOne = async (suite: Suite): Promise<void> => {
    found[suites.indexOf(suite)] = await runSuite(suite, suites.length > 1, only);
    for (let next = found[said]; next !== undefined; next = found[said]) {
      say(next);
      said += 1;
    }
  };
  const inOrder = async (some: readonly Suite[]): Promise<void> => {
    for (const suite of some) await runOne(suite);
  };
  const lanes = new Set(suites.map(({ lane }) => lane));
  await Promise.all([...lanes].map((lane) => inOrder(suites.filter((suite) => suite.lane === lane))));
}

/** Whether a suite judged what it had to, found what it had to, and has nothing to say. */
function holds({ judged, expected, found, atMost, problems }: SuiteResult): boolean {
  const agrees = atMost === true ? found <= expected : found === expected;
  return problems.length === 0 && judged > 0 && agrees;
}

function line(cells: readonly string[]): string {
  const widths = [52, 10, 9, 9, 9, 8];
  return cells
    .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
    .join(' ');
}

function print(result: SuiteResult): void {
  const { program, version, judged, expected, found, seconds, problems, notes = [] } = result;
  const numbers = [judged, expected, found].map(String);
  process.stdout.write(`${line([program, version, ...numbers, `${seconds.toFixed(1)} s`])}\n`);
  for (const note of notes) process.stdout.write(`  note: ${note}\n`);
  for (const problem of problems.slice(0, SHOWN)) process.stdout.write(`  - ${problem}\n`);
  if (problems.length > SHOWN) process.stdout.write(`  - and ${problems.length - SHOWN} more\n`);
}

/** Why parts cannot be picked; undefined where they can. */
function wrongParts(only: readonly string[], chosen: readonly Suite[]): string | undefined {
  const [suite, ...others] = chosen;
  if (suite?.parts === undefined || others.length > 0) {
    const names = SUITES.filter(({ parts }) => parts !== undefined).map(({ name }) => name);
    return `${ONLY} picks parts of one suite that has some: ${names.join(', ')}`;
  }
  const unknown = only.filter((part) => suite.parts?.includes(part) === false);
  return unknown.length === 0
    ? undefined
    : `${suite.name} has no part ${unknown.join(', ')}; there are: ${suite.parts.join(', ')}`;
}

async function main(args: readonly string[]): Promise<number> {
  const names = args.filter((name) => name !== AS_JSON && !name.startsWith(ONLY));
  const known = [...new Set(SUITES.map((suite) => suite.name))];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    process.stderr.write(`no suite ${unknown.join(', ')}; there are: ${known.join(', ')}\n`);
    return 2;
  }
  const chosen = SUITES.filter(({ name }) => names.length === 0 || names.includes(name));
  const only = args
    .findLast((name) => name.startsWith(ONLY))
    ?.slice(ONLY.length)
    .split(',');
  const wrong = only === undefined ? undefined : wrongParts(only, chosen);
  if (wrong !== undefined) {
    process.stderr.write(`${wrong}\n`);
    return 2;
  }
  for (const { possible } of chosen) await possible?.();
  if (args.includes(AS_JSON)) {
    const results: SuiteResult[] = [];
    await runAll(chosen, only, (some) => results.push(...some));
    process.stdout.write(`\n${JSON.stringify(results)}\n`);
    return 0;
  }
  const memory = new MemoryWatch();
  process.stdout.write(`${line(['program', 'version', 'judged', 'expected', 'found', 'time'])}\n`);
  let failed = 0;
  const say = (results: readonly SuiteResult[]): void => {
    for (const result of results) {
      print(result);
      if (!holds(result)) failed += 1;
    }
  };
  await runAll(chosen, only, say);
  say([memory.end()]);
  process.stdout.write(failed === 0 ? 'all agree\n' : `${failed} of these differ\n`);
  return failed === 0 ? 0 : 1;
}

function messageIn(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${messageIn(error)}\n`);
    process.exitCode = 2;
  },
);
