import { isPlain, type PlainObject, put } from '../../core/manifest/plain';

/** The field that marks values of Pulumi that JSON has no form for, such as secrets. */
const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';
const OUTPUT = 'd0e6a833031e9bbcd3f4e8bde6ca49a4';
const RESOURCE = '5cf8f73096256a8f31e491e813e4eb8e';

/** What a preview sends in place of a value that is known only after the update. */
const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

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
  toString(): string {
    return '<asset>';
  }
}

/** An input of a resource as Pulumi sends it, as plain data: secrets in the clear, unknown values as opaque leaves. */
export function plainValue(value: unknown): unknown {
  if (value === UNKNOWN) return new UnknownValue();
  if (Array.isArray(value)) return value.map(plainValue);
  if (!isPlain(value)) return value;
  if (SIGNATURE in value) return signed(value);
  const copy: PlainObject = {};
  for (const [key, item] of Object.entries(value)) put(copy, key, plainValue(item));
  return copy;
}

function signed(value: PlainObject): unknown {
  if (value[SIGNATURE] === SECRET) return plainValue(value.value);
  if (value[SIGNATURE] === OUTPUT) return 'value' in value ? plainValue(value.value) : new UnknownValue();
  if (value[SIGNATURE] === RESOURCE) return plainValue(value.id ?? value.urn);
  return new AssetValue();
}

/** The object inside a secret, or the object itself; undefined where it is none. */
export function insideSecret(value: unknown): PlainObject | undefined {
  if (!isPlain(value)) return undefined;
  return value[SIGNATURE] === SECRET ? insideSecret(value.value) : value;
}
