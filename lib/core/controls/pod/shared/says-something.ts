import { isAbsent, isPlain } from '../../../manifest/plain';

/** Whether a value is an object with at least one field that is set, and not set to an empty object. */
export function saysSomething(value: unknown): boolean {
  if (!isPlain(value)) return false;
  for (const key in value) {
    const field = value[key];
    if (isPlain(field) ? saysSomething(field) : !isAbsent(field)) return true;
  }
  return false;
}
