/** Holds what `check` says of single objects against what real API servers say, over three versions of them. */
import type { KubernetesVersion } from '../../lib/core/cluster/profile';
import { installPackages } from '../cluster/host';
import { PROGRAMS } from '../cluster/programs';
import { build } from '../lib/go-program';
import { writePart } from '../lib/page';
import type { SuiteResult } from '../suite';
import type { Case } from './cases';
import { differences, hasFailed, isTaken, type Verdict } from './compare';
import { Coverage, uncovered } from './coverage';
import { partOf } from './document';
import { casesOf, firedBy } from './generate';
import { GENERATORS } from './kinds';
import { engineFor, refusalsOf } from './ours';
import { unused } from './reviewed';
import { ask, startServer } from './server';
import { Sites } from './sites';
import { unusedWarnings, warningDifferences } from './warnings';

/** Objects that each API server is asked about. */
const OBJECTS = 20_000;

/** Objects over which an API server may panic: a nil pointer in its warnings, or in what a Job has as default. */
const MOST_FAILURES = 20;

const SERVERS = ['oldest', 'kubernetes', 'newest'] as const;

/**
 * The same objects are asked of each version. Of the differences that are reviewed, those that nothing needs any more
 * are a problem.
 * @param count objects for each version
 */
export async function run(count = OBJECTS): Promise<SuiteResult[]> {
  await installPackages();
  const programs = { standin: await build(PROGRAMS.standin), kubernetes: await build(PROGRAMS.kubernetes) };
  const sites = new Sites();
  sites.watch();
  const cases = allCases(count, sites);
  const coverages: Coverage[] = [];
  const results: SuiteResult[] = [];
  for (const name of SERVERS) {
    const started = performance.now();
    const server = await startServer(programs, await build(PROGRAMS[name]));
    const verdicts = await ask(server, cases).finally(() => server.end());
    const coverage = new Coverage();
    coverages.push(coverage);
    const problems = compareAll(cases, verdicts, versionOf(PROGRAMS[name].version), sites, coverage);
    const [taken, failed] = [verdicts.filter(isTaken).length, verdicts.filter(hasFailed).length];
    if (failed > MOST_FAILURES) problems.push(`the API server failed itself ${failed} times`);
    results.push({
      program: 'kube-apiserver, dry run of generated objects',
      version: PROGRAMS[name].version,
      judged: cases.length,
      expected: cases.length,
      found: cases.length - problems.length,
      problems,
      notes: [
        `it takes ${taken} of them, refuses ${cases.length - taken - failed}, and fails itself over ${failed}`,
      ],
      seconds: (performance.now() - started) / 1000,
    });
  }
  const rules = rulesOf(coverages);
  return [...results, rules, reviewedOf(), writePart('validation', partOf(results, rules))];
}

/** The cases, with objects for every rule at every version. */
export function allCases(count: number, sites: Sites): Case[] {
  const engines = SERVERS.map((name) => engineFor(versionOf(PROGRAMS[name].version)));
  return casesOf(
    GENERATORS,
    count,
    firedBy(
      sites,
      engines.map((compiled) => (object) => refusalsOf(object, compiled)),
    ),
  );
}

function versionOf(version: string): KubernetesVersion {
  switch (version.split('.')[1]) {
    case '33':
      return '1.33';
    case '36':
      return '1.36';
    case '37':
      return '1.37';
    default:
      throw new Error(`no profile for Kubernetes ${version}`);
  }
}

/** One line for each object on which the two differ. */
function compareAll(
  cases: readonly Case[],
  verdicts: readonly Verdict[],
  kubernetes: KubernetesVersion,
  sites: Sites,
  coverage: Coverage,
): string[] {
  const compiled = engineFor(kubernetes);
  const problems: string[] = [];
  for (const [index, { name, object }] of cases.entries()) {
    const verdict = verdicts[index];
    if (verdict === undefined) throw new Error(`${name}: no verdict`);
    const ours = refusalsOf(object, compiled);
    coverage.add(object, sites.take(), isTaken(verdict));
    const found = [...differences(verdict, ours), ...warningDifferences(verdict, object, compiled)];
    if (found.length > 0) problems.push(`${name}: ${found.join('; ')}`);
  }
  return problems;
}

function rulesOf(coverages: readonly Coverage[]): SuiteResult {
  const { problems, rules } = uncovered(coverages);
  return {
    program: 'rules that have refused and let pass',
    version: '',
    judged: rules,
    expected: rules,
    found: rules - problems.length,
    problems,
    seconds: 0,
  };
}

/** What was reviewed and is no longer needed would hide the next fault. */
function reviewedOf(): SuiteResult {
  const { entries, left: without } = unused();
  const left = [...without, ...unusedWarnings()];
  return {
    program: 'reviewed differences that are needed',
    version: '',
    judged: entries,
    expected: entries,
    found: entries - left.length,
    problems: left.map((text) => `not needed any more: ${text}`),
    seconds: 0,
  };
}
