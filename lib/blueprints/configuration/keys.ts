import { describe } from '../../core/engine/describe';
import { InvalidInputError } from '../../core/errors';

/** An object of plain data with methods that nobody sees who walks through the data. */
export function withMethods<Data extends object, Methods extends object>(
  data: Data,
  methods: Methods,
): Data & Methods {
  const made = Object.assign({ ...data }, methods);
  for (const name of Object.keys(methods)) Object.defineProperty(made, name, { enumerable: false });
  return Object.freeze(made);
}

/**
 * Refuses a key that nobody declared.
 * @throws InvalidInputError
 */
export function knownKey(where: string, key: unknown, keys: readonly string[]): void {
  if (typeof key === 'string' && keys.includes(key)) return;
  const needs = `one of its keys: ${keys.join(', ')}`;
  const fix = `${where}.key('${keys[0] ?? '…'}'), or declare it`;
  throw new InvalidInputError(where, [{ field: 'key', found: describe(key), needs, fix }]);
}
