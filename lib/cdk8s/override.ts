import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { BulwarkError } from '../core/errors';
import { clone, isPlain, type PlainObject } from '../core/manifest/plain';
import type { Waiver } from '../core/policy/waiver';
import { waive } from './excuses';

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

const EDITS = Symbol.for('bulwark.edits');

/**
 * Sets fields that the types do not offer, on the rendered object, after everything else. The object is judged all the
 * same, so the waiver has to name the control that the edit breaks.
 * @throws BulwarkError where the construct has no object of its own
 */
export function override(construct: IConstruct, edits: readonly Edit[], waiver: Waiver): void {
  const object = objectOf(construct);
  const own: Edit[] | undefined = Reflect.get(object, EDITS);
  if (own === undefined) Object.defineProperty(object, EDITS, { value: [...edits] });
  else own.push(...edits);
  waive(object, waiver);
}

/** The edits of an object. */
export function editsOf(object: ApiObject): readonly Edit[] {
  const own: Edit[] | undefined = Reflect.get(object, EDITS);
  return own ?? [];
}

function objectOf(construct: IConstruct): ApiObject {
  if (ApiObject.isApiObject(construct)) return construct;
  const child = construct.node.defaultChild;
  if (child !== undefined && ApiObject.isApiObject(child)) return child;
  throw new BulwarkError(`override: ${construct.node.path} has no object of its own`, [
    'Fix: name the ApiObject itself, such as the default child of the construct',
  ]);
}

/**
 * The object with its edits. Folders on the way are made; an item of a list has to be there.
 * @throws BulwarkError where a path leads nowhere
 */
export function applyEdits(manifest: PlainObject, edits: readonly Edit[], where: string): PlainObject {
  const draft = clone(manifest);
  for (const edit of edits) {
    if (!write(draft, segmentsOf(edit.path), edit.value)) {
      throw new BulwarkError(`override at ${where}: the path ${edit.path} leads nowhere`, [
        'needs fields of the rendered object; items of lists by name or index: spec.template.spec.containers[web].image',
      ]);
    }
  }
  return draft;
}

function segmentsOf(path: string): string[] {
  const segments: string[] = [];
  for (const match of path.matchAll(/\["([^"]*)"\]|\[([^\]]*)\]|([^.[\]]+)/g)) {
    segments.push(match[1] ?? match[2] ?? match[3] ?? '');
  }
  return segments;
}

function write(draft: PlainObject, segments: readonly string[], value: unknown): boolean {
  const last = segments[segments.length - 1];
  if (last === undefined) return false;
  let owner: unknown = draft;
  for (const segment of segments.slice(0, -1)) owner = step(owner, segment);
  if (Array.isArray(owner)) return writeItem(owner, last, value);
  if (!isPlain(owner)) return false;
  if (value === undefined) delete owner[last];
  else owner[last] = clone(value);
  return true;
}

/** What lies under a segment; objects on the way are made. */
function step(owner: unknown, segment: string): unknown {
  if (Array.isArray(owner)) {
    const at = indexOf(owner, segment);
    return at === undefined ? undefined : owner[at];
  }
  if (!isPlain(owner)) return undefined;
  owner[segment] ??= {};
  return owner[segment];
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
  return segment !== '' && Number.isInteger(index) && index >= 0 && index < list.length ? index : undefined;
}
