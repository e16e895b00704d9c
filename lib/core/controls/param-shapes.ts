import { isPlain } from '../manifest/plain';
import { anObject, anything, flag, listOf, number, type Shape, text } from '../shape';

/** What the parameters of a control look like: as their defaults do. */
export function paramShapes(defaults: unknown): Readonly<Record<string, Shape>> {
  if (!isPlain(defaults)) return {};
  return Object.fromEntries(Object.entries(defaults).map(([key, value]) => [key, shapeLike(value)]));
}

function shapeLike(value: unknown): Shape {
  if (typeof value === 'string') return text;
  if (typeof value === 'number') return number;
  if (typeof value === 'boolean') return flag;
  if (isPlain(value)) return anObject;
  if (!Array.isArray(value)) return anything;
  const [first] = value;
  return listOf(first === undefined ? text : shapeLike(first));
}
