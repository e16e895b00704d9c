import fc from 'fast-check';
import { splitCount, splitQuantity, splitQuota, splitWhole } from '../../lib/blueprints/tenant/split';
import { parseQuantity } from '../../lib/core/manifest/quantity';

/** Shares that are 100 together. */
const whole = fc
  .array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 8 })
  .map((cuts) => [...new Set(cuts)].sort((a, b) => a - b))
  .map((cuts) => [...cuts, 100].map((cut, index) => cut - (cuts[index - 1] ?? 0)));

const sumOf = (parts: readonly bigint[]): bigint => parts.reduce((all, one) => all + one, 0n);

test('parts of whole shares are the whole, each within one of its share', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 80n }), whole, (amount, shares) => {
      const parts = splitWhole(amount, shares);
      expect(sumOf(parts)).toBe(amount);
      for (const [index, part] of parts.entries()) {
        const floor = (amount * BigInt(shares[index] ?? 0)) / 100n;
        expect(part === floor || part === floor + 1n).toBe(true);
      }
    }),
  );
});

test('parts are never more than what their shares together are', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 12n }),
      fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 }),
      (amount, shares) => {
        const together = BigInt(shares.reduce((all, one) => all + one, 0));
        fc.pre(together <= 100n);
        expect(sumOf(splitWhole(amount, shares))).toBe((amount * together) / 100n);
      },
    ),
  );
});

test.each<[string, number[], 'cores' | 'bytes', string[]]>([
  ['10', [60, 40], 'cores', ['6', '4']],
  ['1', [33, 33, 34], 'cores', ['330m', '330m', '340m']],
  ['1m', [50, 50], 'cores', ['1m', '0']],
  ['16Gi', [60, 40], 'bytes', ['9830Mi', '6554Mi']],
  ['1G', [25, 75], 'bytes', ['250M', '750M']],
  ['3', [50, 50], 'bytes', ['2', '1']],
  ['8Gi', [50, 30], 'bytes', ['4Gi', '2457Mi']],
])('%s by %j', (quantity, shares, what, parts) => {
  expect(splitQuantity(quantity, shares, what)).toEqual(parts);
});

test('quantities of all units are split exactly', () => {
  const amounts = fc.tuple(
    fc.integer({ min: 0, max: 10_000 }),
    fc.constantFrom('', 'Ki', 'Mi', 'Gi', 'k', 'M', 'G'),
  );
  fc.assert(
    fc.property(amounts, whole, ([number, suffix], shares) => {
      const text = `${number}${suffix}`;
      const parts = splitQuantity(text, shares, 'bytes').map((part) => parseQuantity(part)?.nanos ?? -1n);
      expect(sumOf(parts)).toBe(parseQuantity(text)?.nanos);
      for (const part of parts) expect(part % 1_000_000_000n).toBe(0n);
    }),
  );
});

test('counts, and what is not limited', () => {
  expect(splitCount(41, [60, 40])).toEqual([25, 16]);
  expect(
    splitQuota({ cpu: '10', memory: '10Mi', pods: 3, configMaps: 1, secrets: 0, claims: 5 }, [50, 50]),
  ).toEqual([
    { cpu: '5', memory: '5Mi', pods: 2, configMaps: 1, secrets: 0, claims: 3 },
    { cpu: '5', memory: '5Mi', pods: 1, configMaps: 0, secrets: 0, claims: 2 },
  ]);
});
