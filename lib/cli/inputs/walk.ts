import { type Dirent, promises } from 'node:fs';
import { join } from 'node:path';
import type { Selection } from './selection';

/** What a folder holds. */
export interface Walk {
  /** Paths of files below the folder, in byte order, with slashes. */
  readonly files: readonly string[];
  /** Links to folders, below the folder. */
  readonly links: readonly string[];
  /** What could not be looked at: the path below the folder, and the error. */
  readonly broken: readonly (readonly [string, unknown])[];
}

/**
 * The files of a folder that may be manifests. Links to files are files; links to folders are not followed, as
 * `kubectl -R` follows none, so that no folder is walked twice or forever.
 */
export async function walkFolder(folder: string, selection: Selection): Promise<Walk> {
  const walk = { files: [] as string[], links: [] as string[], broken: [] as [string, unknown][] };
  const pending = [''];
  for (let below = pending.pop(); below !== undefined; below = pending.pop()) {
    try {
      for (const entry of await promises.readdir(join(folder, below), { withFileTypes: true })) {
        const path = below === '' ? entry.name : `${below}/${entry.name}`;
        if (entry.isDirectory()) pending.push(path);
        else await look(folder, path, entry, selection, walk);
      }
    } catch (error) {
      walk.broken.push([below, error]);
    }
  }
  walk.files.sort(byBytes);
  walk.links.sort(byBytes);
  return walk;
}

async function look(
  folder: string,
  path: string,
  entry: Dirent,
  selection: Selection,
  walk: { files: string[]; links: string[]; broken: [string, unknown][] },
): Promise<void> {
  const candidate = selection.isCandidate(path);
  try {
    const target = entry.isSymbolicLink() ? await promises.stat(join(folder, path)) : entry;
    if (target.isDirectory()) walk.links.push(path);
    else if (candidate && target.isFile()) walk.files.push(path);
    // A pipe would be waited for.
    else if (candidate) walk.broken.push([path, new Error('found no regular file; needs one')]);
  } catch (error) {
    if (candidate) walk.broken.push([path, error]);
  }
}

function byBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
