import { isPlain, type PlainObject } from '../../lib/core/manifest/plain';

/** A value that is wrong nearly everywhere, with a word for it. */
export interface Wrong {
  readonly word: string;
  readonly value: unknown;
  /** Whether no prop takes it: it is neither a string, a number, a list nor an object that JSON can write. */
  readonly never: boolean;
}

function cycle(): object {
  const made: Record<string, unknown> = { name: 'a' };
  made.self = made;
  return made;
}

/** What is in place of each value that is right. */
export const WRONG: readonly Wrong[] = [
  { word: 'null', value: null, never: true },
  { word: 'an empty text', value: '', never: false },
  { word: 'NaN', value: Number.NaN, never: true },
  { word: 'a negative number', value: -1, never: false },
  { word: 'a fraction', value: 0.5, never: false },
  { word: 'a number over 32 bits', value: 2 ** 40, never: false },
  { word: 'infinity', value: Number.POSITIVE_INFINITY, never: true },
  { word: 'true', value: true, never: false },
  { word: 'an empty list', value: [], never: false },
  { word: 'a list of null', value: [null], never: true },
  { word: 'a list with a hole', value: new Array(1), never: true },
  { word: 'an empty object', value: {}, never: false },
  { word: 'an object with an unknown key', value: { unknownKey: 1 }, never: false },
  { word: 'a long text', value: 'x'.repeat(300), never: false },
  { word: 'letters of other scripts', value: 'größe-日本-🚀', never: false },
  { word: 'a control character', value: 'a\u0000b\nc', never: false },
  { word: 'a lone surrogate', value: 'a\ud800', never: false },
  { word: 'a function', value: () => 1, never: true },
  { word: 'a symbol', value: Symbol('x'), never: true },
  { word: 'a cycle', value: cycle(), never: true },
  { word: 'a date', value: new Date(0), never: true },
  { word: 'a map', value: new Map([['a', 1]]), never: true },
  { word: 'a big integer', value: 10n, never: false },
  { word: 'a promise', value: Promise.resolve(1), never: true },
];

export type Path = readonly (string | number)[];

/** The paths of everything inside a value, itself first; nothing of constructs and of what carries methods. */
export function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item, index) => pathsIn(item, [...path, index]))];
  if (!isPlain(value)) return [path];
  return [path, ...Object.entries(value).flatMap(([key, item]) => pathsIn(item, [...path, key]))];
}

/** A copy with another value at a path. */
export function withAt(value: unknown, path: Path, wrong: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return wrong;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === step ? withAt(item, rest, wrong) : item));
  const copy: PlainObject = isPlain(value) ? { ...value } : {};
  copy[step] = withAt(copy[step], rest, wrong);
  return copy;
}
