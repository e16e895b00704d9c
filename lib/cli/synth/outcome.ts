import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TEAMS_FOLDER } from '../../core/files/file';
import { flattenList } from '../../core/manifest/lists';
import type { PlainObject } from '../../core/manifest/plain';
import { readManifests } from '../../core/yaml';
import type { Io } from '../io';
import type { ChildResult } from './child';
import { below } from './configuration';
import { failureOf } from './failure';

/** What an app that failed said, in lines; what it said before goes to standard error. */
export function brokenApp(child: ChildResult, io: Io): string[] {
  const { before, error } = failureOf(child.stderr, io.cwd);
  io.stderr.lines(before);
  if (child.signal !== null) return [`the app was ended by ${child.signal}`, ...error];
  if (error.length === 0) return [`the app ended with exit code ${child.code} and said nothing`];
  const [first = '', ...rest] = error;
  return [`the app failed: ${first}`, ...rest];
}

/** The files that an app wrote into a folder. */
export function readOutput(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name);
  const all = [...names.sort(), ...below(folder, TEAMS_FOLDER).sort()];
  return new Map(all.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** The objects of the files of an output. */
export function objectsOf(files: ReadonlyMap<string, string>): PlainObject[] {
  return [...files].flatMap(([name, text]) =>
    readManifests(text, name).documents.flatMap(({ value }) => flattenList(value)),
  );
}
