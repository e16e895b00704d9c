import { isPlain, type PlainObject, put } from '../../core/manifest/plain';
import { SIGNATURE, SIGNED, UNKNOWN } from '../internals';

/** A value that a preview does not know yet. The core takes it as an opaque leaf: unknown, never a pass. */
export class UnknownValue {
  toString(): string {
    return '<unknown>';
  }

  toJSON(): string {
    return '<unknown>';
  }
}

/** A file or an archive that an input holds; it has no form in a manifest. */
export class AssetValue {
  /** @param wire as Pulumi sends it */
  constructor(readonly wire: unknown) {}

  toString(): string {
    return '<asset>';
  }
}

/** A place in an input: keys, and indexes of lists. */
export type Path = readonly (string | number)[];

/** An input as plain data, and where it is secret: at these places, with all below them. */
export interface PlainInput {
  readonly value: unknown;
  readonly secrets: readonly Path[];
}

/** An input of a resource as Pulumi sends it, as plain data: secrets in plain text, unknown values as opaque leaves. */
export function plainValue(value: unknown): unknown {
  return plainInput(value).value;
}

/** The same, with the places of the secrets. */
export function plainInput(value: unknown): PlainInput {
  const secrets: Path[] = [];
  return { value: read(value, [], secrets), secrets };
}

function read(value: unknown, path: Path, secrets: Path[]): unknown {
  if (value === UNKNOWN) return new UnknownValue();
  if (Array.isArray(value)) return value.map((item: unknown, index) => read(item, [...path, index], secrets));
  if (!isPlain(value)) return value;
  if (SIGNATURE in value) return signed(value, path, secrets);
  const copy: PlainObject = {};
  for (const [key, item] of Object.entries(value)) put(copy, key, read(item, [...path, key], secrets));
  return copy;
}

function signed(value: PlainObject, path: Path, secrets: Path[]): unknown {
  const sort = value[SIGNATURE];
  if (sort === SIGNED.secret || (sort === SIGNED.output && value.secret === true)) {
    secrets.push(path);
    return 'value' in value ? read(value.value, path, []) : new UnknownValue();
  }
  if (sort === SIGNED.output) return 'value' in value ? read(value.value, path, secrets) : new UnknownValue();
  if (sort === SIGNED.resource) return read(value.id ?? value.urn, path, secrets);
  return new AssetValue(value);
}

/** Plain data as Pulumi sends it: the reverse of {@link plainInput}. */
export function wireValue({ value, secrets }: PlainInput): unknown {
  const wire = unread(value);
  return secrets.reduce((whole, path) => changedAt(whole, path, asSecret), wire);
}

function unread(value: unknown): unknown {
  if (value instanceof UnknownValue) return UNKNOWN;
  if (value instanceof AssetValue) return value.wire;
  if (Array.isArray(value)) return value.map(unread);
  if (!isPlain(value)) return value;
  const copy: PlainObject = {};
  for (const [key, item] of Object.entries(value)) if (item !== undefined) put(copy, key, unread(item));
  return copy;
}

function asSecret(value: unknown): PlainObject {
  return { [SIGNATURE]: SIGNED.secret, value };
}

/** The value with what is at a place changed; the value itself where nothing is there. */
export function changedAt(
  value: unknown,
  [key, ...rest]: Path,
  change: (found: unknown) => unknown,
): unknown {
  if (key === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (index === key ? changedAt(item, rest, change) : item));
  }
  if (!isPlain(value) || !Object.hasOwn(value, key)) return value;
  const copy: PlainObject = {};
  for (const [name, item] of Object.entries(value))
    put(copy, name, name === key ? changedAt(item, rest, change) : item);
  return copy;
}

/** What is at a place; undefined for nothing. */
export function valueAt(value: unknown, path: Path): unknown {
  let current: unknown = value;
  for (const key of path) {
    if (Array.isArray(current)) current = typeof key === 'number' ? current[key] : undefined;
    else current = isPlain(current) && Object.hasOwn(current, key) ? current[key] : undefined;
  }
  return current;
}

/** The object inside a secret, or the object itself; undefined where it is none. */
export function insideSecret(value: unknown): PlainObject | undefined {
  if (!isPlain(value)) return undefined;
  return value[SIGNATURE] === SIGNED.secret ? insideSecret(value.value) : value;
}
