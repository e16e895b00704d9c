import { describe } from './engine/describe';
import type { InputProblem } from './errors';
import { isOpaque, isPlain, type PlainObject } from './manifest/plain';
import { suggest } from './manifest/suggest';

/**
 * What a value that a program gives may look like: as much as code that reads it relies on. The types say the same, to
 * programs that are compiled.
 */
export interface Shape {
  /** In words, after "needs". */
  readonly needs: string;
  /** A value that is right, as code. */
  readonly sample: string;
  /** Whether a value looks like it from outside. */
  readonly fits: (value: unknown) => boolean;
  /** What is inside, where something is looked at. */
  readonly inside?: (value: unknown, path: string, context: ShapeContext) => void;
  /** Whether values may be there that are no plain data, such as constructs. */
  readonly opaque?: boolean;
}

/** What a check goes by. */
export interface ShapeContext {
  /** Whether values that are known later are left to the code that reads them then (Outputs of Pulumi). */
  readonly deferred: boolean;
  /** @param harmless whether what reads the value can go on all the same */
  readonly add: (problem: InputProblem, harmless?: boolean) => void;
}

/** The shapes of the fields of a type; the compiler holds the table to the type. */
export type ShapeTable<Props> = { readonly [Prop in keyof Required<Props>]: Shape };

/** Looks at a value that has to be there. */
export function checkGiven(value: unknown, shape: Shape, path: string, context: ShapeContext): void {
  const fix = `${lastName(path)}: ${shape.sample}`;
  if (value === undefined) context.add({ field: path, found: 'nothing', needs: shape.needs, fix });
  else if (value === null) context.add({ field: path, found: 'null', needs: shape.needs, fix });
  else checkShape(value, shape, path, context);
}

function lastName(path: string): string {
  return /[\w$]+(?=\W*$)/.exec(path)?.[0] ?? path;
}

/** Looks at a value; absent ones are fine. */
export function checkShape(value: unknown, shape: Shape, path: string, context: ShapeContext): void {
  if (value === undefined) return;
  if (isOpaque(value) && (shape.opaque === true ? shape.fits(value) : context.deferred)) return;
  if (value === null || !shape.fits(value)) {
    const fix = value === null ? 'leave it out' : `${lastName(path)}: ${shape.sample}`;
    context.add({ field: path, found: wordFor(value), needs: shape.needs, fix });
    return;
  }
  shape.inside?.(value, path, context);
}

/** Whether a value is there and nothing is wrong with it, inside neither. */
export function fitsWhole(value: unknown, shape: Shape): boolean {
  let fits = value !== undefined;
  const add = (): void => {
    fits = false;
  };
  checkShape(value, shape, '', { deferred: false, add });
  return fits;
}

/** The problems of a value, one line each. */
export function shapeProblems(value: unknown, shape: Shape, path: string): string[] {
  const problems: string[] = [];
  const add = ({ field, found, needs }: InputProblem): void => {
    problems.push(`${field}: found ${found}; needs ${needs}`);
  };
  checkShape(value, shape, path, { deferred: false, add });
  return problems;
}

/** A value that nothing is asked of here: the code that reads it looks at it. */
export const anything: Shape = { needs: 'a value', sample: '…', fits: () => true, opaque: true };

/** A string. */
export const text: Shape = { needs: 'a string', sample: `'…'`, fits: (value) => typeof value === 'string' };

/** A number. */
export const number: Shape = { needs: 'a number', sample: '1', fits: Number.isFinite };

/** True or false. */
export const flag: Shape = {
  needs: 'true or false',
  sample: 'true',
  fits: (value) => typeof value === 'boolean',
};

/** One of a few values. */
export function oneOf(...values: readonly (string | boolean)[]): Shape {
  const shown = values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value)));
  return {
    needs: shown.length === 1 ? `${shown[0]}, or nothing` : `one of ${shown.join(', ')}`,
    sample: shown[0] ?? '…',
    fits: (value) => values.some((known) => known === value),
  };
}

/** A list of one shape. */
export function listOf(item: Shape): Shape {
  return {
    needs: `a list${item === anything ? '' : `, each item ${item.needs}`}`,
    sample: `[${item.sample}]`,
    fits: Array.isArray,
    inside: (value, path, context) => {
      if (!Array.isArray(value)) return;
      // By index, so that holes count.
      for (let index = 0; index < value.length; index += 1) {
        const found: unknown = value[index];
        checkShape(found === undefined ? null : found, item, `${path}[${index}]`, context);
      }
    },
  };
}

/** An object whose keys are the caller's, each value of one shape. */
export function mapOf(item: Shape): Shape {
  return {
    needs: `an object${item === anything ? '' : `, each value ${item.needs}`}`,
    sample: `{ key: ${item.sample} }`,
    fits: isPlain,
    inside: (value, path, context) => {
      if (!isPlain(value)) return;
      for (const [key, found] of Object.entries(value))
        checkShape(found, item, `${path}${keyOf(key)}`, context);
    },
  };
}

/** An object with known fields; others are refused. */
export function objectOf(
  fields: Readonly<Record<string, Shape>>,
  required: readonly string[] = [],
  needs = `an object with ${Object.keys(fields).join(', ')}`,
): Shape {
  const shown = (required.length > 0 ? required : Object.keys(fields).slice(0, 1)).map(
    (name) => `${name}: ${fields[name]?.sample ?? '…'}`,
  );
  return {
    needs,
    sample: `{ ${shown.join(', ')} }`,
    fits: isPlain,
    inside: (value, path, context) => {
      if (isPlain(value)) checkFields(value, fields, required, path, context);
    },
  };
}

/** An object of which other code says what is unknown and what is missing; only what is known is looked at. */
export function partsOf(fields: Readonly<Record<string, Shape>>): Shape {
  return {
    needs: 'an object',
    sample: '{ … }',
    fits: isPlain,
    inside: (value, path, context) => {
      if (!isPlain(value)) return;
      for (const [key, shape] of Object.entries(fields))
        checkShape(value[key], shape, `${path}${keyOf(key)}`, context);
    },
  };
}

/** An object that nothing is asked of inside. */
export const anObject: Shape = partsOf({});

/** Looks at the fields of an object: each by its shape, those that nobody knows, and those that are missing. */
export function checkFields(
  value: PlainObject,
  fields: Readonly<Record<string, Shape>>,
  required: readonly string[],
  path: string,
  context: ShapeContext,
): void {
  const under = (key: string): string => (path === '' ? key : `${path}${keyOf(key)}`);
  const names = Object.keys(fields);
  for (const [key, found] of Object.entries(value)) {
    const shape = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (shape !== undefined) {
      if (found === null && required.includes(key)) checkGiven(found, shape, under(key), context);
      else checkShape(found, shape, under(key), context);
    } else if (found !== undefined) {
      const meant = suggest(key, names);
      const fix = meant === undefined ? 'remove it' : `did you mean ${meant}?`;
      const needs = `one of ${names.join(', ')}`;
      context.add({ field: under(key), found: JSON.stringify(key), needs, fix }, true);
    }
  }
  for (const key of required) {
    if (value[key] !== undefined) continue;
    const shape = fields[key];
    const fix = `${key}: ${shape?.sample ?? '…'}`;
    context.add({ field: under(key), found: 'nothing', needs: shape?.needs ?? 'a value', fix });
  }
}

/** One of several shapes: the first that a value looks like from outside decides. */
export function either(...shapes: readonly [Shape, ...Shape[]]): Shape {
  return {
    needs: [...new Set(shapes.map(({ needs }) => needs))].join(', or '),
    sample: shapes[0].sample,
    fits: (value) => shapes.some((shape) => shape.fits(value)),
    inside: (value, path, context) =>
      shapes.find((shape) => shape.fits(value))?.inside?.(value, path, context),
    opaque: shapes.some(({ opaque }) => opaque === true),
  };
}

/** An object that has methods, whatever made it. */
export function withMethods(needs: string, sample: string, ...methods: readonly string[]): Shape {
  return {
    needs,
    sample,
    fits: (value) =>
      typeof value === 'object' &&
      value !== null &&
      methods.every((method) => typeof Reflect.get(value, method) === 'function'),
  };
}

/** A value in words, for messages. */
export function wordFor(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (value instanceof Promise) return 'a promise';
  if (isOpaque(value)) {
    const made: unknown = Reflect.get(Object(value), 'constructor');
    const name = typeof made === 'function' ? made.name : '';
    return name === '' ? 'a value that is no plain data' : `an object of the class ${name}`;
  }
  return describe(value);
}

function keyOf(key: string): string {
  return /^[\w$-]+$/.test(key) ? `.${key}` : `["${key}"]`;
}
