import { formatQuantity, isQuantity, parseQuantity } from './quantity';

const NANO = 1_000_000_000n;
const MEBIBYTE = 1024n * 1024n * NANO;

/** Whether an amount of bytes is whole, as `512m`, half a byte, is not. What is no quantity is reported elsewhere. */
export function isWholeBytes(value: unknown): boolean {
  const quantity = isQuantity(value) ? parseQuantity(value) : undefined;
  return quantity === undefined || quantity.nanos % NANO === 0n;
}

/** The amount of bytes that was meant: `512m` is 512Mi, and anything else the next mebibyte. */
export function bytesMeant(value: unknown): string {
  const digits = /^\s*(\d+)m\s*$/.exec(String(value))?.[1];
  const quantity = isQuantity(value) ? parseQuantity(value) : undefined;
  if (digits !== undefined && digits.length <= LONGEST) return `${Number(digits)}Mi`;
  if (quantity === undefined || quantity.nanos <= 0n) return '256Mi';
  const whole = (quantity.nanos + MEBIBYTE - 1n) / MEBIBYTE;
  return formatQuantity({ nanos: whole * MEBIBYTE, format: 'binary' });
}

/** Digits before an `m` that a person wrote; the canonical form of `1.1Gi` has many more. */
const LONGEST = 6;
