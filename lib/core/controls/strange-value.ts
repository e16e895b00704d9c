import { isPlain } from '../manifest/plain';

/** A value that no manifest can hold, and where it is. */
export interface StrangeValue {
  readonly path: string;
  /** In words, such as `a function`. */
  readonly found: string;
}

/** The first value in an object that no manifest can hold: a function, a symbol, or an object that is inside of itself. */
export function strangeValue(value: unknown): StrangeValue | undefined {
  return strangeIn(value, '', new Set());
}

function strangeIn(value: unknown, path: string, above: Set<object>): StrangeValue | undefined {
  if (typeof value === 'function' || typeof value === 'symbol') return { path, found: `a ${typeof value}` };
  if (!Array.isArray(value) && !isPlain(value)) return undefined;
  if (above.has(value)) return { path, found: 'an object that is inside of itself' };
  above.add(value);
  for (const [key, item] of Object.entries(value)) {
    const step = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    const found = strangeIn(item, step, above);
    if (found !== undefined) return found;
  }
  above.delete(value);
  return undefined;
}
