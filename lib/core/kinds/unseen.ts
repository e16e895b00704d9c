import { isPlain, type PlainObject, put } from '../manifest/plain';

/**
 * In the place of a field of a pod that an operator may write: a leaf that the core cannot look into. What depends on it
 * is `unknown`, and no `harden` touches it.
 */
class Unseen {
  toJSON(): string {
    return '<not in the object>';
  }
}

/** The only one: it stands for every such field. */
export const UNSEEN: object = Object.freeze(new Unseen());

/** An object without the leaves that stand for fields which nobody can see. */
export function withoutUnseen(object: PlainObject): PlainObject {
  const copy: PlainObject = {};
  for (const key of Object.keys(object)) {
    if (!isUnseen(object[key])) put(copy, key, seenIn(object[key]));
  }
  return copy;
}

function seenIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !isUnseen(item)).map(seenIn);
  return isPlain(value) ? withoutUnseen(value) : value;
}

/** Whether a value stands for a field that nobody can see. */
export function isUnseen(value: unknown): boolean {
  return value === UNSEEN;
}
