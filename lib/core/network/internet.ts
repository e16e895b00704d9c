import type { ClusterProfile } from '../cluster/profile';
import { type AddressBlock, contains, covers, parseCidr } from '../controls/network/shared/cidr';
import type { AddressPeer } from './route';

/** Ranges that are no part of the internet, in both families. Sources: RFC 1918, 3927, 4193, 4291, 6598. */
const PRIVATE = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  'fc00::/7',
  'fe80::/10',
];

interface Range {
  readonly cidr: string;
  readonly block: AddressBlock;
}

/** The ranges that are no part of the internet, none of them inside of another. */
function privateRanges({ metadata, cidrs }: ClusterProfile): readonly Range[] {
  const own = [...metadata, ...cidrs.pods, ...cidrs.services, ...cidrs.nodes];
  const ranges = [...new Set([...PRIVATE, ...own])].flatMap((cidr): Range[] => {
    const block = parseCidr(cidr);
    return block === undefined ? [] : [{ cidr, block }];
  });
  return ranges.filter(({ block }, index) => {
    const holds = (other: Range, at: number): boolean =>
      at !== index && contains(other.block, block) && (!contains(block, other.block) || at < index);
    return !ranges.some(holds);
  });
}

/** The internet: every address but the private ones, the cloud's metadata, and what the cluster itself has. */
export function publicRanges(cluster: ClusterProfile): AddressPeer[] {
  const ranges = privateRanges(cluster);
  return ['0.0.0.0/0', '::/0'].map((cidr) => publicPart(cidr, ranges) ?? { cidr });
}

/**
 * What of a range is the internet.
 * @returns undefined where nothing of it is, or it is no range
 */
export function publicPartOf(cidr: string, cluster: ClusterProfile): AddressPeer | undefined {
  return publicPart(cidr, privateRanges(cluster));
}

function publicPart(cidr: string, ranges: readonly Range[]): AddressPeer | undefined {
  const whole = parseCidr(cidr);
  if (whole === undefined) return undefined;
  const inside = ranges.filter(({ block }) => contains(whole, block));
  // Ranges of the cluster together may leave nothing of it.
  const blocks = ranges.map(({ block }) => block);
  if (covers(blocks, whole)) return undefined;
  return { cidr, except: inside.map((range) => range.cidr).sort() };
}
