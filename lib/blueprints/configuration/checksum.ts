import { fnv1a } from '../../core/fnv';

/** A short hash of a string, sixteen hexadecimal digits: it tells two versions of a configuration apart, and keeps no secret. */
export function checksum(text: string): string {
  return `${digits(fnv1a(text))}${digits(fnv1a(text, 0x01234567))}`;
}

function digits(hash: number): string {
  return hash.toString(16).padStart(8, '0');
}
