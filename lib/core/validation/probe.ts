import type { ValidationContext } from './context';
import { Field } from './field';

/** Whether a rule refuses nothing of a value; what it says is not reported. */
export function passes(value: unknown, context: ValidationContext, check: (field: Field) => void): boolean {
  let wrong = false;
  check(
    Field.root({ value }, context, () => {
      wrong = true;
    }).at('value'),
  );
  return !wrong;
}
