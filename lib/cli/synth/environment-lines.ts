import type { EnvironmentDifference } from '../../core/environments/differences';
import { formatRef } from '../../core/manifest/identity';
import { printable } from '../../core/printable';
import { count } from '../io';
import type { AppReport } from './report-file';

const MOST_ROWS = 20;
const WIDEST = 32;
const WIDEST_PATH = 64;

/** What differs between the environments of a run, as a short table; nothing where the app has none. */
export function environmentLines({ environments = [], differences = [] }: AppReport): string[] {
  const names = environments.map(({ name }) => name);
  if (names.length === 0) return [];
  if (differences.length === 0)
    return names.length === 1 ? [] : ['environments  nothing differs between them'];
  const rows = differences.map((difference) => rowOf(difference, names));
  const shown = rows.slice(0, MOST_ROWS);
  const rest = rows.length - shown.length;
  const objects = new Set(differences.map(({ object }) => JSON.stringify(object))).size;
  return [
    `${count(differences.length, 'difference')} between environments, in ${count(objects, 'object')}`,
    ...table([['', ...names], ...shown]).map((line) => `  ${line}`),
    ...(rest > 0 ? [`  … and ${rest} more, which --report FILE has`] : []),
  ];
}

function rowOf({ object, path, values }: EnvironmentDifference, names: readonly string[]): readonly string[] {
  const { namespace, ...rest } = object;
  const ref = formatRef(namespace === null ? rest : { ...rest, namespace });
  const cells = names.map((name) => cellOf(Object.hasOwn(values, name) ? values[name] : null, path));
  return [short(path === '' ? ref : `${ref} ${briefly(path)}`, WIDEST_PATH + 20), ...cells];
}

/** A path without what all pods have in common. */
function briefly(path: string): string {
  const steps = path.replace(/^spec\.(?:jobTemplate\.spec\.)?template\.spec\./, '');
  return steps.length > WIDEST_PATH ? `…${steps.slice(1 - WIDEST_PATH)}` : steps;
}

function cellOf(value: string | null | undefined, path: string): string {
  if (value === null || value === undefined) return '-';
  return short(path === '' ? 'yes' : textOf(value), WIDEST);
}

/** A value as people write it: strings without quotation marks. */
function textOf(json: string): string {
  return json.startsWith('"') && json.endsWith('"') && !json.includes('\\') ? json.slice(1, -1) : json;
}

function short(text: string, widest: number): string {
  const safe = printable(text);
  return safe.length > widest ? `${safe.slice(0, widest - 1)}…` : safe;
}

/** Rows with columns of equal width. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
