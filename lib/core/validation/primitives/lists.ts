import type { Field } from '../field';

/** Refuses values of a list or of its items' key that stand twice. @param needs such as `a name of its own in the pod` */
export function checkUnique(fields: readonly Field[], needs: string, naming = false): void {
  const seen = new Set<unknown>();
  for (const field of fields) {
    const { value } = field;
    if (field.isZero || field.isUnknown) continue;
    if (seen.has(value)) field.duplicate(needs, undefined, naming);
    seen.add(value);
  }
}

/** Refuses a string that is none of those that there are. Absent passes, and empty as well: the API reads them alike. */
export function checkOneOf(field: Field, values: readonly string[]): void {
  if (!field.isZero) checkExactly(field, values);
}

/** The same where the API tells absent and empty apart: empty is refused too. */
export function checkExactly(field: Field, values: readonly string[]): void {
  const { text } = field;
  if (text !== undefined && !values.includes(text)) field.notSupported(values);
}

/** The members of a union that are set, such as the sources of a volume. */
export function setMembers(owner: Field, names: readonly string[]): Field[] {
  return names.map((name) => owner.at(name)).filter((member) => member.isSet);
}
