import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FILES_FOLDER } from '../../core/files/file';
import { readIndex } from '../../writer/write';

/** Files that are no objects, by their names in the output: `files/kube-apiserver/encryption.yaml`. */
export type Configuration = ReadonlyMap<string, string>;

/** How such files differ from those of an earlier output, by their names. */
export interface ConfigurationChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: number;
}

/**
 * The files of an output that are no objects. Where it has an index, those alone that a run wrote.
 * @param folder the output; a file has none
 */
export function readConfiguration(folder: string): Configuration {
  // Below a file even the question whether there is something is an error.
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return new Map();
  const written = readIndex(folder);
  const names = below(folder, FILES_FOLDER).filter((name) => written?.has(name) !== false);
  return new Map(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** Files below a folder, by their names; what is hidden, and links, are none of ours. */
export function below(folder: string, name: string): string[] {
  if (lstatSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(join(folder, name), { withFileTypes: true }).flatMap((entry) => {
    const path = `${name}/${entry.name}`;
    if (entry.name.startsWith('.')) return [];
    if (entry.isDirectory()) return below(folder, path);
    return entry.isFile() ? [path] : [];
  });
}

/** What a run changes of the files of an earlier output. */
export function compareConfiguration(old: Configuration, now: Configuration): ConfigurationChange {
  const kept = [...now.keys()].filter((name) => old.has(name));
  const changed = kept.filter((name) => old.get(name) !== now.get(name));
  return {
    added: [...now.keys()].filter((name) => !old.has(name)),
    removed: [...old.keys()].filter((name) => !now.has(name)),
    changed,
    unchanged: kept.length - changed.length,
  };
}

/** The same in words; nothing where neither output has such files. */
export function configurationLines({ added, removed, changed, unchanged }: ConfigurationChange): string[] {
  if (added.length + removed.length + changed.length + unchanged === 0) return [];
  const numbers = [`${added.length} added`, `${removed.length} removed`, `${changed.length} changed`];
  return [
    `files that are no objects: ${numbers.join(', ')}, ${unchanged} unchanged`,
    ...added.map((name) => `  + ${name}`),
    ...removed.map((name) => `  - ${name}`),
    ...changed.map((name) => `  ~ ${name}`),
  ];
}
