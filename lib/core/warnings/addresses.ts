import type { Field } from '../validation/field';
import { parseAddress, parseBlock } from '../validation/primitives/addresses';

const V6_GROUPS = 8;
/** Bits before an IPv4 address that is written as an IPv6 one. */
const MAPPED_BITS = 96;

/** Bytes as text in the form of RFC 5952: the longest run of zero groups is left out, and letters are small. */
export function canonicalAddress(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: V6_GROUPS }, (_, index) =>
    (((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0)).toString(16),
  );
  let best = { start: 0, length: 1 };
  for (let start = 0; start < V6_GROUPS; start += 1) {
    let length = 0;
    while (groups[start + length] === '0') length += 1;
    if (length > best.length) best = { start, length };
  }
  if (best.length < 2) return groups.join(':');
  return `${groups.slice(0, best.start).join(':')}::${groups.slice(best.start + best.length).join(':')}`;
}

/** An address that other programs may read as another one, or not at all. */
export function warnOfAddress(field: Field): void {
  const { text } = field;
  const address = text === undefined ? undefined : parseAddress(text);
  if (address === undefined) return;
  const wanted = canonicalAddress(address.bytes);
  if (wanted !== text) field.invalid(`the canonical form of the address: ${wanted}`, `write ${wanted}`);
}

/** The same of a block of addresses. */
export function warnOfBlock(field: Field): void {
  const text = field.text?.trim();
  const block = text === undefined ? undefined : parseBlock(text);
  if (block === undefined) return;
  const inV4 = block.mapped && block.prefix >= MAPPED_BITS;
  const wanted = inV4
    ? `${canonicalAddress(block.bytes.slice(-4))}/${block.prefix - MAPPED_BITS}`
    : `${canonicalAddress(block.bytes)}/${block.prefix}`;
  if (wanted !== text) field.invalid(`the canonical form of the block: ${wanted}`, `write ${wanted}`);
}
