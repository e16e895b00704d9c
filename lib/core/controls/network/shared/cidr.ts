/** A block of addresses: all from `first` to `last`, both included. */
export interface AddressBlock {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

const CIDR = /^([0-9a-fA-F:.]+)\/([0-9]{1,3})$/;
const DECIMAL = /^(?:0|[1-9][0-9]{0,2})$/;
const GROUP = /^[0-9a-fA-F]{1,4}$/;

/** Bits before the 32 of an IPv4 address that is written as an IPv6 one (RFC 4291, 2.5.5.2), and their value. */
const MAPPED_BITS = 96;
const MAPPED = 0xffffn;

/**
 * Reads a CIDR such as `10.0.0.0/8` or `fd00::/8`; bits behind the prefix are ignored. `::ffff:0:0/96` is the IPv4
 * block 0.0.0.0/0, as to the network plugins. Undefined where it is none.
 */
export function parseCidr(text: string): AddressBlock | undefined {
  const [, address, length] = CIDR.exec(text) ?? [];
  if (address === undefined || length === undefined) return undefined;
  const family = address.includes(':') ? 6 : 4;
  const value = family === 6 ? parseIpv6(address) : parseIpv4(address);
  const bits = family === 6 ? 128 : 32;
  const prefix = Number(length);
  if (value === undefined || prefix > bits) return undefined;
  if (family === 6 && prefix >= MAPPED_BITS && value >> 32n === MAPPED) {
    return blockOf(4, value - (MAPPED << 32n), BigInt(bits - prefix));
  }
  return blockOf(family, value, BigInt(bits - prefix));
}

function blockOf(family: 4 | 6, value: bigint, free: bigint): AddressBlock {
  const first = (value >> free) << free;
  return { family, first, last: first + (1n << free) - 1n };
}

/** Whether all addresses of `inner` are in `outer`. */
export function contains(outer: AddressBlock, inner: AddressBlock): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether two blocks have an address in common. */
export function overlaps(a: AddressBlock, b: AddressBlock): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** Whether blocks together hold every address of `whole`. */
export function covers(blocks: readonly AddressBlock[], whole: AddressBlock): boolean {
  const sorted = blocks
    .filter((block) => overlaps(block, whole))
    .sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  let next = whole.first;
  for (const block of sorted) {
    if (block.first > next) return false;
    if (block.last >= next) next = block.last + 1n;
  }
  return next > whole.last;
}

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0n;
  for (const part of parts) {
    if (!DECIMAL.test(part) || Number(part) > 255) return undefined;
    value = (value << 8n) + BigInt(part);
  }
  return value;
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  if (halves.length === 2 && halves[0]?.includes('.')) return undefined;
  const head = groupsOf(halves[0] ?? '');
  const tail = groupsOf(halves[1] ?? '');
  if (head === undefined || tail === undefined) return undefined;
  const gap = 8 - head.length - tail.length;
  if (halves.length === 1 ? gap !== 0 : gap < 1) return undefined;
  const groups = [...head, ...new Array<bigint>(gap).fill(0n), ...tail];
  return groups.reduce((value, group) => (value << 16n) + group, 0n);
}

/** The 16-bit groups of one side of `::`; a dotted quad at the end is two of them. */
function groupsOf(text: string): bigint[] | undefined {
  if (text === '') return [];
  const groups: bigint[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (part.includes('.')) {
      const quad = parseIpv4(part);
      if (quad === undefined || index !== parts.length - 1) return undefined;
      groups.push(quad >> 16n, quad & 0xffffn);
    } else if (GROUP.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}
