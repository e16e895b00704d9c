import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { formatRef, refOf } from '../../lib/core/manifest/identity';
import { isPlain, type PlainObject } from '../../lib/core/manifest/plain';
import { readManifests } from '../../lib/core/yaml';

const ROOT = resolve(__dirname, '../..');
const run = promisify(execFile);

/** Runs a TypeScript program of the project in a process of its own. @returns what it prints */
export async function runProgram(program: string, ...args: readonly string[]): Promise<string> {
  const env = { ...process.env, BULWARK_TODAY: '2026-11-21' };
  const all = ['--import', 'tsx', join(ROOT, program), ...args];
  const { stdout } = await run(process.execPath, all, { cwd: ROOT, env, maxBuffer: 1 << 26 });
  return stdout;
}

/** A new folder for output. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'bulwark-parity-'));
}

/** Objects by their identity. */
export type Objects = Readonly<Record<string, PlainObject>>;

/** The objects in the files of a folder, and in those that the deployers of teams apply. */
export function objectsIn(folder: string): Objects {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.yaml') && !name.startsWith('files'),
  );
  return byIdentity(
    files.flatMap((name) => {
      const { documents, problems } = readManifests(readFileSync(join(folder, name), 'utf8'), name);
      if (problems.length > 0) throw new Error(JSON.stringify(problems));
      return documents.map(({ value }) => value);
    }),
  );
}

/**
 * The objects that a program registered. A patch is the object that it changes, and it is one for the `default`
 * ServiceAccount alone, which every namespace has already.
 */
export function objectsOf(registered: unknown): Objects {
  const list: readonly unknown[] = Array.isArray(registered) ? registered : [];
  const manifests = list.map((item) => {
    if (!isPlain(item) || !isPlain(item.manifest)) throw new Error('no resource');
    const { kind, name } = refOf(item.manifest);
    if (item.patch !== (kind === 'ServiceAccount' && name === 'default'))
      throw new Error(`patch: ${kind} ${name}`);
    return item.manifest;
  });
  return byIdentity(manifests);
}

function byIdentity(manifests: readonly PlainObject[]): Objects {
  const found = Object.fromEntries(manifests.map((manifest) => [formatRef(refOf(manifest)), manifest]));
  if (Object.keys(found).length !== manifests.length) throw new Error('two objects have one identity');
  return found;
}
