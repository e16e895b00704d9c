import { isOpaque, isPlain } from '../core/manifest/plain';
import type { Problems } from './problems';

export type { DeferredValues } from './deferred-values';

/**
 * Where values may be known later: `leaf` for a value and all below it, `construct` where one may stand, else by field; `*` is
 * every field, `[]` every item, and an empty name the value itself.
 * Everything else decides which objects there are, or what they are called.
 */
export type DeferredLeaves = 'leaf' | 'construct' | { readonly [field: string]: DeferredLeaves };

/** The field that says of the value itself that it may be no plain data. */
export const ITSELF = '';
/** The field that stands for every item of a list. */
export const ITEMS = '[]';

/**
 * Refuses values that are not known yet where names, ports, numbers and the existence of objects depend on them.
 * @throws InvalidInputError with all problems so far, where there is such a value: what reads it would stumble over it
 */
export function refuseDeferred(props: object, leaves: DeferredLeaves, problems: Problems): void {
  const before = problems.count;
  walk(props, leaves, '', problems, []);
  if (problems.count > before) problems.throwIfAny();
}

/** @param above what holds the value: what holds itself is left to the shapes, which refuse it by its name */
function walk(
  value: unknown,
  leaves: DeferredLeaves | undefined,
  field: string,
  problems: Problems,
  above: readonly unknown[],
): void {
  // What stands for a construct, such as one port of a workload, has methods: the shapes look at it.
  if ((typeof value === 'function' || typeof value === 'symbol') && leaves !== 'construct') {
    problems.add(field, `a ${typeof value}`, LATER, 'call it, or write the value');
  } else if (isOpaque(value)) {
    refuseOpaque(value, leaves, field, problems);
  } else if (above.includes(value)) {
    return;
  } else if (Array.isArray(value)) {
    const holders = [...above, value];
    const inside = below(leaves, ITEMS);
    for (const [index, item] of value.entries()) walk(item, inside, `${field}[${index}]`, problems, holders);
  } else if (isPlain(value)) {
    const holders = [...above, value];
    for (const [key, item] of Object.entries(value))
      walk(item, below(leaves, key, '*'), field === '' ? key : `${field}.${key}`, problems, holders);
  }
}

/** What may stand below a value, by the names that it may be found under. */
function below(leaves: DeferredLeaves | undefined, ...names: readonly string[]): DeferredLeaves | undefined {
  if (leaves === undefined || typeof leaves === 'string') return leaves;
  const name = names.find((one) => Object.hasOwn(leaves, one));
  return name === undefined ? undefined : leaves[name];
}

function refuseOpaque(
  value: unknown,
  leaves: DeferredLeaves | undefined,
  field: string,
  problems: Problems,
): void {
  const here = typeof leaves === 'object' ? leaves[ITSELF] : leaves;
  if (here === undefined) problems.add(field, value, neededAt(leaves), fixFor(leaves));
  else if (here === 'leaf' && !problems.comesLater(value))
    problems.add(field, value, LATER, 'write the value itself');
}

const LATER = 'a value, an Output or a promise';

function neededAt(leaves: DeferredLeaves | undefined): string {
  return leaves === undefined
    ? 'a value that is known while the program runs: names, ports, numbers and what decides which objects there are must not depend on other resources'
    : 'a plain object or list, whose values may be known later: the set of its fields must not depend on other resources';
}

function fixFor(leaves: DeferredLeaves | undefined): string {
  return leaves === undefined
    ? `a constant, or new pulumi.Config().require('…'); for the name of another object: set the name of that object, and use the same constant here`
    : `write each field with its own Output: { KEY: settings.apply((all) => all.KEY) }`;
}
