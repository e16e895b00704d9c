/** A plain object: what JSON calls an object. Values are unknown until they are looked at. */
export type PlainObject = { [key: string]: unknown };

/**
 * Whether a value is a plain object, that is one that the core may walk into.
 * Everything else that is neither an array nor a scalar (a Pulumi Output, a class instance) is an opaque leaf.
 */
export function isPlain(value: unknown): value is PlainObject {
  if (typeof value !== 'object' || value === null || isArray(value)) return false;
  const prototype: unknown = getPrototypeOf(value);
  return prototype === OBJECT || prototype === null;
}

// A global costs much to find in a context of `node:vm`, which each test file is, and this is asked more than anything.
const { isArray } = Array;
const { getPrototypeOf, prototype: OBJECT } = Object;

/** Whether a value is a leaf that the core cannot look into; what depends on it is `unknown`, never a pass. */
export function isOpaque(value: unknown): boolean {
  const type = typeof value;
  if (type === 'function' || type === 'symbol') return true;
  return type === 'object' && value !== null && !Array.isArray(value) && !isPlain(value);
}

/** Whether a field counts as not set: the API server treats an explicit null like a missing field. */
export function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

/**
 * Any value as a string, for keys and for messages. What `String` does with an object runs its `toString`, which a manifest
 * may well have as a field: objects and lists are called by their type.
 */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
    ? 'an object'
    : String(value);
}

/** A value as JSON, to compare it with others: integers that JSON has no number for are written as strings of digits. */
export function dataText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? `${item}n` : item));
  }
}

/** Adds items to a list, however many: an engine passes only some ten thousand of them as arguments. */
export function append<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item);
}

/** Adds a value to the list that a map has under a key. */
export function addTo<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** The plain object under a key, or undefined where there is none. */
export function objectAt(owner: PlainObject | undefined, key: string): PlainObject | undefined {
  const value = owner?.[key];
  return isPlain(value) ? value : undefined;
}

/** The list under a key; an empty one where there is none. */
export function listAt(owner: PlainObject | undefined, key: string): readonly unknown[] {
  const value = owner?.[key];
  return Array.isArray(value) ? value : [];
}

/** The plain objects of the list under a key. */
export function objectsAt(owner: PlainObject | undefined, key: string): PlainObject[] {
  return listAt(owner, key).filter(isPlain);
}

/** The string under a key, or undefined where there is none. */
export function stringAt(owner: PlainObject | undefined, key: string): string | undefined {
  const value = owner?.[key];
  return typeof value === 'string' ? value : undefined;
}

/**
 * The plain object under a key, made where it is absent. Only for drafts that the caller owns.
 * Where something else is there (an opaque leaf, a wrong type) it stays, and what is written goes nowhere.
 */
export function ensureObject(owner: PlainObject, key: string): PlainObject {
  const existing = owner[key];
  if (isPlain(existing)) return existing;
  const made: PlainObject = {};
  if (isAbsent(existing)) owner[key] = made;
  return made;
}

/** A deep copy of arrays and plain objects; opaque leaves are kept as they are. */
export function clone<T>(value: T): T;
export function clone(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => clone(item));
  if (!isPlain(value)) return value;
  const copy: PlainObject = {};
  for (const key of Object.keys(value)) put(copy, key, clone(value[key]));
  return copy;
}

/** Sets an own field, also one that is called `__proto__`. */
export function put(owner: PlainObject, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(owner, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    owner[key] = value;
  }
}
