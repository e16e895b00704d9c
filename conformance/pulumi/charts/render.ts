import { isPlain, type PlainObject } from '../../../lib/core/manifest/plain';
import WEB from './web.json';

/** Renders the one chart of this suite: `{ from: NAME }` stands for a value, secret or not. */
export function renderChart(values: PlainObject): PlainObject[] {
  const fill = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(fill);
    if (!isPlain(value)) return value;
    if (typeof value.from === 'string') return values[value.from];
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item)]));
  };
  return WEB.map(fill).filter(isPlain);
}
