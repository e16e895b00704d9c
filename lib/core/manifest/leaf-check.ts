import type { LeafForm } from './field-types';
import { isPlain } from './plain';
import { isQuantity } from './quantity';

/** What each form of a leaf needs, for messages. */
export const LEAF_NEEDS: Readonly<Record<LeafForm, string>> = {
  string: 'a string',
  int32: 'an integer of 32 bits',
  int64: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  'int-or-string': 'an integer or a string',
  quantity: 'a quantity, such as 500m or 1Gi',
  time: 'a time, such as 2026-01-31T12:00:00Z',
  base64: 'text in base64',
  object: 'an object',
  any: 'any value',
};

const TIME =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d([.,]\d+)?(Z|[+-]\d\d:\d\d)$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const INT32 = 2 ** 31;
const INT64 = 2 ** 63;

/** Whether the API decodes a value into a leaf of this form. */
export function fitsLeaf(value: unknown, form: LeafForm): boolean {
  switch (form) {
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'int32':
      return isInteger(value, INT32);
    case 'int64':
      return isInteger(value, INT64);
    case 'int-or-string':
      return typeof value === 'string' || isInteger(value, INT32);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'quantity':
      return isQuantity(value);
    case 'time':
      return typeof value === 'string' && TIME.test(value);
    case 'base64':
      return (
        typeof value === 'string' && BASE64.test(/[\r\n]/.test(value) ? value.replace(/[\r\n]/g, '') : value)
      );
    case 'object':
      return isPlain(value);
    case 'any':
      return true;
  }
}

function isInteger(value: unknown, limit: number): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && value >= -limit && value < limit;
  return typeof value === 'bigint' && value >= -BigInt(limit) && value < BigInt(limit);
}
