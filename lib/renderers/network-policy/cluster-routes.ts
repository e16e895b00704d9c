import type { ClusterProfile } from '../../core/cluster/profile';
import type { Route } from '../../core/network/route';

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
 * Service, others the address behind it. No Service, or empty endpoints, mean that the profile does not know them.
 */
export function apiServerRoutes(cluster: ClusterProfile): Route[] {
  const { service, endpoints } = cluster.apiServer;
  return [...(service === undefined ? [] : [service]), ...endpoints].map(({ cidr, port }) => ({
    peer: { cidr },
    ports: [{ port, protocol: 'TCP' as const }],
  }));
}
