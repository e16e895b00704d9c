import fc from 'fast-check';
import {
  type AddressBlock,
  contains,
  covers,
  overlaps,
  parseCidr,
} from '../../../../lib/core/controls/network/shared/cidr';

function block(text: string): AddressBlock {
  const parsed = parseCidr(text);
  if (parsed === undefined) throw new Error(`not a CIDR: ${text}`);
  return parsed;
}

test.each([
  ['10.0.0.0/8', 4, 0x0a000000n, 0x0affffffn],
  ['10.1.2.3/8', 4, 0x0a000000n, 0x0affffffn],
  ['0.0.0.0/0', 4, 0n, 0xffffffffn],
  ['192.0.2.1/32', 4, 0xc0000201n, 0xc0000201n],
  ['::/0', 6, 0n, (1n << 128n) - 1n],
  ['::1/128', 6, 1n, 1n],
  ['fd00::/8', 6, 0xfdn << 120n, (0xfen << 120n) - 1n],
  ['2001:db8:0:0:0:0:0:1/128', 6, 0x20010db8000000000000000000000001n, 0x20010db8000000000000000000000001n],
  ['::ffff:10.0.0.1/128', 4, 0x0a000001n, 0x0a000001n],
  ['::ffff:0:0/96', 4, 0n, 0xffffffffn],
  ['::ffff:0:0/95', 6, 0xfffe00000000n, 0xffffffffffffn],
  ['::fffe:10.0.0.1/128', 6, 0xfffe0a000001n, 0xfffe0a000001n],
])('%s', (text, family, first, last) => {
  expect(parseCidr(text)).toEqual({ family, first, last });
});

test.each([
  '',
  '10.0.0.0',
  '10.0.0/8',
  '10.0.0.0/33',
  '10.0.0.256/8',
  '010.0.0.0/8',
  '::/129',
  '1::2::3/64',
  ':::/0',
  '1:2:3:4:5:6:7/64',
  '1:2:3:4:5:6:7:8:9/64',
  '12345::/16',
  '10.0.0.1::/64',
  '0:0:0:0:10.0.0.1:10.0.0.1/64',
  'any',
  '10.0.0.0/8 ',
  'fe80::1%eth0/64',
])('%s is no block', (text) => {
  expect(parseCidr(text)).toBeUndefined();
});

test('blocks of two families have nothing in common', () => {
  expect(contains(block('::/0'), block('10.0.0.0/8'))).toBe(false);
  expect(overlaps(block('::/0'), block('10.0.0.0/8'))).toBe(false);
  expect(covers([block('::/0')], block('0.0.0.0/0'))).toBe(false);
});

const cidr = fc
  .tuple(fc.nat(0xffffffff), fc.integer({ min: 1, max: 31 }))
  .map(([address, prefix]) =>
    block(`${[24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.')}/${prefix}`),
  );

/** The two halves of a block. */
function halves({ family, first, last }: AddressBlock): [AddressBlock, AddressBlock] {
  const middle = first + (last - first) / 2n;
  return [
    { family, first, last: middle },
    { family, first: middle + 1n, last },
  ];
}

test('two halves cover a block in any order, one of them does not', () => {
  fc.assert(
    fc.property(cidr, fc.array(cidr, { maxLength: 3 }), (whole, more) => {
      const [low, high] = halves(whole);
      expect(covers([high, ...more, low], whole)).toBe(true);
      expect(covers([low], whole)).toBe(false);
      expect(covers([high], whole)).toBe(false);
      expect(contains(whole, low) && contains(whole, high) && overlaps(low, whole)).toBe(true);
      expect(overlaps(low, high) || contains(low, whole)).toBe(false);
    }),
  );
});
