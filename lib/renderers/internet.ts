import type { ClusterProfile } from '../core/cluster/profile';
import { type AddressBlock, contains, parseCidr } from '../core/controls/network/shared/cidr';
import type { AddressPeer } from '../core/network/route';

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

/** The internet: every address but the private ones, the cloud's metadata, and what the cluster itself has. */
export function publicRanges({ metadata, cidrs }: ClusterProfile): AddressPeer[] {
  const own = [...metadata, ...cidrs.pods, ...cidrs.services, ...cidrs.nodes];
  const ranges = [...new Set([...PRIVATE, ...own])].flatMap((cidr): Range[] => {
    const block = parseCidr(cidr);
    return block === undefined ? [] : [{ cidr, block }];
  });
  const outermost = ranges.filter(({ block }, index) => {
    const holds = (other: Range, at: number): boolean =>
      at !== index && contains(other.block, block) && (!contains(block, other.block) || at < index);
    return !ranges.some(holds);
  });
  const except = (family: 4 | 6): string[] =>
    outermost
      .filter(({ block }) => block.family === family)
      .map(({ cidr }) => cidr)
      .sort();
  return [
    { cidr: '0.0.0.0/0', except: except(4) },
    { cidr: '::/0', except: except(6) },
  ];
}
