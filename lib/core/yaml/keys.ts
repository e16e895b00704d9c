import type { ScalarEvent } from './events';
import { floatKey, keyOfPlain, resolvePlain, type Scalar } from './scalars';
import { FLOAT_TAG, MERGE_TAG, resolveTagged } from './tags';

/** A key of a map, as Kubernetes reads it. */
export interface Key {
  /** A merge key: what follows is merged, and has no name. */
  readonly merge: boolean;
  /** The string that it becomes; undefined where it becomes none. */
  readonly name: string | undefined;
  /** What an explicit tag asks for in vain. */
  readonly needs?: string;
}

const MERGE: Key = { merge: true, name: undefined };

/** Reads a scalar in the place of a key. */
export function readKey(event: ScalarEvent): Key {
  if (event.text === '<<' && isMerge(event)) return MERGE;
  return { merge: false, ...keyName(event) };
}

/** A merge key has no tag, the one without a name (whatever its quotes), or its own. */
function isMerge({ plain, tag }: ScalarEvent): boolean {
  return tag === '' ? plain : tag === '!' || tag === MERGE_TAG;
}

/** The string that a scalar becomes as a key. */
export function keyName({ text, plain, tag }: ScalarEvent): Pick<Key, 'name' | 'needs'> {
  if (tag === '') return { name: plain ? keyOfPlain(text) : text };
  const result = resolveTagged(tag, text);
  if ('needs' in result) return { name: text, needs: result.needs };
  const { value } = result;
  if (typeof value === 'string') return { name: value };
  return { name: tag === FLOAT_TAG ? floatKeyOf(value, text) : keyOfPlain(text) };
}

/** A key with the tag `!!float` is a float, also where it looks like an integer. */
function floatKeyOf(value: Scalar, text: string): string | undefined {
  return resolvePlain(text) === 0 ? keyOfPlain(text) : floatKey(Number(value));
}
