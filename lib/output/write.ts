import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BulwarkError } from '../core/errors';

/** The list of files that the previous run wrote. Its name ends in nothing that kubectl would apply. */
export const INDEX_FILE = '.bulwark-index';

/**
 * Replaces the output of the previous run: everything is written beside first and then renamed file by file; files of
 * the previous run that are not written any more are removed, and no others.
 * @throws BulwarkError where a name is taken by something that no run of ours wrote
 */
export function writeOutput(folder: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true });
  const previous = readIndex(folder);
  refuseForeign(folder, files, previous);
  const pending: [string, string][] = [];
  try {
    for (const [name, text] of [...files, [INDEX_FILE, indexText(files)] as const]) {
      const beside = join(folder, `.${name}.new`);
      pending.push([beside, join(folder, name)]);
      writeFileSync(beside, text);
    }
  } catch (error) {
    for (const [beside] of pending) rmSync(beside, { force: true });
    throw error;
  }
  for (const [beside, final] of pending) renameSync(beside, final);
  for (const name of previous) if (!files.has(name)) rmSync(join(folder, name), { force: true });
}

function indexText(files: ReadonlyMap<string, string>): string {
  return `${[...files.keys()].join('\n')}\n`;
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

/** A folder in the way can only be somebody else's. */
function refuseForeign(
  folder: string,
  files: ReadonlyMap<string, string>,
  previous: ReadonlySet<string>,
): void {
  const foreign = [...files.keys()].filter((name) => {
    const path = join(folder, name);
    return existsSync(path) && !previous.has(name) && statSync(path).isDirectory();
  });
  if (foreign.length === 0) return;
  throw new BulwarkError(
    `the output folder ${folder} holds folders with the names of files to be written`,
    foreign,
  );
}
