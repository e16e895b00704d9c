import type { ScalarEvent } from './events';
import { floatKey, isInt64, resolveInteger, resolvePlain, type Scalar } from './scalars';
import { FLOAT_TAG, MERGE_TAG, resolveTagged } from './tags';

/** The string that a scalar becomes as a key. */
export interface KeyName {
  /** Undefined where it becomes none. */
  readonly name: string | undefined;
  /** What it is, where it is no string: two of other forms are two keys to go-yaml, although they become one string. */
  readonly form?: string;
  /** What an explicit tag asks for in vain. */
  readonly needs?: string;
}

/** A key of a map, as Kubernetes reads it. */
export interface Key extends KeyName {
  /** A merge key: what follows is merged, and has no name. */
  readonly merge: boolean;
}

const MERGE: Key = { merge: true, name: undefined };

/** Reads a scalar in place of a key. */
export function readKey(event: ScalarEvent): Key {
  if (event.text === '<<' && isMerge(event)) return MERGE;
  return { merge: false, ...keyName(event) };
}

/** A merge key has no tag, the one without a name (whatever its quotes), or its own. */
function isMerge({ plain, tag }: ScalarEvent): boolean {
  return tag === '' ? plain : tag === '!' || tag === MERGE_TAG;
}

/** The string that a scalar becomes as a key. */
export function keyName({ text, plain, tag }: ScalarEvent): KeyName {
  if (tag === '') return plain ? nameOf(resolvePlain(text), text, false) : { name: text };
  const result = resolveTagged(tag, text);
  return 'needs' in result
    ? { name: text, needs: result.needs }
    : nameOf(result.value, text, tag === FLOAT_TAG);
}

/** A key with the tag `!!float` is a float, also where it looks like an integer. */
function nameOf(value: Scalar, text: string, float: boolean): KeyName {
  if (typeof value === 'string') return { name: value };
  if (typeof value === 'boolean') return { name: String(value), form: 'boolean' };
  if (value === null) return { name: undefined };
  const integer = float ? undefined : resolveInteger(text);
  if (integer === undefined) return floatName(Number(value), text);
  return { name: isInt64(integer) ? String(integer) : undefined, form: 'integer' };
}

/** Floats that Go's maps do not tell apart as their strings do are no keys: not a number, and zero with a sign. */
function floatName(value: number, text: string): KeyName {
  const signedZero = value === 0 && text.startsWith('-');
  return { name: Number.isNaN(value) || signedZero ? undefined : floatKey(value), form: `float ${value}` };
}
