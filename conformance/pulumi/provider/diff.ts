import { isPlain, type PlainObject, stringAt } from '../../../lib/core/manifest/plain';
import replacements from './replacements.json';

/** How a field differs. */
export type Change = 'add' | 'delete' | 'update';

/** What an update would do. */
export interface Difference {
  /** Path, as the engine writes it, to what happens there. */
  readonly changes: ReadonlyMap<string, Change>;
  /** The paths that cannot change in place. */
  readonly replaces: readonly string[];
}

const FIXED: Readonly<Record<string, readonly string[] | undefined>> = replacements;
const IDENTITY = ['apiVersion', 'kind', 'metadata.name', 'metadata.namespace'];

/** Compares the inputs of two runs, down to the leaves. */
export function differenceOf(old: PlainObject, next: PlainObject): Difference {
  const changes = new Map<string, Change>();
  compare(old, next, '', changes);
  const fixed = FIXED[`${stringAt(next, 'apiVersion')} ${stringAt(next, 'kind')}`] ?? [];
  const isFixed = (path: string): boolean =>
    [...IDENTITY, ...fixed].some((field) => path === field || /^[.[]/.test(tail(path, field)));
  return { changes, replaces: [...changes.keys()].filter(isFixed) };
}

function tail(path: string, field: string): string {
  return path.startsWith(field) ? path.slice(field.length) : '';
}

function compare(old: unknown, next: unknown, path: string, changes: Map<string, Change>): void {
  if (isPlain(old) && isPlain(next)) {
    for (const key of new Set([...Object.keys(old), ...Object.keys(next)]))
      compare(old[key], next[key], joined(path, key), changes);
  } else if (Array.isArray(old) && Array.isArray(next)) {
    for (let index = 0; index < Math.max(old.length, next.length); index++)
      compare(old[index], next[index], `${path}[${index}]`, changes);
  } else if (JSON.stringify(old) !== JSON.stringify(next)) {
    if (old === undefined || next === undefined) changes.set(path, old === undefined ? 'add' : 'delete');
    else changes.set(path, 'update');
  }
}

function joined(path: string, key: string): string {
  if (/[^A-Za-z0-9_$-]/.test(key)) return `${path}["${key}"]`;
  return path === '' ? key : `${path}.${key}`;
}
