import type { ClusterProfile } from '../core/cluster/profile';
import { publicRanges } from '../core/network/internet';
import type { Peer, Route } from '../core/network/route';
import { peerKey } from '../core/network/route';
import { type Entity, type Party, partyKey } from '../model/intent';
import { apiServerRoutes, dnsRoutes } from '../renderers/network-policy/cluster-routes';
import type { PortSet } from './openings';

/** One peer of the rules of a policy, with all the ports that they open to it. */
export interface Opened {
  readonly party: Party;
  /** The peer in words that do not depend on what is in the set. */
  readonly key: string;
  readonly ports: PortSet;
}

/** A party of which the cluster profile knows the addresses or pods, found among the peers of a policy. */
export interface FoundEntity {
  readonly entity: Entity;
  /** Undefined where the profile knows them. */
  readonly ports: PortSet | undefined;
}

/**
 * Finds what the cluster profile knows by its meaning among the peers of one direction of a policy, and takes it out of
 * them: the opposite of what is rendered for it.
 */
export function takeEntities(
  opened: ReadonlyMap<string, Opened>,
  direction: 'Ingress' | 'Egress',
  cluster: ClusterProfile,
): FoundEntity[] {
  const found: FoundEntity[] = [];
  if (direction === 'Egress') {
    if (takeRoutes(opened, dnsRoutes(cluster))) found.push({ entity: 'dns', ports: undefined });
    if (cluster.apiServer.endpoints.length > 0 && takeRoutes(opened, apiServerRoutes(cluster)))
      found.push({ entity: 'api-server', ports: undefined });
  } else
    found.push(
      ...takePeers(
        opened,
        'api-server',
        cluster.apiServer.endpoints.map(({ cidr }) => ({ cidr })),
      ),
    );
  found.push(...takePeers(opened, 'internet', publicRanges(cluster)));
  const { gateway } = cluster;
  if (typeof gateway === 'object') {
    const { namespace, labels } = gateway;
    found.push(...takePeers(opened, 'gateway', [{ namespace, labels }]));
  }
  return found;
}

/** Whether all of some routes are open; they are closed then. */
function takeRoutes(opened: ReadonlyMap<string, Opened>, routes: readonly Route[]): boolean {
  const seen = routes.map(({ peer, ports }) => ({ ports, set: opened.get(peerKey(peer))?.ports }));
  if (!seen.every(({ ports, set }) => set?.holds(ports) === true)) return false;
  for (const { ports, set } of seen) set?.remove(ports);
  return true;
}

/** The ports that are open to all of some peers alike; they are closed then. */
function takePeers(
  opened: ReadonlyMap<string, Opened>,
  entity: Entity,
  peers: readonly Peer[],
): FoundEntity[] {
  const sets = peers.map((peer) => opened.get(peerKey(peer))?.ports);
  const [first] = sets;
  if (first === undefined || first.isEmpty) return [];
  if (!sets.every((set) => set?.key === first.key)) return [];
  const { both } = first.split(first);
  for (const set of sets) set?.clear();
  return [{ entity, ports: both }];
}

/** The key of a party among the peers of a policy: workloads by the labels that select them. */
export function partyPeerKey(party: Party): string {
  switch (party.party) {
    case 'workload':
    case 'pods':
      return peerKey({ namespace: party.namespace, labels: party.labels });
    case 'cidr':
      return peerKey({ cidr: party.cidr, ...(party.except === undefined ? {} : { except: party.except }) });
    default:
      return partyKey(party);
  }
}
