import { clone, isPlain, type PlainObject, put as putField } from '../../lib/core/manifest/plain';

/** One object that is asked about. */
export interface Case {
  /** Name of the base, what was changed in it. */
  readonly name: string;
  readonly object: PlainObject;
}

/** Changes of one object: by path, such as `spec.ports[0].port`. `REMOVED` takes the field away. */
export type Change = Readonly<Record<string, unknown>>;

/** Takes a field away. */
export const REMOVED: unique symbol = Symbol('removed');

/** The generator of a kind: objects that the API server takes, and changes that are tried on them besides those by type. */
export interface Generator {
  /** Valid objects by name; together they have every field of the kind that matters. */
  readonly bases: Readonly<Record<string, PlainObject>>;
  /** Changes by the name of the base that they are made in. */
  readonly changes: Readonly<Record<string, readonly Change[]>>;
}

/** One change for each value of a path. */
export function each(path: string, values: readonly unknown[]): Change[] {
  return values.map((value) => ({ [path]: value }));
}

/** One change for each value of each path. */
export function grid(paths: readonly string[], values: readonly unknown[]): Change[] {
  return paths.flatMap((path) => each(path, values));
}

/** The object with a change made. @throws Error where the path leads through something that is no object or list */
export function changed(base: PlainObject, change: Change): PlainObject {
  const object = clone(base);
  for (const [path, value] of Object.entries(change)) put(object, stepsOf(path), value);
  return object;
}

/** `spec.ports[0].port` -> `['spec', 'ports', 0, 'port']`; keys in brackets and quotes are taken as they are. */
export function stepsOf(path: string): (string | number)[] {
  const steps: (string | number)[] = [];
  for (const [, name, index, key] of path.matchAll(/([^.[\]]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/g)) {
    if (name !== undefined) steps.push(name);
    else if (index !== undefined) steps.push(Number(index));
    else if (key !== undefined) steps.push(key);
  }
  return steps;
}

function put(owner: unknown, steps: readonly (string | number)[], value: unknown): void {
  const [written, ...rest] = steps;
  if (written === undefined) return;
  // What comes after the end of a list, as an item was taken away, is the next one.
  const step = Array.isArray(owner) ? Math.min(Number(written), owner.length) : written;
  if (rest.length === 0) set(owner, step, value);
  else {
    if (get(owner, step) === undefined) set(owner, step, typeof rest[0] === 'number' ? [] : {});
    put(get(owner, step), rest, value);
  }
}

function get(owner: unknown, step: string | number): unknown {
  if (Array.isArray(owner) && typeof step === 'number') return owner[step];
  return isPlain(owner) && Object.hasOwn(owner, step) ? owner[step] : undefined;
}

function set(owner: unknown, step: string | number, value: unknown): void {
  if (Array.isArray(owner) && typeof step === 'number') {
    if (value === REMOVED) owner.splice(step, 1);
    else owner[step] = clone(value);
  } else if (isPlain(owner)) {
    if (value === REMOVED) delete owner[step];
    else putField(owner, String(step), clone(value));
  } else throw new Error(`nothing to change at ${step}`);
}
