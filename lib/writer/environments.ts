import { lstatSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BulwarkError } from '../core/errors';
import { writeFileAtomic } from './atomic';
import { type FileText, INDEX_FILE, readIndex, refuseTaken, writeOutput } from './write';

/** The list of environments that the previous run wrote, one folder each. Its name ends in nothing that kubectl would apply. */
export const ENVIRONMENTS_FILE = '.bulwark-environments';

/** What a folder of ours can be called; a list that someone changed leads nowhere else. */
const FOLDER = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/;

/**
 * Writes each environment to a folder of its own. Files that the previous run wrote and this one does not are removed:
 * those of environments that are gone, and those that stood in the folder itself when the app had none.
 * @param mode who may read the files. @default as the process makes files
 * @throws BulwarkError where a name is taken by something that no run of ours wrote
 */
export function writeEnvironments(
  folder: string,
  environments: ReadonlyMap<string, ReadonlyMap<string, FileText>>,
  mode?: number,
): void {
  refuseLinks(folder, environments.keys());
  for (const [name, files] of environments) refuseTaken(join(folder, name), files);
  mkdirSync(folder, { recursive: true });
  const gone = readEnvironments(folder).filter((name) => !environments.has(name));
  writeFileAtomic(join(folder, ENVIRONMENTS_FILE), `${[...environments.keys(), ...gone].join('\n')}\n`);
  for (const [name, files] of environments) writeOutput(join(folder, name), files, mode);
  if (readIndex(folder) !== undefined) {
    writeOutput(folder, new Map());
    rmSync(join(folder, INDEX_FILE), { force: true });
  }
  forget(folder, gone);
  writeFileAtomic(join(folder, ENVIRONMENTS_FILE), `${[...environments.keys()].join('\n')}\n`);
}

/** What is written through a link would land somewhere else, and a file is no folder. */
function refuseLinks(folder: string, names: Iterable<string>): void {
  const taken = [...names].filter((name) => {
    const found = lstatSync(join(folder, name), { throwIfNoEntry: false });
    return found !== undefined && !found.isDirectory();
  });
  if (taken.length === 0) return;
  throw new BulwarkError(
    `the output folder ${folder} holds a link or a file where an environment has its folder`,
    [...taken, 'Fix: move it away, or choose another outdir'],
  );
}

/** Removes what runs wrote for environments, where the app has none any more. */
export function forgetEnvironments(folder: string): void {
  const gone = readEnvironments(folder);
  if (gone.length === 0) return;
  forget(folder, gone);
  rmSync(join(folder, ENVIRONMENTS_FILE), { force: true });
}

/** The environments that the previous run wrote; none where nothing says so. */
export function readEnvironments(folder: string): readonly string[] {
  // Below a file even the question whether there is something is an error.
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  const path = join(folder, ENVIRONMENTS_FILE);
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return [];
  const names = readFileSync(path, 'utf8').split('\n');
  return names.filter(isFolder);
}

/** Whether a name is one that the folder of an environment can have. */
export function isFolder(name: unknown): name is string {
  return typeof name === 'string' && FOLDER.test(name);
}

/** Removes the files of a former run; a folder stays where someone else's file is in it. */
function forget(folder: string, names: readonly string[]): void {
  for (const name of names) {
    const path = join(folder, name);
    // A link would lead to someone else's files.
    if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) continue;
    if (readIndex(path) === undefined) continue;
    writeOutput(path, new Map());
    rmSync(join(path, INDEX_FILE), { force: true });
    if (readdirSync(path).length === 0) rmdirSync(path);
  }
}
