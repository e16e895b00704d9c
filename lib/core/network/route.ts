/** A transport protocol that a NetworkPolicy can name. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** A port with its protocol; always the number that the container listens on. */
export interface PortSpec {
  readonly port: number;
  readonly protocol: Protocol;
}

/** Pods by their labels, in one namespace. */
export interface PodsPeer {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Addresses, with holes. */
export interface AddressPeer {
  readonly cidr: string;
  readonly except?: readonly string[];
}

/** Who is at the other end of a route. */
export type Peer = PodsPeer | AddressPeer;

/** One permission: a peer and the ports of the receiving side. */
export interface Route {
  readonly peer: Peer;
  readonly ports: readonly PortSpec[];
}

/** Whether a peer is pods rather than addresses. */
export function isPods(peer: Peer): peer is PodsPeer {
  return 'labels' in peer;
}

/** A text that is equal for equal peers, and sorts pods before addresses. */
export function peerKey(peer: Peer): string {
  if (!isPods(peer)) return `1|${peer.cidr}|${[...(peer.except ?? [])].sort().join(',')}`;
  const labels = Object.entries(peer.labels).map(([key, value]) => `${key}=${value}`);
  return `0|${peer.namespace}|${labels.sort().join(',')}`;
}
