import { isPlain, type PlainObject, put } from '../core/manifest/plain';

/** In the place of a value that is not known in a preview: an opaque leaf. */
export class NotKnown {}

/**
 * The properties of a resource as plain data. CrossGuard gives them in a wrapping that throws where a value is not
 * known yet, and leaves what hangs on the provider's side in them.
 */
export function plainProps(props: object): PlainObject {
  const copy = plain(props);
  return isPlain(copy) ? copy : {};
}

function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Array.from(value, (_, index) => plain(valueAt(value, index)));
  // Looked at through the wrapping, which keeps the prototype.
  if (!isPlain(value)) return value;
  const copy: PlainObject = {};
  for (const key of Object.keys(value)) put(copy, key, plain(valueAt(value, key)));
  return copy;
}

function valueAt(owner: object, key: string | number): unknown {
  try {
    return Reflect.get(owner, key);
  } catch {
    return new NotKnown();
  }
}

/** Whether a value, or one inside it, is not known yet. */
export function holdsUnknown(value: unknown): boolean {
  if (value instanceof NotKnown) return true;
  if (Array.isArray(value)) return value.some(holdsUnknown);
  return isPlain(value) && Object.values(value).some(holdsUnknown);
}
