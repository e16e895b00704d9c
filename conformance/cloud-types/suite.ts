/**
 * Hands our arguments for resources of clouds to the classes of the packages that have these resources: as typed, and as
 * written out, since only a literal is held against the keys that a class knows. Then it spoils what is written out, one
 * place at a time, and the compiler has to see each.
 */
import { runInThisContext } from 'node:vm';
import ts from 'typescript';
import * as bulwark from '../../lib';
import * as cdk8s from '../../lib/cdk8s';
import type { SuiteResult } from '../suite';
import { errorsIn } from './compiler';
import { PACKAGES } from './declarations';
import { HANDED, type Handed, HEAD, OUTPUTS, SETUP } from './sources';
import { spoilt } from './spoilt';

export async function run(): Promise<SuiteResult> {
  const started = performance.now();
  const good = new Map([['outputs', OUTPUTS]]);
  const bad = new Map<string, string>();
  const named = new Map([['outputs', 'Outputs of the page for Pulumi']]);
  for (const [index, value] of values().entries()) {
    const handed = HANDED[index];
    if (handed === undefined) continue;
    good.set(`typed-${index}`, program(handed, handed.ours));
    good.set(`written-${index}`, program(handed, JSON.stringify(value)));
    for (const [at, { what, value: wrong }] of spoilt(value).entries()) {
      bad.set(`spoilt-${index}-${at}`, program(handed, JSON.stringify(wrong)));
      named.set(`spoilt-${index}-${at}`, `${handed.resource} with ${handed.ours}, but ${what}`);
    }
    for (const form of ['typed', 'written'])
      named.set(`${form}-${index}`, `${handed.resource} with ${handed.ours}, ${form}`);
  }
  const errors = await errorsIn(new Map([...good, ...bad]));
  const problems = [...named].flatMap(([name, what]) => {
    const found = errors.get(name) ?? [];
    if (good.has(name)) return found.map((error) => `${what}: ${error}`);
    return found.length > 0 ? [] : [`${what}: compiles`];
  });
  const failed = new Set(problems.map((problem) => problem.split(': ')[0])).size;
  return {
    program: `arguments for ${Object.keys(PACKAGES).join(', ')}`,
    version: `tsc ${ts.version}`,
    judged: named.size,
    expected: named.size,
    found: named.size - failed,
    problems,
    seconds: (performance.now() - started) / 1000,
  };
}

/** A program that makes a resource. A literal stays one: what is spread is not held against the keys that are known. */
function program({ resource, own, ours }: Handed, given: string): string {
  const whole = given === ours ? `{ ${own}${own === '' ? '' : ','} ...(${ours}) }` : inOne(own, given);
  return `${HEAD}${SETUP}new ${resource}('it', ${whole});\n`;
}

const inOne = (own: string, literal: string): string =>
  `{ ${own}${own === '' ? '' : ', '}${literal.slice(1, -1)} }`;

/** What our functions answer. */
function values(): ReturnType<typeof JSON.parse>[] {
  const all = HANDED.map(({ ours }) => `(${ours})`).join(',\n');
  const text = `${HEAD}${SETUP}export const values = JSON.stringify([${all}]);`;
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exported = { values: '' };
  const modules: Readonly<Record<string, unknown>> = { bulwark, 'bulwark/cdk8s': cdk8s };
  runInThisContext(`(exports, require) => { ${outputText}\n}`)(exported, (name: string) => modules[name]);
  return JSON.parse(exported.values);
}
