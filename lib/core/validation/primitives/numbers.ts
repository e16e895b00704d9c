import { compareQuantities, isQuantity, parseQuantity, type Quantity } from '../../manifest/quantity';
import type { Field } from '../field';

/** A number that must not be below zero; absent passes. */
export function checkNonNegative(field: Field): void {
  const { number } = field;
  if (number !== undefined && number < 0) field.invalid('a number from 0');
}

/** A number above zero; absent passes. */
export function checkPositive(field: Field): void {
  const { number } = field;
  if (number !== undefined && number <= 0) field.invalid('a number above 0');
}

const PERCENT = /^[0-9]+%$/;

/** The number of a percentage such as `25%`; undefined where it is none. */
export function percentOf(field: Field): number | undefined {
  const { text } = field;
  return text !== undefined && PERCENT.test(text) ? Number(text.slice(0, -1)) : undefined;
}

/** Refuses a percentage above 100. */
export function checkAtMostAll(field: Field): void {
  const percent = percentOf(field);
  if (percent !== undefined && percent > 100) field.invalid('at most 100%');
}

/** An integer from 0, or a percentage such as `25%`; absent passes. */
export function checkIntOrPercent(field: Field): void {
  if (field.text !== undefined && !PERCENT.test(field.text))
    field.invalid('an integer, or a percentage such as 25%');
  checkNonNegative(field);
}

/** The quantity; undefined where it is absent or none. */
export function quantityAt(field: Field): Quantity | undefined {
  return isQuantity(field.value) ? parseQuantity(field.value) : undefined;
}

/** A quantity that must not be below zero; absent passes. */
export function checkNonNegativeQuantity(field: Field): void {
  const quantity = quantityAt(field);
  if (quantity !== undefined && quantity.nanos < 0n) field.invalid('a quantity from 0');
}

/** Whether one quantity is more than another; false where one of them is none. */
export function exceeds(field: Field, limit: Field): boolean {
  const [left, right] = [quantityAt(field), quantityAt(limit)];
  return left !== undefined && right !== undefined && compareQuantities(left, right) > 0;
}
