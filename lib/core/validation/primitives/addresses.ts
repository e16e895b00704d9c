import { isOn } from '../context';
import type { Field } from '../field';

/** An address as the API server reads it, which is laxer than the standards in fields that are older than its strictness. */
export interface Address {
  /** 4 bytes for IPv4, also where it is written as an IPv6 address; else 16. */
  readonly bytes: readonly number[];
  /** Whether a strict reader refuses its form: leading zeros, or groups of more than four digits. */
  readonly sloppy: boolean;
  /** Whether it is an IPv4 address written as an IPv6 one. */
  readonly mapped: boolean;
}

/** A block of addresses. */
export interface Block {
  /** The first address of the block: 4 or 16 bytes. */
  readonly bytes: readonly number[];
  readonly prefix: number;
  readonly sloppy: boolean;
  readonly mapped: boolean;
  /** Whether bits behind the prefix are set. */
  readonly interfaceBits: boolean;
}

const V4_BYTES = 4;
const V6_BYTES = 16;
const BYTE = 8;
/** Numbers from here on are none: Go's reader stops there. */
const BIG = 0xffffff;
const MAPPED_PREFIX: readonly number[] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

/** Reads an address; undefined where it is none. */
export function parseAddress(text: string): Address | undefined {
  const [dot, colon] = [text.indexOf('.'), text.indexOf(':')];
  if (dot >= 0 && (colon < 0 || dot < colon)) return parseV4(text);
  return colon < 0 ? undefined : parseV6(text);
}

/** Reads a block such as `10.0.0.0/8`; undefined where it is none. */
export function parseBlock(text: string): Block | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  const [written, length] = [text.slice(0, slash), text.slice(slash + 1)];
  const v4 = parseV4(written);
  const v6 = v4 === undefined ? parseV6(written) : undefined;
  const address = v4 ?? v6;
  if (address === undefined || !/^\d+$/.test(length)) return undefined;
  const whole = v6 === undefined ? address.bytes : wide(v6);
  const prefix = Number(length);
  if (prefix > whole.length * BYTE) return undefined;
  const bytes = whole.map((byte, index) => byte & maskByte(prefix - index * BYTE));
  return {
    bytes,
    prefix,
    sloppy: address.sloppy || /^0\d/.test(length),
    mapped: address.mapped,
    interfaceBits: bytes.some((byte, index) => byte !== whole[index]),
  };
}

/** Whether a block lies in another one and is smaller. */
export function isStrictSubset(inner: Block, outer: Block): boolean {
  const [first, base] = [narrow(inner.bytes), narrow(outer.bytes)];
  if (first.length !== base.length) return false;
  const prefix = outer.prefix - (outer.bytes.length - base.length) * BYTE;
  const inside = base.every(
    (byte, index) => byte === ((first[index] ?? 0) & maskByte(prefix - index * BYTE)),
  );
  return inside && inner.prefix > outer.prefix;
}

/** Refuses what is no address, or one in a form that newer versions refuse too. */
export function checkAddress(field: Field): Address | undefined {
  const { text } = field;
  if (text === undefined) return undefined;
  const address = parseAddress(text);
  if (address === undefined) field.invalid('an IP address, such as 10.9.8.7 or 2001:db8::ffff');
  else if (isOn('StrictIPCIDRValidation', field.context)) {
    if (address.sloppy) field.invalid('an IP address without leading zeros');
    if (address.mapped) field.invalid('an IPv4 address that is not written as an IPv6 one');
  }
  return address;
}

/** The same for a block of addresses. @param text where spaces around it count for nothing */
export function checkBlock(field: Field, text = field.text): Block | undefined {
  if (text === undefined) return undefined;
  const block = parseBlock(text);
  if (block === undefined) field.invalid('a block of addresses, such as 10.9.8.0/24 or 2001:db8::/64');
  else if (isOn('StrictIPCIDRValidation', field.context)) {
    if (block.sloppy) field.invalid('a block of addresses without leading zeros');
    else if (block.mapped) field.invalid('a block of IPv4 addresses that is not written as one of IPv6');
    else if (block.interfaceBits) field.invalid('a block of addresses with no bit set behind the prefix');
  }
  return block;
}

/** What an address outside of the cluster may not be. Source: `ValidateEndpointIP`. */
export function checkEndpointAddress(field: Field, { bytes }: Address): void {
  const [first = 0, second = 0, third = 0] = bytes;
  const v4 = bytes.length === V4_BYTES;
  const head = bytes.slice(0, -1).every((byte) => byte === 0);
  const last = bytes.at(-1) ?? 0;
  if (head && last === 0) field.invalid('an address of an endpoint, not the unspecified one');
  if (v4 ? first === 127 : head && last === 1) field.invalid('an address that is not in the loopback range');
  if (v4 ? first === 169 && second === 254 : first === 0xfe && (second & 0xc0) === 0x80)
    field.invalid('an address that is not in the link-local range');
  if (v4 ? first === 224 && second === 0 && third === 0 : first === 0xff && (second & 0x0f) === 2)
    field.invalid('an address that is not in the link-local multicast range');
}

function maskByte(bits: number): number {
  if (bits >= BYTE) return 0xff;
  return bits <= 0 ? 0 : (0xff << (BYTE - bits)) & 0xff;
}

function parseV4(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== V4_BYTES) return undefined;
  const bytes: number[] = [];
  for (const part of parts) {
    if (!/^\d+$/.test(part) || Number(part) > 0xff) return undefined;
    bytes.push(Number(part));
  }
  return { bytes, sloppy: parts.some((part) => part.length > 1 && part.startsWith('0')), mapped: false };
}

function parseV6(text: string): Address | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = [groupsOf(halves[0] ?? '', halves.length === 1), groupsOf(halves[1] ?? '', true)];
  if (head === undefined || tail === undefined) return undefined;
  const gap = V6_BYTES - head.bytes.length - tail.bytes.length;
  if (halves.length === 1 ? gap !== 0 : gap < 2) return undefined;
  const bytes = [...head.bytes, ...new Array<number>(gap).fill(0), ...tail.bytes];
  const mapped = MAPPED_PREFIX.every((byte, index) => bytes[index] === byte);
  return { bytes: narrow(bytes), sloppy: head.sloppy || tail.sloppy, mapped };
}

/** The bytes of one side of `::`; a dotted quad may be at the end of the last one. */
function groupsOf(text: string, last: boolean): { bytes: number[]; sloppy: boolean } | undefined {
  const bytes: number[] = [];
  let sloppy = false;
  if (text === '') return { bytes, sloppy };
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (last && index === parts.length - 1 && part.includes('.')) {
      const quad = parseV4(part);
      if (quad === undefined) return undefined;
      bytes.push(...quad.bytes);
      sloppy ||= quad.sloppy;
      continue;
    }
    const group = /^[0-9a-fA-F]+$/.test(part) ? Number.parseInt(part, 16) : BIG;
    if (group > 0xffff) return undefined;
    sloppy ||= part.length > 4;
    bytes.push(group >> BYTE, group & 0xff);
  }
  return { bytes, sloppy };
}

/** An address of 16 bytes that stands for one of IPv4 as its 4 bytes. */
function narrow(bytes: readonly number[]): readonly number[] {
  const mapped = bytes.length === V6_BYTES && MAPPED_PREFIX.every((byte, index) => bytes[index] === byte);
  return mapped ? bytes.slice(MAPPED_PREFIX.length) : bytes;
}

function wide({ bytes }: Address): readonly number[] {
  return bytes.length === V6_BYTES ? bytes : [...MAPPED_PREFIX, ...bytes];
}
