import type { Row, Table } from '../../../test/core/validation/rows';
import { type Change, type Generator, REMOVED } from '../cases';

/** The rows that the tests of the project try, so that what they expect is held against the API server too. */
export function ofTables(tables: readonly Table[]): Generator {
  return {
    bases: Object.fromEntries(tables.map(({ name, base }) => [name, base()])),
    changes: Object.fromEntries(tables.map(({ name, rows }) => [name, rows.flatMap(changesOf)])),
  };
}

function changesOf({ path, bad, good, with: before = {} }: Row): Change[] {
  return [...bad, ...good]
    .map((value) => ({ ...before, [path]: value === undefined ? REMOVED : value }))
    .filter(isKnown);
}

/** Whether a change can be written into a manifest: what is not known yet, a Date in the tables, is for our own judgement alone. */
function isKnown(value: unknown): boolean {
  if (value instanceof Date) return false;
  return typeof value !== 'object' || value === null || Object.values(value).every(isKnown);
}
