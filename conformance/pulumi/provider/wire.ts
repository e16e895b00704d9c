import { Struct } from 'google-protobuf/google/protobuf/struct_pb';
import { isPlain, type PlainObject } from '../../../lib/core/manifest/plain';

/** Marks an object of the wire that stands for something else; the value says what. */
const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';

/** What stands for a value that a preview does not know yet. */
export const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** Where a value lies: keys of objects and indexes of lists. */
export type Path = readonly (string | number)[];

/** Values without their marks, and the places that were marked as secret. */
export interface Revealed {
  readonly value: PlainObject;
  readonly secrets: readonly Path[];
}

/** The properties of a message. */
export function propertiesOf(struct: Struct | undefined): PlainObject {
  const value: unknown = struct?.toJavaScript();
  return isPlain(value) ? value : {};
}

/** A message of properties; fields that are undefined are left out. */
export function structOf(properties: PlainObject): Struct {
  const text: unknown = JSON.parse(JSON.stringify(properties));
  return Struct.fromJavaScript(isWire(text) ? text : {});
}

function isWire(value: unknown): value is Parameters<typeof Struct.fromJavaScript>[0] {
  return isPlain(value);
}

/** Takes the marks of secrets off. */
export function reveal(properties: PlainObject): Revealed {
  const secrets: Path[] = [];
  const walk = (value: unknown, path: Path): unknown => {
    if (Array.isArray(value)) return value.map((item: unknown, index) => walk(item, [...path, index]));
    if (!isPlain(value)) return value;
    if (value[SIGNATURE] === SECRET) {
      secrets.push(path);
      return walk(value.value, path);
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, [...path, key])]));
  };
  const value = walk(properties, []);
  return { value: isPlain(value) ? value : {}, secrets };
}

/** Marks places as secret, where there is something. */
export function conceal(properties: PlainObject, secrets: readonly Path[]): PlainObject {
  const marked = new Set(secrets.map((path) => JSON.stringify(path)));
  const walk = (value: unknown, path: Path): unknown => {
    if (marked.has(JSON.stringify(path))) return { [SIGNATURE]: SECRET, value };
    if (Array.isArray(value)) return value.map((item: unknown, index) => walk(item, [...path, index]));
    if (!isPlain(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, [...path, key])]));
  };
  const value = walk(properties, []);
  return isPlain(value) ? value : {};
}

/** Whether something in it is not known yet. */
export function hasUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isPlain(value) && Object.values(value).some(hasUnknown);
}
