import type { Field } from '../field';

/** The problems of a name; `lib/core/manifest/names` has one such function for each rule. */
export type NameRule = (name: string) => readonly string[];

/** A name that has to be there. @param needs what it names, such as `the name of a volume` */
export function checkRequiredName(field: Field, rule: NameRule, needs: string): void {
  if (field.isZero) field.required(needs);
  else checkName(field, rule);
}

/** A name; an absent or empty one is none. */
export function checkName(field: Field, rule: NameRule): void {
  const { text } = field;
  if (text === undefined || text === '') return;
  for (const needs of rule(text)) field.misnamed(needs);
}
