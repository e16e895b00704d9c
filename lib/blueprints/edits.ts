import { BulwarkError } from '../core/errors';
import { append, clone, isAbsent, isPlain, type PlainObject, put } from '../core/manifest/plain';

/** One field of a rendered object and the value that it shall have. */
export interface Edit {
  /**
   * Path of the field; items of lists by their name or their index:
   * `spec.template.spec.containers[web].securityContext.privileged`. Keys with dots in quotes: `metadata.labels["a.b/c"]`.
   */
  readonly path: string;
  /** The value; undefined removes the field. */
  readonly value: unknown;
}

// Keyed by name, so that two copies of this package in one program understand each other.
const EDITS = Symbol.for('bulwark.edits');
const PATH = /^(?:[^.[\]"]+|\["[^"]*"\]|\[[^\]"]+\])(?:\.[^.[\]"]+|\["[^"]*"\]|\[[^\]"]+\])*$/;
const SEGMENT = /\["([^"]*)"\]|\[([^\]]*)\]|([^.[\]]+)/g;

/** Attaches edits to an object. */
export function addEdits(object: object, edits: readonly Edit[]): void {
  const own: Edit[] | undefined = Reflect.get(object, EDITS);
  if (own === undefined) Object.defineProperty(object, EDITS, { value: [...edits] });
  else append(own, edits);
}

/** The edits of an object. */
export function editsOf(object: object): readonly Edit[] {
  const own: Edit[] | undefined = Reflect.get(object, EDITS);
  return own ?? [];
}

/**
 * The object with its edits. Objects on the way to a new value are made; an item of a list has to be there, and so has
 * what is removed.
 * @throws BulwarkError that names every path that leads nowhere
 */
export function applyEdits(manifest: PlainObject, edits: readonly Edit[], where: string): PlainObject {
  const draft = clone(manifest);
  const nowhere = edits.filter(
    ({ path, value }) => !PATH.test(path) || !write(draft, segmentsOf(path), value),
  );
  if (nowhere.length === 0) return draft;
  throw new BulwarkError(`override at ${where}: a path leads nowhere`, [
    ...nowhere.map(({ path }) => `found ${JSON.stringify(path)}`),
    'needs fields of the rendered object; items of lists by name or index: spec.template.spec.containers[web].image',
  ]);
}

function segmentsOf(path: string): string[] {
  return [...path.matchAll(SEGMENT)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

function write(draft: PlainObject, segments: readonly string[], value: unknown): boolean {
  const last = segments[segments.length - 1];
  if (last === undefined) return false;
  let owner: unknown = draft;
  for (const segment of segments.slice(0, -1)) owner = step(owner, segment, value !== undefined);
  if (Array.isArray(owner)) return writeItem(owner, last, value);
  if (!isPlain(owner)) return false;
  if (value !== undefined) put(owner, last, clone(value));
  else if (!Object.hasOwn(owner, last)) return false;
  else delete owner[last];
  return true;
}

/** What lies under a segment; objects on the way are made where a value is to be written. */
function step(owner: unknown, segment: string, make: boolean): unknown {
  if (Array.isArray(owner)) {
    const at = indexOf(owner, segment);
    return at === undefined ? undefined : owner[at];
  }
  if (!isPlain(owner)) return undefined;
  const found = Object.hasOwn(owner, segment) ? owner[segment] : undefined;
  if (!isAbsent(found) || !make) return found;
  const made: PlainObject = {};
  put(owner, segment, made);
  return made;
}

function writeItem(list: unknown[], segment: string, value: unknown): boolean {
  const at = indexOf(list, segment);
  if (at === undefined) return false;
  list.splice(at, 1, ...(value === undefined ? [] : [clone(value)]));
  return true;
}

function indexOf(list: readonly unknown[], segment: string): number | undefined {
  const named = list.findIndex((item) => isPlain(item) && item.name === segment);
  if (named >= 0) return named;
  const index = Number(segment);
  return /^\d+$/.test(segment) && index < list.length ? index : undefined;
}
