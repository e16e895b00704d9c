import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BulwarkError } from '../core/errors';

/** The list of files that the previous run wrote. Its name ends in nothing that kubectl would apply. */
export const INDEX_FILE = '.bulwark-index';

/** The text of a file, or what makes it when its turn comes, so that not all texts are in memory at once. */
export type FileText = string | (() => string);

/**
 * Replaces the output of the previous run: everything is written beside first and then renamed file by file; files of
 * the previous run that are not written any more are removed, and no others. The index first names the files of both
 * runs, so that a run that was cut short leaves nothing that the next one would take for somebody else's.
 * @param mode who may read the files. @default as the process makes files
 * @throws BulwarkError where a name is taken by something that no run of ours wrote
 */
export function writeOutput(folder: string, files: ReadonlyMap<string, FileText>, mode?: number): void {
  mkdirSync(folder, { recursive: true });
  const previous = readIndex(folder);
  refuseForeign(folder, files, previous);
  const both = new Set([...previous, ...files.keys()]);
  const pending = [...files, [INDEX_FILE, indexText(both)] as const].map(([name, text]) => ({
    text,
    beside: join(folder, `.${name}.new`),
    final: join(folder, name),
  }));
  try {
    for (const { beside, text } of pending) {
      // What a run that was cut short left there would keep its own mode.
      rmSync(beside, { force: true });
      writeFileSync(beside, textOf(text), mode === undefined ? {} : { mode });
    }
    for (const { beside, final } of [...pending.slice(-1), ...pending.slice(0, -1)])
      renameSync(beside, final);
  } finally {
    for (const { beside } of pending) rmSync(beside, { force: true });
  }
  for (const name of previous) if (!files.has(name)) rmSync(join(folder, name), { force: true });
  replace(join(folder, INDEX_FILE), indexText(files.keys()));
}

function replace(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

function indexText(names: Iterable<string>): string {
  return `${[...names].join('\n')}\n`;
}

/** What the previous run wrote here; nothing where there was none. Names that lead elsewhere are ignored. */
function readIndex(folder: string): Set<string> {
  const path = join(folder, INDEX_FILE);
  if (!existsSync(path)) return new Set();
  const names = readFileSync(path, 'utf8').split('\n');
  return new Set(
    names.filter((name) => name !== '' && !name.includes('/') && !name.includes('\\') && name !== '..'),
  );
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
