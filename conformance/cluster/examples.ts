import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { type Output, run } from '../lib/command';
import { objectsInFolder } from './yaml';

const ROOT = resolve(__dirname, '../..');

/** The examples that are applied. */
export const EXAMPLES = ['online-boutique', 'reloader', 'shop', 'tenants'] as const;

/** Every example that the command line writes, so that a new one is not forgotten; Pulumi's are of its own suite. */
export const namesOfExamples = (): string[] =>
  readdirSync(join(ROOT, 'examples'))
    .filter((name) => existsSync(join(ROOT, 'examples', name, 'main.ts')))
    .sort();

/** Name of an example. */
export type ExampleName = (typeof EXAMPLES)[number];

/** An example as the command line writes it. */
export interface Example {
  readonly name: string;
  /** Folder of the files. */
  readonly folder: string;
  readonly objects: readonly PlainObject[];
}

/** Digests by reference, as an image lock holds them. */
export type Digests = Readonly<Record<string, string>>;

/** A day on which the waivers of the examples hold. */
const TODAY = '2026-11-21';

/**
 * Runs an example as its user would, untouched.
 * @param folder where its files go
 * @param digests an image lock in place of the example's own
 */
export function synthesize(name: ExampleName, folder: string, digests?: Digests): Promise<Example> {
  return synthesizeApp(name, `examples/${name}/main.ts`, folder, digests);
}

/** Runs an app as its user would. @param main its program, from the root of the repository */
export async function synthesizeApp(
  name: string,
  main: string,
  folder: string,
  digests?: Digests,
): Promise<Example> {
  const { output, folder: out } = await synthesizeAgainst(main, folder, digests);
  if (output.code !== 0) throw new Error(`${main}: exit code ${output.code}\n${output.stderr.trim()}`);
  return { name, folder: out, objects: objectsInFolder(out) };
}

/**
 * Runs an app as its user would.
 * @param against folder of an earlier output, which the new one may not damage
 * @returns what the command said, and the folder of its files
 */
export async function synthesizeAgainst(
  main: string,
  folder: string,
  digests?: Digests,
  against?: string,
): Promise<{ readonly output: Output; readonly folder: string }> {
  mkdirSync(folder, { recursive: true });
  const tsx = join(ROOT, 'node_modules/.bin/tsx');
  const out = join(folder, 'dist');
  const env: Record<string, string> = {};
  if (digests !== undefined) {
    const lock = join(folder, 'images.lock.json');
    const images = Object.entries(digests).map(([reference, digest]) => [reference, { digest, date: TODAY }]);
    writeFileSync(lock, JSON.stringify({ images: Object.fromEntries(images) }));
    env.BULWARK_IMAGE_LOCK = lock;
  }
  const app = `${tsx} ${main}`;
  const command = [tsx, 'lib/cli/main.ts', 'synth', '--app', app, '--out', out, '--today', TODAY];
  if (against !== undefined) command.push('--against', against);
  return { output: await run(command, { cwd: ROOT, env }), folder: out };
}

/** Judges a folder of manifests as its user would. @param against what a cluster answered. @returns the report as JSON */
export function checkAgainst(folder: string, against: string): Promise<Output> {
  const tsx = join(ROOT, 'node_modules/.bin/tsx');
  const options = ['--against', against, '--today', TODAY, '--format', 'json'];
  const command = [tsx, 'lib/cli/main.ts', 'check', folder, ...options];
  return run(command, { cwd: ROOT });
}
