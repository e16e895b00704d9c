/**
 * Judges upstream's own fixtures, all of them: the verdict that their folder names, and upstream's ids and texts.
 * Usage: upstream-fixtures.ts UPSTREAM TESTDATA, where TESTDATA is `test/testdata` of the Go module
 * k8s.io/pod-security-admission and UPSTREAM the program built from `upstream/`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluatePod } from '../../lib/core/pod-security';
import { readPod } from './read-pod';
import { difference, type Policy, Upstream } from './upstream';

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

async function main([program, folder]: string[]): Promise<number> {
  if (program === undefined || folder === undefined)
    throw new Error('usage: upstream-fixtures.ts UPSTREAM TESTDATA');
  const fixtures = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort().flatMap(fixtureOf);
  if (fixtures.length === 0) throw new Error(`${folder}: found no fixtures`);
  const requests = fixtures.map(({ file, level, version }) => ({
    pod: readPod(readFileSync(join(folder, file), 'utf8'), file),
    policies: [{ level, version }],
  }));
  const upstream = new Upstream(program);
  let differ = 0;
  let index = 0;
  for await (const [request, answer] of upstream.ask(requests)) {
    const fixture = fixtures[index++];
    const found = difference(request, answer);
    const verdict = fixture && evaluatePod(request.pod, fixture).allowed === (fixture.expected === 'pass');
    if (found === undefined && verdict === true) continue;
    differ += 1;
    console.log(`${fixture?.file}: ${found ?? 'the verdict is not the one that the folder names'}`);
  }
  upstream.end();
  console.log(`${fixtures.length - differ} agree, ${differ} differ`);
  return differ === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  },
);
