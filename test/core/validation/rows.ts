import { isPlain, type PlainObject } from '../../../lib/core/manifest/plain';
import { pathsOf } from './refusals';

/** A value that is not known yet: nothing that is judged of it counts. */
export const UNKNOWN = new Date(0);

/** Values that are tried at one place of an object that is valid otherwise. */
export interface Row {
  /** Such as `spec.containers[0].image`. */
  readonly path: string;
  /** Values that are refused. */
  readonly bad: readonly unknown[];
  /** Values that are taken; `undefined` takes the field away. */
  readonly good: readonly unknown[];
  /** Where they are refused; the path itself, or below it. */
  readonly at?: string;
  /** Changed before, by path. */
  readonly with?: Readonly<Record<string, unknown>>;
  readonly minor?: number;
}

/** Rows that are tried on one object. */
export interface Table {
  readonly name: string;
  /** Makes the object, which is valid. */
  readonly base: () => PlainObject;
  readonly rows: readonly Row[];
}

/** A test for each row. */
export function testTables(tables: readonly Table[]): void {
  for (const { name, base, rows } of tables) describe(name, () => testRows(base, rows));
}

function testRows(base: () => PlainObject, rows: readonly Row[]): void {
  test.each(rows.map((row) => [titleOf(row), row] as const))('%s', (_title, row) => {
    for (const value of row.bad) {
      const found = pathsOf(change(base(), row, value), row.minor);
      const wrong = found.filter((path) => !isWithin(path, row.at ?? row.path));
      expect({ value, found: found.length > 0, wrong }).toEqual({ value, found: true, wrong: [] });
    }
    for (const value of row.good)
      expect({ value, refused: pathsOf(change(base(), row, value), row.minor) }).toEqual({
        value,
        refused: [],
      });
  });
}

function titleOf({ path, with: before, minor }: Row): string {
  const beside = before === undefined ? '' : ` beside ${JSON.stringify(before)}`;
  return `${path}${beside}${minor === undefined ? '' : ` in 1.${minor}`}`.slice(0, 150);
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

function change(object: PlainObject, row: Row, value: unknown): PlainObject {
  for (const [path, other] of Object.entries(row.with ?? {})) put(object, path, other);
  put(object, row.path, value);
  return object;
}

/** Writes a value at a path; `undefined` takes it away. */
function put(object: PlainObject, path: string, value: unknown): void {
  const steps = [...path.matchAll(/([^.[\]]+)|\[(\d+)\]|\["([^"]*)"\]/g)].map(
    ([, name, index, key]) => name ?? key ?? Number(index),
  );
  let owner: unknown = object;
  for (const [depth, step] of steps.entries()) {
    if (depth === steps.length - 1) {
      if (Array.isArray(owner)) owner[Number(step)] = value;
      else if (isPlain(owner)) owner[String(step)] = value;
      return;
    }
    owner = below(owner, step, typeof steps[depth + 1] === 'number');
  }
}

function below(owner: unknown, step: string | number, isList: boolean): unknown {
  if (Array.isArray(owner)) {
    owner[Number(step)] ??= isList ? [] : {};
    return owner[Number(step)];
  }
  if (!isPlain(owner)) throw new Error(`nothing below ${step}`);
  owner[String(step)] ??= isList ? [] : {};
  return owner[String(step)];
}

/** A small valid Pod. */
export function pod(): PlainObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
    spec: {
      containers: [{ name: 'app', image: 'r.example.com/a:1' }],
      volumes: [
        { name: 'claim', persistentVolumeClaim: { claimName: 'claim' } },
        { name: 'scratch', emptyDir: {} },
      ],
    },
  };
}

/** A template of it, with labels. */
export function template(spec: PlainObject = {}): PlainObject {
  return {
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'app', image: 'r.example.com/a:1' }], ...spec },
  };
}
