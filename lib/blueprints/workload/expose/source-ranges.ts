import type { ClusterProfile } from '../../../core/cluster/profile';
import { contains, overlaps, parseCidr } from '../../../core/controls/network/shared/cidr';
import type { Problems } from '../../problems';

const FIX = `sourceRanges: ['203.0.113.0/24']`;
const EVERYBODY = ['0.0.0.0/0', '::/0'].flatMap((all) => parseCidr(all) ?? []);

/** Reads the addresses of clients outside of the cluster. */
export function sourceRangesOf(
  ranges: readonly string[] | undefined,
  cluster: ClusterProfile,
  field: string,
  problems: Problems,
): readonly string[] {
  if (ranges === undefined || ranges.length === 0) {
    problems.add(field, ranges, 'the addresses of its clients: without them everyone gets in', FIX);
    return [];
  }
  const seen = new Set<string>();
  for (const [index, range] of ranges.entries()) {
    const place = `${field}[${index}]`;
    const needs = needsOf(range, cluster);
    if (needs !== undefined) problems.add(place, range, needs, FIX);
    else if (seen.has(range)) problems.add(place, range, 'each range once', 'leave it out');
    seen.add(range);
  }
  return ranges;
}

function needsOf(range: string, { cidrs }: ClusterProfile): string | undefined {
  const block = parseCidr(range);
  if (block === undefined || range.toLowerCase().startsWith('::ffff:'))
    return 'a range of addresses such as 203.0.113.0/24';
  const [address] = range.split('/');
  const one = parseCidr(`${address}/${block.family === 4 ? 32 : 128}`);
  if (one?.first !== block.first)
    return 'the first address of the range before the /, as the API server asks';
  if (EVERYBODY.some((all) => contains(block, all)))
    return 'ranges of clients that are known: everyone comes through the gateway';
  const pods = cidrs.pods.flatMap((cidr) => parseCidr(cidr) ?? []);
  return pods.some((inside) => contains(inside, block))
    ? 'addresses outside of the cluster: pods talk by talksTo'
    : undefined;
}

/** The ranges of pods that lie in a range of clients: those who are in the cluster are no clients outside of it. */
export function podsWithin(range: string, { cidrs }: ClusterProfile): readonly string[] {
  const block = parseCidr(range);
  if (block === undefined) return [];
  return cidrs.pods.filter((cidr) => {
    const pods = parseCidr(cidr);
    return pods !== undefined && overlaps(block, pods) && contains(block, pods) && !contains(pods, block);
  });
}
