import type { Judged } from '../core/engine/judge';
import { listContent, typedItem } from '../core/manifest/lists';
import type { Origin } from '../core/manifest/manifest-set';
import { isPlain, type PlainObject } from '../core/manifest/plain';
import { type ManifestDocument, readManifests } from '../core/yaml';
import { readInputs } from './inputs';
import { type Io, UsageError } from './io';

/** Where in a document an object stands. */
export interface Source {
  readonly document: ManifestDocument;
  /** Path of the object in the document: empty, or `['items', 3]` in a List. */
  readonly path: readonly (string | number)[];
}

/** An object that was read from a file. */
export interface LoadedObject extends Judged {
  readonly origin: Origin;
  readonly source: Source;
}

/** The objects of some files, in order, and the files that hold them. */
export interface Loaded {
  readonly files: readonly { readonly file: string; readonly objects: readonly LoadedObject[] }[];
  readonly objects: readonly LoadedObject[];
}

/**
 * Reads the objects of files, folders and standard input; the items of Lists become objects of their own.
 * @throws UsageError with all that cannot be read, and where there is no object at all
 */
export async function loadManifests(names: readonly string[], io: Io): Promise<Loaded> {
  const inputs = await readInputs(names, io.stdin);
  const problems = [...inputs.problems];
  const files = inputs.files.map(({ file, text }) => {
    const reading = readManifests(text, file);
    problems.push(...reading.problems.map(({ message }) => message));
    return { file, objects: reading.documents.flatMap((document) => objectsOf(document)) };
  });
  if (problems.length > 0) throw new UsageError(problems);
  const objects = files.flatMap((file) => file.objects);
  if (objects.length === 0) throw new UsageError(['found no objects; needs at least one manifest']);
  return { files, objects };
}

function objectsOf(document: ManifestDocument): LoadedObject[] {
  const found: LoadedObject[] = [];
  walk(document.value, [], (manifest, path) => {
    const line = path.length === 0 ? document.line : document.lineOf(path);
    found.push({ manifest, origin: { file: document.file, line }, source: { document, path } });
  });
  return found;
}

type Visit = (manifest: PlainObject, path: readonly (string | number)[]) => void;

function walk(manifest: PlainObject, path: readonly (string | number)[], visit: Visit): void {
  const content = listContent(manifest);
  if (content === undefined) {
    visit(manifest, path);
    return;
  }
  for (const [index, item] of content.items.entries()) {
    if (isPlain(item)) walk(typedItem(item, content), [...path, 'items', index], visit);
  }
}

/** The line of a field of an object, or of what is nearest above it. */
export function lineOfField({ document, path }: Source, field: string): number {
  const steps = stepsOf(field);
  for (let length = steps.length; length > 0; length -= 1) {
    const line = document.lineOf([...path, ...steps.slice(0, length)]);
    if (line !== undefined) return line;
  }
  return document.lineOf(path) ?? document.line;
}

const STEP = /\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g;

/** `spec.containers[0].image` as steps; keys that are no words stand as `["a/b"]`. */
export function stepsOf(path: string): (string | number)[] {
  return [...path.matchAll(STEP)].map(([, quoted, index, key]) => {
    if (quoted !== undefined) return quoted.replace(/\\(.)/g, '$1');
    return index === undefined ? (key ?? '') : Number(index);
  });
}
