import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { BulwarkError } from '../core/errors';
import { FILES_FOLDER, TEAMS_FOLDER } from '../core/files/file';

/** The list of files that the previous run wrote, below the folder, with slashes. Its name ends in nothing that kubectl would apply. */
export const INDEX_FILE = '.bulwark-index';

/** The text of a file, or what makes it when its turn comes, so that not all strings are in memory at once. */
export type FileText = string | (() => string);

/**
 * Replaces the output of the previous run: everything is written beside first and then renamed file by file; files of
 * the previous run that are not written any more are removed, and no others. The index first names the files of both
 * runs, so that a run that was cut short leaves nothing that the next one would take for someone else's.
 * @param mode who may read the files. @default as the process makes files
 * @throws BulwarkError where a name is taken by something that no run of ours wrote
 */
export function writeOutput(folder: string, files: ReadonlyMap<string, FileText>, mode?: number): void {
  refuseTaken(folder, files);
  mkdirSync(folder, { recursive: true });
  const previous = readIndex(folder) ?? new Set<string>();
  const both = new Set([...previous, ...files.keys()]);
  const pending = [...files, [INDEX_FILE, indexText(both)] as const].map(([name, text]) => ({
    text,
    beside: join(folder, dirname(name), `.${basename(name)}.new`),
    final: join(folder, name),
  }));
  try {
    for (const { beside, text } of pending) {
      mkdirSync(dirname(beside), { recursive: true });
      // What a run that was cut short left there would keep its own mode.
      rmSync(beside, { force: true });
      writeFileSync(beside, textOf(text), mode === undefined ? {} : { mode });
    }
    for (const { beside, final } of [...pending.slice(-1), ...pending.slice(0, -1)])
      renameSync(beside, final);
  } finally {
    for (const { beside } of pending) rmSync(beside, { force: true });
  }
  for (const name of previous) if (!files.has(name)) remove(folder, name);
  replace(join(folder, INDEX_FILE), indexText(files.keys()));
}

/**
 * Refuses to write where something stands that no run of ours wrote.
 * @throws BulwarkError with everything that is in the way
 */
export function refuseTaken(folder: string, files: ReadonlyMap<string, FileText>): void {
  refuseLinks(folder, files);
  refuseForeign(folder, files, readIndex(folder) ?? new Set<string>());
}

/** Removes a file of the previous run, and the folders that held nothing else. */
function remove(folder: string, name: string): void {
  if (linkAbove(folder, name) !== undefined) return;
  rmSync(join(folder, name), { force: true });
  for (const above of foldersAbove(name).reverse()) {
    try {
      rmdirSync(join(folder, above));
    } catch {
      // Someone else's file is in it.
      return;
    }
  }
}

/** The folders of a name, the outermost first: `a` and `a/b` of `a/b/c.yaml`. */
function foldersAbove(name: string): string[] {
  const steps = name.split('/').slice(0, -1);
  return steps.map((_, index) => steps.slice(0, index + 1).join('/'));
}

/** The first of these folders that is none, but a link or a file: what is written there would land somewhere else. */
function linkAbove(folder: string, name: string): string | undefined {
  return foldersAbove(name).find((above) => {
    const found = lstatSync(join(folder, above), { throwIfNoEntry: false });
    return found !== undefined && !found.isDirectory();
  });
}

function refuseLinks(folder: string, files: ReadonlyMap<string, FileText>): void {
  const links = new Set([...files.keys()].flatMap((name) => linkAbove(folder, name) ?? []));
  if (links.size === 0) return;
  throw new BulwarkError(`the output folder ${folder} holds a link or a file where a folder has to be`, [
    ...links,
    'Fix: move it away, or choose another outdir',
  ]);
}

function replace(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

function indexText(names: Iterable<string>): string {
  return `${[...names].join('\n')}\n`;
}

/** What the previous run wrote here; undefined where none says so. Names that lead elsewhere are ignored. */
export function readIndex(folder: string): ReadonlySet<string> | undefined {
  const path = join(folder, INDEX_FILE);
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  const names = readFileSync(path, 'utf8').split('\n');
  return new Set(names.filter(isBelow));
}

/** Whether a name is one that a run of ours writes: in the folder itself, or below that of teams or of files which are no objects. */
function isBelow(name: string): boolean {
  const steps = name.split('/');
  if (steps.length > 1 && steps[0] !== FILES_FOLDER && steps[0] !== TEAMS_FOLDER) return false;
  return !name.includes('\\') && steps.every((step) => step !== '' && step !== '.' && step !== '..');
}

/** What every object of ours says, so that its file is known also where the index got lost. */
const OURS = 'app.kubernetes.io/managed-by: bulwark';

/** What is in the way and was not written by a run of ours stays. */
function refuseForeign(
  folder: string,
  files: ReadonlyMap<string, FileText>,
  previous: ReadonlySet<string>,
): void {
  const foreign = [...files].filter(([name, text]) => {
    const path = join(folder, name);
    return existsSync(path) && !previous.has(name) && !isOurs(path, text);
  });
  if (foreign.length === 0) return;
  throw new BulwarkError(`the output folder ${folder} holds what no run of ours wrote`, [
    ...foreign.map(([name]) => name),
    'Fix: move it away, or choose another outdir',
  ]);
}

function isOurs(path: string, text: FileText): boolean {
  if (!statSync(path).isFile()) return false;
  const found = readFileSync(path, 'utf8');
  return found.includes(OURS) || found === textOf(text);
}

function textOf(text: FileText): string {
  return typeof text === 'string' ? text : text();
}
