import { isOpaque, isPlain } from '../core/manifest/plain';
import type { Problems } from './problems';

export type { DeferredValues } from './deferred-values';

/**
 * Where values may be known later: `true` for a value and all below it, else by field; `*` for every field or item,
 * and an empty name where the value itself may be a construct.
 * Everything else decides which objects there are, or what they are called.
 */
export type DeferredLeaves = true | { readonly [field: string]: DeferredLeaves };

/** The field that says of the value itself that it may be no plain data, such as a construct. */
export const ITSELF = '';

/**
 * Refuses values that are not known yet where names, ports, numbers and the existence of objects depend on them.
 * @throws InvalidInputError with all problems so far, where there is such a value: what reads it would stumble over it
 */
export function refuseDeferred(props: object, leaves: DeferredLeaves, problems: Problems): void {
  const before = problems.count;
  walk(props, leaves, '', problems);
  if (problems.count > before) problems.throwIfAny();
}

function walk(value: unknown, leaves: DeferredLeaves | undefined, field: string, problems: Problems): void {
  if (typeof value === 'function' || typeof value === 'symbol') {
    problems.add(
      field,
      `a ${typeof value}`,
      'a value, an Output or a promise',
      'call it, or write the value',
    );
  } else if (leaves === true) {
    return;
  } else if (isOpaque(value)) {
    if (leaves?.[ITSELF] !== true) problems.add(field, value, neededAt(leaves), fixFor(leaves));
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) walk(item, leaves?.['*'], `${field}[${index}]`, problems);
  } else if (isPlain(value)) {
    for (const [key, item] of Object.entries(value)) {
      walk(item, leaves?.[key] ?? leaves?.['*'], field === '' ? key : `${field}.${key}`, problems);
    }
  }
}

function neededAt(leaves: DeferredLeaves | undefined): string {
  return leaves === undefined
    ? 'a value that is known while the program runs: names, ports, numbers and what decides which objects there are must not depend on other resources'
    : 'a plain object or list, whose values may be known later: the set of its fields must not depend on other resources';
}

function fixFor(leaves: DeferredLeaves | undefined): string {
  return leaves === undefined
    ? `a constant, or new pulumi.Config().require('…'); for the name of another object: give that object a name of its own, and use the same constant here`
    : `write the fields out, each with an Output of its own: { KEY: settings.apply((all) => all.KEY) }`;
}
