import { clone } from '../../core/manifest/plain';
import type { Problems } from '../problems';

/** A copy of what passes through; refuses, also where it comes from JavaScript, what is decided elsewhere. */
export function passThrough<Field extends string>(
  field: string,
  given: Readonly<Record<string, unknown>> | undefined,
  allowed: readonly Field[],
  problems: Problems,
): { [Key in Field]?: unknown } {
  const passed: { [Key in Field]?: unknown } = {};
  for (const [key, value] of Object.entries(given ?? {})) {
    const name = allowed.find((one) => one === key);
    if (name !== undefined) passed[name] = clone(value);
    else
      problems.add(`${field}.${key}`, value, `one of ${allowed.join(', ')}`, 'its own prop, or override(…)');
  }
  return passed;
}
