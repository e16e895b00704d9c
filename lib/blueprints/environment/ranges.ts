import { parseCidr } from '../../core/controls/network/shared/cidr';
import type { Problems } from '../problems';

/** Looks at ranges of addresses, and at those that take their place. */
export function checkRanges(
  ranges: Readonly<Record<string, unknown>>,
  path: string,
  problems: Problems,
): void {
  for (const [from, to] of Object.entries(ranges)) {
    const wrong = [from, to].find((cidr) => typeof cidr === 'string' && parseCidr(cidr) === undefined);
    if (wrong !== undefined)
      problems.add(`${path}["${from}"]`, wrong, 'a range of addresses', `'192.0.2.0/24': '198.51.100.0/24'`);
  }
}
