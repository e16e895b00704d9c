/** Judges upstream's own fixtures, all of them: the verdict that their folder names, and upstream's ids and strings. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluatePod } from '../../lib/core/pod-security';
import type { SuiteResult } from '../suite';
import { UPSTREAM_VERSION, upstreamProgram, upstreamTestdata } from './program';
import { readPod } from './read-pod';
import { difference, type Policy, Upstream } from './upstream';

/** The number of fixtures in the module: fewer must not pass. */
const FIXTURES = 4537;

interface Fixture extends Policy {
  readonly file: string;
  readonly expected: string;
}

const FILE = /^(baseline|restricted)\/(v1\.\d+)\/(pass|fail)\/[^/]+\.yaml$/;

function fixtureOf(file: string): Fixture[] {
  const [, level, version, expected] = FILE.exec(file) ?? [];
  if ((level !== 'baseline' && level !== 'restricted') || version === undefined || expected === undefined)
    return [];
  return [{ file, level, version, expected }];
}

export async function run(): Promise<SuiteResult> {
  const started = performance.now();
  const folder = await upstreamTestdata();
  const fixtures = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort().flatMap(fixtureOf);
  const requests = fixtures.map(({ file, level, version }) => ({
    pod: readPod(readFileSync(join(folder, file), 'utf8'), file),
    policies: [{ level, version }],
  }));
  const upstream = new Upstream(await upstreamProgram());
  const problems: string[] = [];
  let index = 0;
  for await (const [request, answer] of upstream.ask(requests)) {
    const fixture = fixtures[index++];
    const found = difference(request, answer);
    const verdict = fixture && evaluatePod(request.pod, fixture).allowed === (fixture.expected === 'pass');
    if (found === undefined && verdict === true) continue;
    problems.push(`${fixture?.file}: ${found ?? 'the verdict is not the one that the folder names'}`);
  }
  upstream.end();
  return {
    program: 'upstream Pod Security, its own fixtures',
    version: UPSTREAM_VERSION,
    judged: fixtures.length,
    expected: FIXTURES,
    found: fixtures.length - problems.length,
    problems,
    seconds: (performance.now() - started) / 1000,
  };
}
