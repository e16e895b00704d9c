import { isIP, isIPv4 } from 'node:net';
import fc from 'fast-check';
import { isStrictSubset, parseAddress, parseBlock } from '../../../lib/core/validation/primitives/addresses';

const groups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 });
const hex = (parts: readonly number[]): string => parts.map((part) => part.toString(16)).join(':');

test.each<[string, boolean]>([
  ['1.2.3.4', true],
  ['001.2.3.4', true],
  ['1.2.3', false],
  ['1.2.3.256', false],
  ['1.2.3.4.5', false],
  ['1.2.3.-4', false],
  ['::', true],
  ['::1', true],
  ['1::', true],
  ['1:2:3:4:5:6:7:8', true],
  ['1:2:3:4:5:6:7', false],
  ['1:2:3:4:5:6:7:8:9', false],
  ['1:2:3:4:5:6:7::8', false],
  ['1::2::3', false],
  [':1', false],
  ['1:', false],
  [':::', false],
  ['::1.2.3.4', true],
  ['1.2.3.4::', false],
  ['::00001', true],
  ['::10000', false],
  ['fe80::1%eth0', false],
  ['', false],
  ['x', false],
])('%s is an address: %s', (text, is) => {
  expect(parseAddress(text) !== undefined).toBe(is);
});

test('what the platform calls an address is one', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), groups.map(hex)), (text) => {
      expect(isIP(text)).toBeGreaterThan(0);
      const mapped = /^(0:){5}ffff:/.test(text) || text.startsWith('::ffff:');
      if (!mapped) expect(parseAddress(text)?.bytes.length).toBe(isIPv4(text) ? 4 : 16);
      expect(parseAddress(text)?.sloppy).toBe(false);
    }),
  );
});

test.each<[string, string, boolean]>([
  ['10.1.0.0/16', '10.0.0.0/8', true],
  ['10.0.0.0/8', '10.0.0.0/8', false],
  ['10.0.0.0/7', '10.0.0.0/8', false],
  ['10.1.2.3/32', '0.0.0.0/0', true],
  ['::ffff:10.1.0.0/112', '10.0.0.0/8', true],
  ['fd00:1::/32', 'fd00::/8', true],
  ['10.0.0.0/9', 'fd00::/8', false],
])('%s lies in %s: %s', (inner, outer, is) => {
  const [first, second] = [parseBlock(inner), parseBlock(outer)];
  if (first === undefined || second === undefined) throw new Error('no block');
  expect(isStrictSubset(first, second)).toBe(is);
});
