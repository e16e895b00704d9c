import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { renderPulumi } from '../../lib/testing';
import { missingPart } from './markdown';
import { isPulumi, javaScript, type Sample, writeFiles } from './sample';

/** What a run left behind: what it printed, and how it ended. */
export interface Outcome {
  readonly output: string;
  readonly failed: boolean;
}

/** What blocks export that are files of the project, by their paths. */
const MADE = new Map<string, unknown>();

/**
 * Modules by the names that users import them by.
 * @param file the file that the block is
 */
function load(id: string, file: string): unknown {
  const path = id.startsWith('.') ? join(dirname(file), id) : id;
  const made = [`${path}.ts`, join(path, 'index.ts')].find((name) => MADE.has(name));
  if (made !== undefined) return MADE.get(made);
  if (id === 'bulwark') return require('../../lib');
  if (id === 'bulwark/cdk8s') return require('../../lib/cdk8s');
  if (id === 'bulwark/pulumi') return require('../../lib/pulumi');
  if (id === 'bulwark/crossguard') return require('../../lib/crossguard');
  if (id === 'bulwark/jest') return require('../../lib/testing');
  return require(path);
}

type Body = () => unknown;

/** A program that asks for its stack is deployed to that of production. */
function stackOf({ program }: Sample): { readonly stack?: string } {
  return program.includes('getStack(') ? { stack: 'prod' } : {};
}

/** Runs a ts sample in the current folder: its statements, then the tests that it declares. */
export async function runProgram(sample: Sample): Promise<Outcome> {
  const tests: Body[] = [];
  const lines: string[] = [];
  const declare = (_name: string, body: Body): void => {
    tests.push(body);
  };
  const group = (_name: string, body: Body): void => {
    body();
  };
  const print = (...values: unknown[]): void => {
    lines.push(values.map(String).join(' '));
  };
  const run = new Function(
    'require',
    'module',
    'exports',
    '__dirname',
    'test',
    'it',
    'describe',
    'expect',
    'console',
    javaScript(sample),
  );
  const module = { exports: {} };
  const folder = process.cwd();
  try {
    const start = (): unknown =>
      run(
        (id: string) => load(id, sample.file),
        module,
        module.exports,
        folder,
        declare,
        declare,
        group,
        expect,
        { ...console, log: print },
      );
    // A Pulumi program runs in a stack; one that makes a stack of its own is a test.
    if (isPulumi(sample.program) && !sample.program.includes('renderPulumi(')) {
      await renderPulumi(() => {
        start();
        return module.exports;
      }, stackOf(sample));
    } else start();
    MADE.set(sample.file, module.exports);
    for (const body of tests) await body();
    return { output: lines.join('\n'), failed: false };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { output: [...lines, message].join('\n'), failed: true };
  }
}

/** What is wrong with a block that shows what a run printed or wrote; undefined where it is right. */
export function excerptProblem(block: Sample, before: Outcome): string | undefined {
  const folder = process.cwd();
  writeFiles(block, folder);
  if (block.comments.includes('prints')) return difference(block.text, before.output, 'the output');
  const from = block.comments.find((comment) => comment.startsWith('from '))?.slice(5);
  if (from === undefined) return undefined;
  const path = join(folder, from);
  if (!existsSync(path)) return `there is no ${from}`;
  return difference(block.text, readFileSync(path, 'utf8'), from);
}

function difference(excerpt: string, text: string, name: string): string | undefined {
  const missing = missingPart(excerpt, text);
  return missing === undefined ? undefined : `${name} does not hold:\n${missing}\n\nIt is:\n${text}`;
}
