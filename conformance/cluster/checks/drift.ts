import { isPlain, type PlainObject, stringAt } from '../../../lib/core/manifest/plain';
import ADDED from './server-fields.json';

/** Fields that the server adds to every kind. */
const EVERYWHERE: readonly string[] = ADDED['*'].fields;

/**
 * What a live object has beside or instead of what was applied, as `path` or `path: ours, not theirs`; fields of the
 * list in `server-fields.json` are left out. Elements of lists are compared by their places.
 */
export function additions(ours: PlainObject, live: PlainObject): string[] {
  const expected = new Set([...EVERYWHERE, ...fieldsOf(stringAt(ours, 'kind') ?? '')]);
  return [...new Set(differences(ours, live, '', expected))];
}

function differences(mine: unknown, theirs: unknown, path: string, expected: ReadonlySet<string>): string[] {
  if (mine === undefined && theirs === null) return []; // null means absent
  if (mine === undefined) return expected.has(path) ? [] : [`${path} (${JSON.stringify(theirs)})`];
  if (isPlain(mine) && isPlain(theirs)) {
    const keys = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
    const under = (key: string): string => (path === '' ? key : `${path}.${key}`);
    return keys.flatMap((key) => differences(mine[key], theirs[key], under(key), expected));
  }
  if (Array.isArray(mine) && Array.isArray(theirs)) {
    const longer = mine.length > theirs.length ? mine : theirs;
    return longer.flatMap((_, index) => differences(mine[index], theirs[index], `${path}[]`, expected));
  }
  return mine === theirs ? [] : [`${path}: ${JSON.stringify(mine)}, not ${JSON.stringify(theirs)}`];
}

interface Added {
  readonly fields: readonly string[];
  /** Lists that have one owner as a whole, and to whose elements the server adds. @default none */
  readonly atomic?: readonly string[];
}

const LISTS: Readonly<Record<string, Added>> = ADDED;

/**
 * Fields that another manager would have to take over although it applies the same: those lists are left out in which
 * the server itself made the difference.
 * @param message what the server says of the conflict
 */
export function conflictsIn(kind: string, message: string): string[] {
  const atomic: readonly string[] = Object.hasOwn(LISTS, kind) ? (LISTS[kind]?.atomic ?? []) : [];
  const fields = [...message.matchAll(/(?:^- |: )(\.\S+)$/gm)].map(([, field = '']) => field);
  if (fields.length === 0) return [message];
  return fields.filter((field) => !atomic.includes(field.replaceAll(/\[[^\]]*\]/g, '[]')));
}

function fieldsOf(kind: string): readonly string[] {
  return Object.hasOwn(LISTS, kind) ? (LISTS[kind]?.fields ?? []) : [];
}
