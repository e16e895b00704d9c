import type { Field } from '../field';
import { checkRange, checkRequired } from '../primitives/text';

/** A weight; absent is 0, which is none. */
export function checkWeight(weight: Field): void {
  if (checkRequired(weight, 'a weight from 1 to 100')) checkRange(weight, 1, 100, 'a weight');
}
