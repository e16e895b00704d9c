import { isPlain, type PlainObject } from '../manifest/plain';
import { isLiteralSafe, literalBlock, scalarText } from './quote';
import { isInt64 } from './scalars';
import { MAX_DEPTH } from './types';

/** A step of a path; errors are made of anything. */
function stepText(step: unknown): string {
  return typeof step === 'string' || typeof step === 'number' ? String(step) : '…';
}

/** A value that no YAML document can hold; `path` names it. */
export class YamlWriteError extends Error {
  override readonly name = 'YamlWriteError';

  constructor(
    readonly path: readonly (string | number)[],
    readonly found: string,
    readonly needs: string,
  ) {
    super(
      `${Array.isArray(path) && path.length > 0 ? path.map(stepText).join('.') : 'the value'}: found ${stepText(found)}; needs ${stepText(needs)}`,
    );
  }
}

/**
 * JSON data as one YAML document in canonical form, ending with a line break: keys in the order given, two spaces
 * an indent, list items at the column of their key, no anchors (a shared object is written twice), no folding, no
 * trailing spaces. Strings are quoted exactly when some reader would take them for something else; strings of
 * several lines are literal blocks. Undefined fields are left out.
 * @throws YamlWriteError for what JSON cannot hold (undefined in a list, functions, class instances, NaN,
 * bigints over 64 bits), lone surrogates, and what is nested deeper than 1000 levels or contains itself.
 */
export function writeYaml(value: unknown): string {
  return new Writer().document(value);
}

/** Documents one after another, each opened by `---`. */
export function writeDocuments(values: Iterable<unknown>): string {
  const strings: string[] = [];
  for (const value of values) strings.push('---\n', writeYaml(value));
  return strings.join('');
}

/** Longest written key that may be before its colon: go-yaml looks 1024 characters ahead. */
const LONGEST_KEY = 1000;

const KEYS = new Map<string, string>();
const MOST_KEYS = 5000;
const LONGEST_KEPT = 100;

/** A key with its colon, as it is written at an indent; keys repeat, so the short ones are kept. */
function keyText(key: string, indent: string): string | undefined {
  const known = KEYS.get(key);
  if (known !== undefined) return known;
  const text = scalarText(key);
  if (text === undefined) return undefined;
  if (text.length > LONGEST_KEY) return `? ${text}\n${indent}:`;
  if (KEYS.size >= MOST_KEYS) KEYS.clear();
  if (text.length < LONGEST_KEPT) KEYS.set(key, `${text}:`);
  return `${text}:`;
}

/** Characters that are written before they are put aside. */
const PART = 8192;

const INDENTS: string[] = [''];

function indentOf(level: number): string {
  const known = INDENTS[level];
  if (known !== undefined) return known;
  const made = `${indentOf(level - 1)}  `;
  INDENTS[level] = made;
  return made;
}

/** Exponents get a fraction: without one YAML 1.1 has a string. */
function numberText(value: number): string {
  const text = String(value === 0 ? 0 : value);
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}

const TOO_DEEP = 'a value nested too deeply or within itself';

class Writer {
  private out = '';
  private readonly parts: string[] = [];
  /** Where the writer is: one step a level of nesting. */
  private readonly path: (string | number)[] = [];

  document(value: unknown): string {
    if (Array.isArray(value) && value.length > 0) this.list(value, 0, 0, true);
    else if (isPlain(value)) this.mapOr('{}\n', value, 0, 0, true);
    else this.out += `${this.leaf(value, 0, 0)}\n`;
    this.flush();
    return this.parts.length === 1 ? (this.parts[0] ?? '') : this.parts.join('');
  }

  /**
   * Puts the text so far aside. Reading a character makes the engine lay a concatenated string out flat, which
   * frees its thousands of pieces at once; without it the garbage collector takes half of the time.
   */
  private flush(): void {
    if (this.out.charCodeAt(0) > 0) this.parts.push(this.out);
    this.out = '';
  }

  /** A map, or what stands for one that has no fields. */
  private mapOr(empty: string, map: PlainObject, level: number, depth: number, inline: boolean): void {
    const keys = Object.keys(map);
    if (keys.every((key) => map[key] === undefined)) this.out += empty;
    else {
      if (!inline) this.out += '\n';
      this.fields(map, keys, level, depth, inline);
    }
  }

  /** The fields of a map at a level of indent; `inline` where the first one continues a line. */
  private fields(
    map: PlainObject,
    keys: readonly string[],
    level: number,
    depth: number,
    inline: boolean,
  ): void {
    if (depth > MAX_DEPTH) this.fail(depth, TOO_DEEP, `at most ${MAX_DEPTH} levels`);
    const indent = indentOf(level);
    let before = inline ? '' : indent;
    for (const key of keys) {
      const value = map[key];
      if (value === undefined) continue;
      this.path[depth] = key;
      if (this.out.length > PART) this.flush();
      const name = keyText(key, indent);
      if (name === undefined) this.fail(depth + 1, 'half of a surrogate pair in a key', 'whole characters');
      const start = before + name;
      before = indent;
      if (typeof value !== 'object' || value === null)
        this.out += `${start} ${this.leaf(value, level + 1, depth + 1)}\n`;
      else {
        this.out += start;
        this.collection(value, level, depth + 1);
      }
    }
  }

  /** A map or list after the colon of a key that is at a level. */
  private collection(value: object, level: number, depth: number): void {
    if (Array.isArray(value)) {
      if (value.length === 0) this.out += ' []\n';
      else {
        this.out += '\n';
        this.list(value, level, depth, false);
      }
    } else if (isPlain(value)) this.mapOr(' {}\n', value, level + 1, depth, false);
    else this.leaf(value, level, depth);
  }

  private list(list: readonly unknown[], level: number, depth: number, inline: boolean): void {
    if (depth > MAX_DEPTH) this.fail(depth, TOO_DEEP, `at most ${MAX_DEPTH} levels`);
    const indent = indentOf(level);
    for (let index = 0; index < list.length; index += 1) {
      const item = list[index];
      this.path[depth] = index;
      if (this.out.length > PART) this.flush();
      this.out += index === 0 && inline ? '- ' : `${indent}- `;
      if (Array.isArray(item) && item.length > 0) this.list(item, level + 1, depth + 1, true);
      else if (isPlain(item)) this.mapOr('{}\n', item, level + 1, depth + 1, true);
      else this.out += `${this.leaf(item, level + 1, depth + 1)}\n`;
    }
  }

  /** A scalar or an empty list, without its last line break; the lines of a block are at the level. */
  private leaf(value: unknown, level: number, depth: number): string {
    switch (typeof value) {
      case 'string':
        return this.text(value, level, depth);
      case 'number':
        if (!Number.isFinite(value)) this.fail(depth, String(value), 'a finite number');
        return numberText(value);
      case 'bigint':
        if (!isInt64(value)) this.fail(depth, String(value), 'an integer of 64 bits');
        return String(value);
      case 'boolean':
        return value ? 'true' : 'false';
      case 'object':
        if (value === null) return 'null';
        if (Array.isArray(value)) return '[]';
        return this.fail(depth, `an instance of ${className(value)}`, 'plain data');
      default:
        return this.fail(
          depth,
          typeof value === 'undefined' ? 'nothing (undefined)' : `a ${typeof value}`,
          'plain data',
        );
    }
  }

  private text(value: string, level: number, depth: number): string {
    if (level > 0 && value.includes('\n') && isLiteralSafe(value))
      return literalBlock(value, indentOf(level));
    return scalarText(value) ?? this.fail(depth, 'half of a surrogate pair', 'whole characters');
  }

  private fail(depth: number, found: string, needs: string): never {
    throw new YamlWriteError(this.path.slice(0, depth), found, needs);
  }
}

function className(value: object): string {
  const maker: unknown = Object.getPrototypeOf(value)?.constructor;
  return typeof maker === 'function' && maker.name !== '' ? maker.name : 'a class';
}
