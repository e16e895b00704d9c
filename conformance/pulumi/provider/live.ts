import { isPlain, objectAt, type PlainObject } from '../../../lib/core/manifest/plain';

const RUNTIME = [
  'creationTimestamp',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'uid',
];

/** An object without what the server writes by itself. */
export function withoutRuntime(object: PlainObject): PlainObject {
  const { status: _, metadata, ...rest } = object;
  const kept = isPlain(metadata) ? Object.entries(metadata).filter(([key]) => !RUNTIME.includes(key)) : [];
  return { ...rest, metadata: Object.fromEntries(kept) };
}

/** An object without the list of who wrote which field. */
export function withoutManagers(object: PlainObject): PlainObject {
  const { managedFields: _, ...metadata } = objectAt(object, 'metadata') ?? {};
  return { ...object, metadata };
}

/**
 * What the server has where a program wrote something: the inputs as they would have to be to give this object.
 * Elements of a list are found by name; one that others added is theirs.
 */
export function projected(inputs: unknown, live: unknown): unknown {
  if (isPlain(inputs) && isPlain(live)) {
    const both = Object.keys(inputs).filter((key) => live[key] !== undefined);
    return Object.fromEntries(both.map((key) => [key, projected(inputs[key], live[key])]));
  }
  if (Array.isArray(inputs) && Array.isArray(live)) {
    if (inputs.length > 0 && inputs.every(isNamed)) {
      return inputs.flatMap((item: unknown) => {
        const found: unknown = live.find((one) => isNamed(one) && isNamed(item) && one.name === item.name);
        return found === undefined ? [] : [projected(item, found)];
      });
    }
    if (inputs.length !== live.length) return live;
    return inputs.map((item: unknown, index) => projected(item, live[index]));
  }
  return live;
}

function isNamed(value: unknown): value is PlainObject & { name: string } {
  return isPlain(value) && typeof value.name === 'string';
}
