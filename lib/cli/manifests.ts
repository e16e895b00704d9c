import type { Judged } from '../core/engine/evaluate';
import { listContent, typedItem } from '../core/manifest/lists';
import type { Origin } from '../core/manifest/manifest-set';
import { isPlain, type PlainObject } from '../core/manifest/plain';
import { type DocumentPlaces, type ManifestDocument, manifestsOf, type PlacedDocument } from '../core/yaml';
import { type DocumentFile, readDocuments } from './inputs/documents';
import { type LeftOut, leftOutLines } from './inputs/left-out';
import { Selection, type SelectionOptions } from './inputs/selection';
import { type Io, UsageError } from './io';

type Path = readonly (string | number)[];

/** An object that was read from a file. */
export interface LoadedObject extends Judged {
  readonly origin: Origin;
}

/** Where an object is in a document: nowhere below it, as that item of a List, or below several Lists. */
type Below = undefined | number | Path;

/**
 * An object of a document, and where it is: one for both, and nothing in it that can be asked for, as there may be
 * hundreds of thousands. Knows the lines of its fields.
 */
export class ObjectInFile implements LoadedObject, Origin {
  // Not to be copied with the place, nor printed.
  #manifest: PlainObject | undefined;
  readonly #places: DocumentPlaces;
  readonly #document: number;
  readonly #below: Below;

  /** @param path of the object in the document: empty, or `['items', 3]` in a List */
  constructor(manifest: PlainObject, { places, at }: PlacedDocument, path: Path) {
    this.#manifest = manifest;
    this.#places = places;
    this.#document = at;
    this.#below = belowOf(path);
  }

  /** @throws Error once it was let go */
  get manifest(): PlainObject {
    if (this.#manifest === undefined) throw new Error(`the manifest at ${this.file}:${this.line} was let go`);
    return this.#manifest;
  }

  /** Lets the manifest go, such that only its place is kept. */
  letGo(): void {
    this.#manifest = undefined;
  }

  get origin(): Origin {
    return this;
  }

  get file(): string {
    return this.#places.file;
  }

  /** The line where the object starts. */
  get line(): number | undefined {
    return this.#places.lineOf(this.#document, this.#path());
  }

  /** The line of a field of the object, or of what is nearest above it. */
  lineOf(field: string): number {
    const steps = stepsOf(field);
    const path = this.#path();
    for (let length = steps.length; length > 0; length -= 1) {
      const line = this.#places.lineOf(this.#document, [...path, ...steps.slice(0, length)]);
      if (line !== undefined) return line;
    }
    return this.line ?? this.#places.firstLineOf(this.#document);
  }

  #path(): Path {
    const below = this.#below;
    if (below === undefined) return NO_PATH;
    return typeof below === 'number' ? ['items', below] : below;
  }
}

const NO_PATH: Path = [];

function belowOf(path: Path): Below {
  const [, index, ...more] = path;
  if (index === undefined) return undefined;
  return more.length === 0 && typeof index === 'number' ? index : path;
}

/** A file with its objects. */
export interface LoadedFile {
  readonly file: string;
  /** The SHA-256 of its bytes. */
  readonly sha256: string;
  readonly objects: readonly LoadedObject[];
  /** Whether all of it could be read. */
  readonly whole: boolean;
}

/** Objects that are judged together. */
export interface LoadedSet {
  /** The path that was named; empty where all paths are one set. */
  readonly name: string;
  readonly objects: readonly LoadedObject[];
  /** Objects of files that a rule leaves out, where they were asked for: locked controls judge them all the same. */
  readonly excluded: readonly LoadedObject[];
}

/** The objects of some files, in order, and the files that hold them. */
export interface Loaded {
  readonly sets: readonly LoadedSet[];
  readonly files: readonly LoadedFile[];
  readonly objects: readonly LoadedObject[];
  /** One line for everything that cannot be read. */
  readonly problems: readonly string[];
  readonly leftOut: LeftOut;
  /** Lets the manifests go once they are judged: from then on only the places of the objects can be asked for. */
  readonly letGo: () => void;
}

/**
 * Reads the objects of files, folders and standard input; the items of Lists become objects of their own. What cannot be
 * read does not hide the rest.
 * @param alsoExcluded whether to read the files too that a rule leaves out
 * @throws UsageError where there is no object at all, with all that cannot be read
 */
export async function loadManifests(
  names: readonly string[],
  options: SelectionOptions,
  io: Io,
  alsoExcluded = false,
): Promise<Loaded> {
  const selection = new Selection(options, io.cwd);
  const separate = options.separate === true && names.length > 1;
  const groups = separate ? names.map((name) => [name]) : [names];
  const sets: (LoadedSet & Pick<Loaded, 'files' | 'problems' | 'leftOut'>)[] = [];
  for (const group of groups) {
    const { files, problems, leftOut } = await readDocuments(group, selection, io, alsoExcluded);
    const read = files.map((file) => ({ ...loadFile(file), excluded: file.excluded !== undefined }));
    const seen = read.filter(({ excluded }) => !excluded);
    sets.push({
      name: separate ? (group[0] ?? '') : '',
      files: seen,
      objects: joined(seen),
      excluded: read.filter(({ excluded }) => excluded).flatMap(({ objects }) => objects),
      problems: [...problems, ...seen.flatMap((file) => file.problems)],
      leftOut,
    });
  }
  const loaded = {
    sets,
    files: sets.flatMap(({ files }) => files),
    objects: joined(sets),
    problems: sets.flatMap(({ problems }) => problems),
    leftOut: {
      excluded: sets.flatMap(({ leftOut }) => leftOut.excluded),
      noManifests: sets.flatMap(({ leftOut }) => leftOut.noManifests),
      links: sets.flatMap(({ leftOut }) => leftOut.links),
    },
    letGo: () => {
      for (const { objects, excluded } of sets) {
        for (const { origin } of [...objects, ...excluded])
          if (origin instanceof ObjectInFile) origin.letGo();
      }
    },
  };
  if (loaded.objects.length > 0) return loaded;
  throw new UsageError([
    ...loaded.problems,
    ...leftOutLines(loaded.leftOut),
    'found no objects; needs at least one manifest',
  ]);
}

/** The objects of all: the very list where there is one alone, as it may be very long. */
function joined(lists: readonly { readonly objects: readonly LoadedObject[] }[]): readonly LoadedObject[] {
  const [first, ...others] = lists;
  return first !== undefined && others.length === 0 ? first.objects : lists.flatMap(({ objects }) => objects);
}

/**
 * The same, all or nothing: for an earlier output of our own.
 * @throws UsageError with all that cannot be read, and where there is no object at all
 */
export async function loadWhole(names: readonly string[], io: Io): Promise<Loaded> {
  const loaded = await loadManifests(names, {}, io);
  if (loaded.problems.length > 0) throw new UsageError(loaded.problems);
  return loaded;
}

function loadFile({
  file,
  sha256,
  reading,
}: DocumentFile): LoadedFile & { readonly problems: readonly string[] } {
  const { documents, problems } = manifestsOf(reading);
  return {
    file,
    sha256,
    objects: documents.flatMap((document) => objectsOf(document)),
    whole: problems.length === 0,
    problems: problems.map(({ message }) => message),
  };
}

function objectsOf(document: PlacedDocument & ManifestDocument): LoadedObject[] {
  const found: LoadedObject[] = [];
  walk(document.value, NO_PATH, (manifest, path) => {
    found.push(new ObjectInFile(manifest, document, path));
  });
  return found;
}

type Visit = (manifest: PlainObject, path: Path) => void;

function walk(manifest: PlainObject, path: Path, visit: Visit): void {
  const content = listContent(manifest);
  if (content === undefined) {
    visit(manifest, path);
    return;
  }
  for (const [index, item] of content.items.entries()) {
    if (isPlain(item)) walk(typedItem(item, content), [...path, 'items', index], visit);
  }
}

const STEP = /\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g;

/** `spec.containers[0].image` as steps; keys that are no words stand as `["a/b"]`. */
export function stepsOf(path: string): (string | number)[] {
  return [...path.matchAll(STEP)].map(([, quoted, index, key]) => {
    if (quoted !== undefined) return quoted.replace(/\\(.)/g, '$1');
    return index === undefined ? (key ?? '') : Number(index);
  });
}
