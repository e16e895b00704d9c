import type { ClusterProfile } from '../../core/cluster/profile';
import type { AddressPeer, PortSpec, Protocol, Route } from '../../core/network/route';
import { type Intent, isWholeNamespace, type Party } from '../../model/intent';
import { type Container, containersOf, type Pod } from '../../model/pod';

/** The port at which ztunnel receives, whatever port is asked for inside. Source: Istio, application requirements. */
const HBONE: PortSpec = { port: 15008, protocol: 'TCP' };

/** From where the kubelet comes to pods of the mesh, in both families. Source: Istio, ambient and NetworkPolicy. */
export const PROBE_ADDRESSES: readonly AddressPeer[] = [
  { cidr: '169.254.7.127/32' },
  { cidr: 'fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128' },
];

/** Who a party is to the mesh, as `namespace/account`; undefined for who is not in it, or not known. */
export function accountOf(party: Party, { gateway }: ClusterProfile): string | undefined {
  if (party.party === 'entity') {
    if (party.entity !== 'gateway' || typeof gateway !== 'object' || gateway.account === undefined)
      return undefined;
    return `${gateway.namespace}/${gateway.account}`;
  }
  if (party.party !== 'workload' && party.party !== 'pods') return undefined;
  return party.account === undefined ? undefined : `${party.namespace}/${party.account}`;
}

/** Whether a party is in the mesh of its cluster: workloads of ours are, others where their account is said, or all of their namespace is meant. */
export function inMesh(party: Party, cluster: ClusterProfile): boolean {
  return cluster.mesh !== undefined && (accountOf(party, cluster) !== undefined || isWholeNamespace(party));
}

/**
 * The ports of a route as policies on layer 3 and 4 see them: inside of the mesh all TCP goes through one port. Which
 * ports are meant says the mesh alone.
 */
export function portsOnTheWire(intent: Intent, cluster: ClusterProfile): readonly PortSpec[] {
  if (cluster.mesh !== undefined && inMesh(intent.from, cluster) && isWholeNamespace(intent.to)) {
    // Whether its pods are in the mesh nobody says: both ways are open.
    return intent.ports.some(({ protocol }) => protocol === 'TCP') ? [HBONE, ...intent.ports] : intent.ports;
  }
  if (!inMesh(intent.from, cluster) || !inMesh(intent.to, cluster)) return intent.ports;
  const others = intent.ports.filter(({ protocol }) => protocol !== 'TCP');
  return others.length === intent.ports.length ? others : [HBONE, ...others];
}

/** The routes that a pod needs under a mesh beside those that are declared: the probes of the kubelet. */
export function meshRoutes(pod: Pod, cluster: ClusterProfile): (Route & { readonly peer: AddressPeer })[] {
  if (cluster.mesh === undefined) return [];
  const numbers = new Set(containersOf(pod).flatMap((container) => probedPorts(container)));
  const ports = [...numbers].sort((a, b) => a - b).map((port) => ({ port, protocol: 'TCP' as Protocol }));
  return ports.length === 0 ? [] : PROBE_ADDRESSES.map((peer) => ({ peer, ports }));
}

function probedPorts({ probes, ports }: Container): number[] {
  return Object.values(probes).flatMap((probe) => {
    const port = probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port;
    if (typeof port === 'number') return [port];
    const named = ports.find(({ name }) => name === port);
    return named === undefined ? [] : [named.container];
  });
}
