import type { Field } from '../field';

/** A string that has to be there and must not be empty; false where it is not. @param needs such as `the name of the Secret` */
export function checkRequired(field: Field, needs: string): boolean {
  if (!field.isZero) return true;
  field.required(needs);
  return false;
}

/** Several fields of one owner that have to be there. */
export function checkAllRequired(owner: Field, needs: Readonly<Record<string, string>>): void {
  for (const [name, what] of Object.entries(needs)) checkRequired(owner.at(name), what);
}

/** A string of at most so many characters; absent passes. For strings that another rule holds to ASCII. */
export function checkLength(field: Field, limit: number): void {
  const { text } = field;
  if (text !== undefined && text.length > limit) field.tooLong(limit, text.length, 'characters');
}

/** A number within bounds, both inclusive; absent passes. */
export function checkRange(field: Field, least: number, most: number, what = 'a number'): void {
  const { number } = field;
  if (number !== undefined && (number < least || number > most))
    field.invalid(`${what} from ${least} to ${most}`);
}

const OUTER_SPACE =
  /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]|[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;

/** Whether a string begins or ends with white space, as Unicode has it. */
export function hasOuterSpace(text: string): boolean {
  return OUTER_SPACE.test(text);
}
