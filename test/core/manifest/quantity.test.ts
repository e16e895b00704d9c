import * as fc from 'fast-check';
import {
  addQuantities,
  canonicalQuantity,
  compareQuantities,
  formatQuantity,
  isQuantity,
  parseQuantity,
  type Quantity,
} from '../../../lib/core/manifest/quantity';

const digits = fc.stringMatching(/^\d{1,12}$/);
const suffix = fc.constantFrom(
  ...'n,u,m,,k,M,G,T,P,E,Ki,Mi,Gi,Ti,Pi,Ei,e3,E3,e-3,e+2,e0,e-10,e20'.split(','),
);
const text = fc
  .tuple(fc.constantFrom('', '', '-', '+'), digits, fc.option(digits), suffix)
  .map(([sign, whole, fraction, end]) => `${sign}${whole}${fraction === null ? '' : `.${fraction}`}${end}`);

function parsed(value: string | number): Quantity {
  const quantity = parseQuantity(value);
  if (quantity === undefined) throw new Error(`${value} is no quantity`);
  return quantity;
}

// Each line checked against the API's own implementation (resource.ParseQuantity and CanonicalizeBytes).
test.each<[string | number, string | undefined]>([
  ['1000m', '1'],
  ['2048Mi', '2Gi'],
  ['0.5', '500m'],
  [0.5, '500m'],
  [1, '1'],
  [1e21, '1e21'],
  ['1e3', '1e3'],
  ['1e4', '10e3'],
  ['1000', '1k'],
  ['1500', '1500'],
  ['10000', '10k'],
  ['0', '0'],
  ['-0', '0'],
  ['00', '0'],
  ['0Ki', '0'],
  ['000123', '123'],
  ['+1', '1'],
  ['1.', '1'],
  ['.5', '500m'],
  ['-1.5Gi', '-1536Mi'],
  ['1.5Gi', '1536Mi'],
  ['1.1Mi', '1153433600m'],
  ['0.5Ki', '512'],
  ['0.9765625Ki', '1k'],
  ['1Ki', '1Ki'],
  ['1023Ki', '1023Ki'],
  ['1024Ki', '1Mi'],
  ['7Ei', '7Ei'],
  ['8Ei', '9223372036854775807'],
  ['-9Ei', '-9223372036854775807'],
  ['0.1n', '1n'],
  ['-0.1n', '-1n'],
  ['1e-20', '1e-9'],
  ['1E', '1E'],
  ['1E2', '100'],
  ['100u', '100u'],
  ['.', '0'],
  ['m', '0'],
  ['Ki', '0'],
  ['Ei', undefined],
  [' 1 ', '1'],
  ['', undefined],
  ['1 Gi', undefined],
  ['1GB', undefined],
  ['1K', undefined],
  ['1gi', undefined],
  ['256 MB', undefined],
  ['0x1', undefined],
  ['1_0', undefined],
  ['e', undefined],
  ['1e', undefined],
  ['1e1.5', undefined],
  ['1mm', undefined],
  ['ten', undefined],
  ['1e99999999', undefined],
  [Number.NaN, undefined],
  [Number.POSITIVE_INFINITY, undefined],
])('%p is %p', (value, expected) => {
  expect(canonicalQuantity(value)).toBe(expected);
  expect(isQuantity(value)).toBe(expected !== undefined);
});

test('an amount over the largest suffix keeps its value', () => {
  expect(canonicalQuantity('5000000P')).toBe('5000E');
});

test('the canonical text is canonical and keeps the value', () => {
  fc.assert(
    fc.property(text, (value) => {
      const canonical = canonicalQuantity(value) ?? '';
      expect(canonicalQuantity(canonical)).toBe(canonical);
      expect(formatQuantity(parsed(canonical))).toBe(canonical);
      expect(parsed(canonical).nanos).toBe(parsed(value).nanos);
    }),
  );
});

test('short strings that are taken as canonical are', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^(0|[1-9]\d{0,2}([numkMGTPE]|[KMGTPE]i)?)$/), (value) => {
      expect(formatQuantity(parsed(value))).toBe(canonicalQuantity(value));
    }),
  );
});

test('comparing is a total order of the values', () => {
  const sign = (a: string, b: string): number => compareQuantities(parsed(a), parsed(b));
  fc.assert(
    fc.property(text, text, text, (a, b, c) => {
      expect(sign(a, a)).toBe(0);
      expect(sign(a, b) + sign(b, a)).toBe(0);
      if (sign(a, b) <= 0 && sign(b, c) <= 0) expect(sign(a, c)).toBeLessThanOrEqual(0);
    }),
  );
  expect(sign('1Gi', '1G')).toBe(1);
  expect(sign('999m', '1')).toBe(-1);
});

test('adding keeps the format of the first that is not zero', () => {
  const sum = (a: string, b: string): string => formatQuantity(addQuantities(parsed(a), parsed(b)));
  expect(sum('1Gi', '512Mi')).toBe('1536Mi');
  expect(sum('0', '1024Mi')).toBe('1Gi');
  expect(sum('900m', '0.1')).toBe('1');
  fc.assert(
    fc.property(text, text, (a, b) => {
      const total = addQuantities(parsed(a), parsed(b)).nanos;
      expect(total).toBe(addQuantities(parsed(b), parsed(a)).nanos);
    }),
  );
});
