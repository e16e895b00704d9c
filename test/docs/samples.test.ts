import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page, pages } from './markdown';
import { excerptProblem, type Outcome, runProgram } from './run';
import { type Sample, samplesOf, typeErrors, writeFiles } from './sample';
import { runCommands } from './shell';

const TODAY = '2026-11-21';
const LANGUAGES = new Set(['ts', 'sh', 'yaml', 'json', 'text', 'mermaid']);

const byPage = pages()
  .filter(({ path }) => !path.startsWith('docs/controls/'))
  .map((page): [string, readonly Sample[]] => [page.path, samplesOf(page)])
  .filter(([, samples]) => samples.length > 0);
const all = byPage.flatMap(([, samples]) => samples);

const started = process.cwd();
let folder = '';

beforeAll(() => {
  process.env.BULWARK_TODAY = TODAY;
  folder = mkdtempSync(join(tmpdir(), 'bulwark-docs-'));
});

afterAll(() => {
  process.chdir(started);
  rmSync(folder, { recursive: true, force: true });
});

test('every block says its language, and control pages hold only yaml and text', () => {
  expect(all.filter(({ language }) => !LANGUAGES.has(language))).toEqual([]);
  const generated = pages().filter(({ path }) => path.startsWith('docs/controls/'));
  const others = generated.flatMap((page) => samplesOf(page)).map(({ language }) => language);
  expect(new Set(others)).toEqual(new Set(['yaml', 'text']));
});

test('every ts sample compiles, and one that does not is found', () => {
  const wrong: Page = { path: 'wrong.md', text: "```ts\nconst port: number = '8080';\n```\n" };
  const programs = all.filter(({ language }) => language === 'ts');
  expect(programs.length).toBeGreaterThan(30);
  expect(typeErrors([...programs, ...samplesOf(wrong)])).toEqual([
    "wrong.md:1: Type 'string' is not assignable to type 'number'.",
  ]);
}, 60_000);

test.each(byPage)(
  '%s: every sample runs, and shows what it does',
  async (path, samples) => {
    const home = join(folder, path.replace(/\W/g, '-'));
    mkdirSync(home);
    process.chdir(home);
    const problems: string[] = [];
    let before: Outcome = { output: '', failed: false };
    for (const sample of samples) {
      const problem = await problemOf(sample, before, (outcome) => {
        before = outcome;
      });
      if (problem !== undefined) problems.push(`${sample.page}:${sample.line}: ${problem}`);
    }
    expect(problems.join('\n\n')).toBe('');
  },
  120_000,
);

async function problemOf(
  sample: Sample,
  before: Outcome,
  ran: (outcome: Outcome) => void,
): Promise<string | undefined> {
  writeFiles(sample, process.cwd());
  if (sample.language !== 'ts' && sample.language !== 'sh') return excerptProblem(sample, before);
  const outcome = sample.language === 'ts' ? await runProgram(sample) : await runCommands(sample.text);
  ran(outcome);
  const mayFail = sample.comments.includes('fails');
  if (outcome.failed === mayFail) return undefined;
  return mayFail ? 'does not fail' : `fails: ${outcome.output}`;
}
