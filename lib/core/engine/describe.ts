import { isOpaque } from '../manifest/plain';
import { sharedText } from '../manifest/shared-text';

const LONGEST = 120;

/** A value found in a manifest as a short text for a message: one line, never longer than 120 characters. */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (isOpaque(value)) return 'a value that is not known yet';
  if (typeof value === 'string') return shorten(JSON.stringify(value));
  return shorten(jsonOf(value));
}

/** As JSON; of a value that holds itself, or is too deep, there is none. */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value, readable) ?? String(value);
  } catch {
    return Array.isArray(value) ? 'a list that holds itself' : 'an object that holds itself';
  }
}

function readable(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  return isOpaque(value) ? '<not known yet>' : value;
}

function shorten(text: string): string {
  return sharedText(text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`);
}
