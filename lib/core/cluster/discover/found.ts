import { parseCidr } from '../../controls/network/shared/cidr';

/** A fact that a dump does not tell, and who can tell it. */
export interface Unknown {
  /** The field of the profile. */
  readonly field: string;
  /** Why it is not known, and where to look. */
  readonly why: string;
}

/** What was read for a field, and what stays unknown of it. */
export interface Found<T> {
  readonly value: T;
  readonly unknown: readonly Unknown[];
}

/** A value with nothing unknown. */
export function known<T>(value: T): Found<T> {
  return { value, unknown: [] };
}

/** A value that stands for what is not known, and why. */
export function notKnown<T>(value: T, field: string, why: string): Found<T> {
  return { value, unknown: [{ field, why }] };
}

/** An address as the block of it alone; undefined where it is none. */
export function blockOf(address: string): string | undefined {
  const cidr = `${address}/${address.includes(':') ? 128 : 32}`;
  return parseCidr(cidr) === undefined ? undefined : cidr;
}

/** The blocks of a list, each once and sorted; what is none is left out. */
export function blocksOf(cidrs: Iterable<string>): string[] {
  return [...new Set(cidrs)].filter((cidr) => parseCidr(cidr) !== undefined).sort();
}
