import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, type Outcome, run as start } from '../../test/pack/package';

/** One thing that is done in a project, by name. */
export type Step = readonly [string, (folder: string) => Promise<Outcome>];

/** A project with the package installed beside some others. */
export interface Installation {
  readonly name: string;
  /** What npm is asked for beside the package. */
  readonly packages: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  /** What has to succeed in it, in this order. */
  readonly steps: readonly Step[];
}

// What is optional to cdk8s-plus-27 is a tool of its makers.
const FLAGS = ['--ignore-scripts', '--no-audit', '--no-fund', '--omit=optional'];

/** What is wrong with an installation; undefined where it works. */
export async function tryOut(
  folder: string,
  tarball: string,
  { packages, files, steps }: Installation,
): Promise<string | undefined> {
  mkdirSync(folder);
  const all = { 'package.json': '{ "name": "app", "private": true }', ...files };
  for (const [file, text] of Object.entries(all)) writeFileSync(join(folder, file), text);
  const install: Step = [
    'npm install',
    () => start('npm', ['install', ...FLAGS, tarball, ...packages], folder),
  ];
  for (const [step, act] of [install, ...steps]) {
    const { code, stdout, stderr } = await act(folder);
    if (code !== 0) return `${step}: ${`${stdout}\n${stderr}`.trim().slice(0, 2000)}`;
  }
  return undefined;
}

/**
 * Compiles a folder; it fails with every message of the compiler.
 * @param except messages of what is not ours
 */
export async function compiled(
  folder: string,
  project?: string,
  except: (line: string) => boolean = () => false,
): Promise<Outcome> {
  const lines = (await compile(folder, project)).split('\n').filter((line) => /^\S/.test(line));
  const stdout = lines.filter((line) => !except(line)).join('\n');
  return { code: stdout === '' ? 0 : 1, stdout, stderr: '' };
}

/** `^2.68.12` -> `2.68.12`; `>=29` -> `29.0.0`. */
export function lowestOf(range: string): string {
  const [major = '0', minor = '0', patch = '0'] = range.replace(/^\D+/, '').split('.');
  return `${major}.${minor}.${patch}`;
}
