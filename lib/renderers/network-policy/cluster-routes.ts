import type { ClusterProfile } from '../../core/cluster/profile';
import { type AddressBlock, parseCidr } from '../../core/controls/network/cidr';
import type { AddressPeer, Route } from '../../core/network/route';

/** The routes to the cluster's DNS, UDP and TCP: every workload has them, or no name resolves. */
export function dnsRoutes(cluster: ClusterProfile): Route[] {
  const { peers, port } = cluster.dns;
  return peers.map((peer) => ({
    peer,
    ports: [
      { port: 'cidr' in peer ? 53 : port, protocol: 'UDP' as const },
      { port: 'cidr' in peer ? 53 : port, protocol: 'TCP' as const },
    ],
  }));
}

/**
 * The routes to the API server, on both sides of address translation: some network plugins judge the address of the
 * Service, others the address behind it. Empty endpoints mean that the profile does not know them.
 */
export function apiServerRoutes(cluster: ClusterProfile): Route[] {
  const { service, endpoints } = cluster.apiServer;
  return [service, ...endpoints].map(({ cidr, port }) => ({
    peer: { cidr },
    ports: [{ port, protocol: 'TCP' as const }],
  }));
}

/** Addresses that are in no internet: RFC 1918, RFC 6598, link-local; unique local and link-local ones of IPv6. */
const PRIVATE = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  'fc00::/7',
  'fe80::/10',
];

/** Everything outside of the cluster, in both families: all addresses but private ones and those that the profile names. */
export function internetPeers({ cidrs, metadata }: ClusterProfile): AddressPeer[] {
  const own = [...PRIVATE, ...cidrs.pods, ...cidrs.services, ...cidrs.nodes, ...metadata];
  return (['0.0.0.0/0', '::/0'] as const).map((cidr) => ({ cidr, except: outermost(own, cidr) }));
}

/** The ranges of one family, without those that lie in another one. */
function outermost(ranges: readonly string[], whole: string): string[] {
  const family = parseCidr(whole)?.family;
  const blocks = new Map<string, AddressBlock>();
  for (const range of ranges) {
    const block = parseCidr(range);
    if (block !== undefined && block.family === family) blocks.set(range, block);
  }
  const inside = (a: AddressBlock, b: AddressBlock): boolean =>
    a !== b && b.first <= a.first && a.last <= b.last;
  return [...blocks]
    .filter(([, block]) => ![...blocks.values()].some((other) => inside(block, other)))
    .map(([range]) => range)
    .sort();
}
