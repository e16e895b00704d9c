import { BulwarkError } from '../../core/errors';
import { isAbsent, isPlain, type PlainObject } from '../../core/manifest/plain';

/**
 * Refuses edits of what Pulumi is told before the app is complete: they would be judged, and not made.
 * @throws BulwarkError that names every such field
 */
export function refuseRegistered(rendered: PlainObject, edited: PlainObject, where: string): void {
  const before = registered(rendered);
  const after = registered(edited);
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => before.get(path) !== LATE && before.get(path) !== after.get(path),
  );
  if (changed.length === 0) return;
  throw new BulwarkError(`override at ${where}: found ${changed.join(', ')}, which Pulumi knows already`, [
    'needs annotations, or fields below an object or a list at the top such as spec: the rest is registered where the component is made',
    'Fix: its own prop, such as name or labels',
  ]);
}

/** What is registered as a promise. */
const LATE = Symbol('known later');

/** What of an object is registered at once, by path. */
function registered(manifest: PlainObject): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [key, value] of Object.entries(manifest)) {
    if (key === 'metadata') note(found, key, isPlain(value) ? { ...value, annotations: undefined } : value);
    else if (isPlain(value) || Array.isArray(value)) found.set(key, LATE);
    else note(found, key, value);
  }
  return found;
}

function note(found: Map<string, unknown>, path: string, value: unknown): void {
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) note(found, `${path}[${index}]`, item);
  else if (isPlain(value)) {
    for (const [key, item] of Object.entries(value))
      note(found, /[./]/.test(key) ? `${path}["${key}"]` : `${path}.${key}`, item);
  } else if (!isAbsent(value)) found.set(path, value);
}
