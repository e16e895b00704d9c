import { describe } from './engine/describe';
import { isAbsent, isPlain, type PlainObject } from './manifest/plain';
import { suggest } from './manifest/suggest';

/** Reads one value of a list or map. */
export type ReadValue<T> = (value: unknown, at: string) => T | undefined;

/**
 * Reads the fields of a map that people write by hand, such as a cluster profile in YAML. Every problem is noted with
 * the path of its field, and reading goes on. A field that is absent, or null, reads as undefined.
 */
export class FieldReader {
  private constructor(
    private readonly owner: PlainObject,
    /** Path of the map; empty at the top. */
    readonly at: string,
    private readonly problems: string[],
  ) {}

  /** A reader of a map; a problem where it is none. */
  static of(value: unknown, at: string, problems: string[]): FieldReader | undefined {
    if (isPlain(value)) return new FieldReader(value, at, problems);
    problems.push(problem(at, value, 'a map'));
    return undefined;
  }

  /** Refuses fields that nothing reads. */
  only(...known: readonly string[]): void {
    for (const key of Object.keys(this.owner)) {
      if (known.includes(key)) continue;
      const meant = suggest(key, known);
      const needs = meant === undefined ? `one of ${known.join(', ')}` : `did you mean ${meant}?`;
      this.problems.push(`${this.pathOf(key)}: there is no such field; ${needs}`);
    }
  }

  has(key: string): boolean {
    return Object.hasOwn(this.owner, key);
  }

  isNull(key: string): boolean {
    return this.owner[key] === null;
  }

  /** A string that is not empty. */
  text(key: string): string | undefined {
    return this.read(key, 'a string', isText);
  }

  flag(key: string): boolean | undefined {
    return this.read(key, 'true or false', (value): value is boolean => typeof value === 'boolean');
  }

  whole(key: string, least: number, most: number): number | undefined {
    return this.read(
      key,
      `a whole number from ${least} to ${most}`,
      (value): value is number =>
        typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most,
    );
  }

  /** One of some strings. A number counts as its text: YAML makes one of 1.36. */
  oneOf<T extends string>(key: string, known: readonly T[]): T | undefined {
    const found = this.owner[key];
    if (isAbsent(found)) return undefined;
    const text = typeof found === 'number' ? String(found) : found;
    const one = known.find((item) => item === text);
    if (one === undefined) this.wrong(key, `one of ${known.join(', ')}`);
    return one;
  }

  map(key: string): FieldReader | undefined {
    const found = this.owner[key];
    return isAbsent(found) ? undefined : FieldReader.of(found, this.pathOf(key), this.problems);
  }

  list<T>(key: string, read: ReadValue<T>): T[] | undefined {
    const found = this.owner[key];
    if (isAbsent(found)) return undefined;
    if (!Array.isArray(found)) {
      this.wrong(key, 'a list');
      return undefined;
    }
    return found.flatMap((item: unknown, index) => read(item, `${this.pathOf(key)}[${index}]`) ?? []);
  }

  /** The fields of this map, each read alike. */
  entries<T>(read: ReadValue<T>): [string, T][] {
    return Object.entries(this.owner).flatMap(([key, value]): [string, T][] => {
      const made = read(value, this.pathOf(key));
      return made === undefined ? [] : [[key, made]];
    });
  }

  /** A field as it is. */
  raw(key: string): unknown {
    return this.owner[key];
  }

  /** A field that has to be there, as far as it could be read. */
  required<T>(key: string, value: T | undefined, needs: string): T | undefined {
    if (value === undefined && isAbsent(this.owner[key])) this.wrong(key, needs);
    return value;
  }

  /** A value that a predicate takes. */
  read<T>(key: string, needs: string, takes: (value: unknown) => value is T): T | undefined {
    const found = this.owner[key];
    if (isAbsent(found)) return undefined;
    if (takes(found)) return found;
    this.wrong(key, needs);
    return undefined;
  }

  private wrong(key: string, needs: string): void {
    this.problems.push(problem(this.pathOf(key), this.owner[key], needs));
  }

  private pathOf(key: string): string {
    const step = /^[\w-]+$/.test(key) ? key : `[${JSON.stringify(key)}]`;
    return this.at === '' ? step : `${this.at}${step.startsWith('[') ? '' : '.'}${step}`;
  }
}

/** What is wrong with a value. */
export function problem(at: string, found: unknown, needs: string): string {
  return `${at === '' ? '' : `${at}: `}found ${describe(found)}; needs ${needs}`;
}

/** Whether a value is a string that says something. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
