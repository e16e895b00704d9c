import { isAbsent, isOpaque } from '../manifest/plain';

/** A value as messages name it: what it is, and for scalars its text. */
export function describeValue(value: unknown): string {
  if (isAbsent(value)) return 'nothing';
  if (isOpaque(value)) return 'a value that is not known yet';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return `the string ${JSON.stringify(value)}`;
    case 'number':
    case 'bigint':
      return `the number ${value}`;
    case 'boolean':
      return `the boolean ${value}`;
    default:
      return 'an object';
  }
}
