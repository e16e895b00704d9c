import { isPlain, type PlainObject } from '../../../lib/core/manifest/plain';

/** The JSON that a program wrote, after what it may have written before. @throws Error where there is none */
export function jsonIn(text: string, program: string): unknown {
  const start = text.search(/^[[{]/m);
  if (start < 0) throw new Error(`${program} wrote no JSON: ${text.slice(0, 500)}`);
  return JSON.parse(text.slice(start));
}

/** The items of a list that are objects; of anything else, none. */
export function itemsOf(value: unknown): PlainObject[] {
  return Array.isArray(value) ? value.filter(isPlain) : [];
}

/** The number under a key; 0 where there is none. */
export function numberAt(owner: PlainObject | undefined, key: string): number {
  const value = owner?.[key];
  return typeof value === 'number' ? value : 0;
}

/** The text under a key; empty where there is none. */
export function textAt(owner: PlainObject | undefined, key: string): string {
  const value = owner?.[key];
  return typeof value === 'string' ? value : '';
}
