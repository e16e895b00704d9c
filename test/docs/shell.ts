import { spawnSync } from 'node:child_process';
import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './markdown';
import type { Outcome } from './run';

/**
 * Commands that the pages show and that need what a test has not: a cluster, a registry, a network, or the whole
 * checkout. A line is one of these, or it is run.
 */
const NOT_RUN: readonly RegExp[] = [
  /^npm (ci|test|install|init|run (test:slow|synth|lint|typecheck|layers|mutate|docs|bench|package))\b/,
  /^(docker|helm|kind|kubectl) /,
  /^mkdir \w+ && cd \w+$/,
  /^(image|IMAGE)=\S+$/,
  /\$\{?(image|IMAGE)\b/,
  // The real date: it would fail by itself one day.
  /\$\(date /,
];

const COMMAND = /^npx bulwark (.+)$/;

/** Runs the `npx bulwark` lines of a block in the current folder; other lines have to be known. */
export async function runCommands(text: string): Promise<Outcome> {
  const lines = text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => line.replace(/(^|\s+)#\s.*$/, '').trim())
    .filter((line) => line !== '' && !NOT_RUN.some((known) => known.test(line)));
  let output = '';
  for (const line of lines) {
    const args = COMMAND.exec(line)?.[1];
    if (args === undefined) return { output: `unknown command: ${line}`, failed: true };
    const result = bulwark(args);
    output += result.output;
    if (result.failed) return { output, failed: true };
  }
  return { output, failed: false };
}

/** Runs the command of this checkout as an installed one would run: the project's modules are found from the folder. */
function bulwark(args: string): Outcome {
  const modules = join(ROOT, 'node_modules');
  if (!existsSync('node_modules')) symlinkSync(modules, 'node_modules', 'dir');
  const command = `"${join(modules, '.bin', 'tsx')}" "${join(ROOT, 'lib', 'cli', 'main.ts')}" ${args}`;
  const env = { ...process.env, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.json'), NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(command, { shell: true, encoding: 'utf8', env });
  return { output: `${stdout}${stderr}`, failed: status !== 0 };
}
