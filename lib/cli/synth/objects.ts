import { flattenList } from '../../core/manifest/lists';
import type { PlainObject } from '../../core/manifest/plain';
import { readManifests } from '../../core/yaml';

/** The objects of files. */
export function objectsOf(files: ReadonlyMap<string, string>): PlainObject[] {
  return [...files].flatMap(([name, text]) =>
    readManifests(text, name).documents.flatMap(({ value }) => flattenList(value)),
  );
}
