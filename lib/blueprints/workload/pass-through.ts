import { clone, isOpaque, isPlain } from '../../core/manifest/plain';
import { checkTypes } from '../../core/manifest/schema-check';
import type { Problems } from '../problems';

/** Where a value passes to. */
interface Passage<Field extends string> {
  /** The prop, for messages. */
  readonly field: string;
  /** The definition of the API whose fields they are, such as `core.v1.PodSpec`. */
  readonly definition: string;
  readonly allowed: readonly Field[];
}

/** A copy of what passes through; refuses, also where it comes from JavaScript, what is decided elsewhere or of a wrong type. */
export function passThrough<Field extends string>(
  { field, definition, allowed }: Passage<Field>,
  given: Readonly<Record<string, unknown>> | undefined,
  problems: Problems,
): { [Key in Field]?: unknown } {
  const passed: { [Key in Field]?: unknown } = {};
  for (const [key, value] of Object.entries(given ?? {})) {
    const name = allowed.find((one) => one === key);
    if (name === undefined)
      problems.add(`${field}.${key}`, value, `one of ${allowed.join(', ')}`, 'its own prop, or override(…)');
    else if (value === null) problems.add(`${field}.${key}`, value, 'a value', 'leave it out');
    else if (fits(field, name, value, definition, problems)) passed[name] = clone(value);
  }
  return passed;
}

/**
 * Whether a value is of the type that the API has for a field; what is known later is looked at then. Which fields the version of
 * the cluster has is judged with the object.
 */
function fits(field: string, name: string, value: unknown, definition: string, problems: Problems): boolean {
  const strange = problems.mayComeLater ? undefined : strangeIn(value, new Set());
  if (strange !== undefined) {
    problems.add(
      `${field}.${name}`,
      strange.value,
      'plain data',
      'write what the API takes, or leave it out',
    );
    return false;
  }
  const wrong = checkTypes({ [name]: value }, definition).filter(
    ({ path, type }) =>
      (path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`)) &&
      type !== 'not-served' &&
      !(type === 'opaque' && problems.mayComeLater),
  );
  for (const { path, found, needs } of wrong)
    problems.add(`${field}.${path}`, found, needs, 'write what the API takes, or leave it out');
  return wrong.length === 0;
}

/** What in a value no file can hold: a leaf that is no data, or an object that holds itself. @param above what holds it */
function strangeIn(value: unknown, above: Set<unknown>): { readonly value: unknown } | undefined {
  if (isOpaque(value) || above.has(value)) return { value };
  if (!Array.isArray(value) && !isPlain(value)) return undefined;
  above.add(value);
  for (const item of Object.values(value)) {
    const strange = strangeIn(item, above);
    if (strange !== undefined) return strange;
  }
  above.delete(value);
  return undefined;
}
