import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPlain, type PlainObject } from '../../lib/core/manifest/plain';
import { readYaml } from '../../lib/core/yaml';

/** The objects of a file of YAML documents. */
export function objectsIn(path: string): PlainObject[] {
  return objectsOf(readFileSync(path, 'utf8'), path);
}

/** The objects of YAML documents. @throws Error where a document is not read */
export function objectsOf(text: string, name: string): PlainObject[] {
  const { documents, problems } = readYaml(text, name);
  if (problems[0] !== undefined) throw new Error(`${name}: ${problems[0].message}`);
  return documents.map(({ value }) => value).filter(isPlain);
}

/** The objects of all YAML files of a folder, in the order of their names. */
export function objectsInFolder(folder: string): PlainObject[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return files.sort().flatMap((file) => objectsIn(join(folder, file)));
}
