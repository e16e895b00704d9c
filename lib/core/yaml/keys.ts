import { SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import { floatKey, resolveInteger, resolvePlain, type Scalar } from './scalars';
import { resolveTagged, shortTag } from './tags';

/** A key of a map, as Kubernetes reads it. */
export interface Key {
  /** A merge key: what follows is merged, and has no name. */
  readonly merge: boolean;
  readonly value: Scalar;
  /** The string that it becomes; undefined where it becomes none. */
  readonly name: string | undefined;
  /** What an explicit tag asks for in vain. */
  readonly needs?: string;
}

/** Reads a scalar in the place of a key. */
export function readKey(source: string, event: ScalarEvent, text: string): Key {
  const tag = event.tagStart < 0 ? '' : shortTag(source.slice(event.tagStart, event.tagEnd));
  const plain = event.style === SCALAR_STYLE.PLAIN && tag === '';
  if (text === '<<' && (plain || tag === '!!merge')) return { merge: true, value: text, name: undefined };
  if (tag === '') {
    const value = plain ? resolvePlain(text) : text;
    return { merge: false, value, name: keyString(value, text) };
  }
  const result = resolveTagged(tag, text);
  if ('needs' in result) return { merge: false, value: text, name: text, needs: result.needs };
  return { merge: false, value: result.value, name: keyString(result.value, text) };
}

/** The string that Kubernetes makes of a key; undefined for null and for integers over 63 bits. */
function keyString(value: Scalar, text: string): string | undefined {
  if (typeof value === 'string') return value;
  if (value === null) return undefined;
  if (typeof value === 'boolean') return String(value);
  const integer = resolveInteger(text);
  if (integer !== undefined) return integer < 2n ** 63n ? String(integer) : undefined;
  return value === 0 && text.startsWith('-') ? '-0' : floatKey(Number(value));
}

/** The key that an alias of a scalar makes. */
export function aliasKey(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : floatKey(value);
  return typeof value === 'boolean' ? String(value) : undefined;
}
