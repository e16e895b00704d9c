import { dataText } from '../manifest/plain';
import type { LabelSelector } from '../manifest/selector';

/** A transport protocol that a NetworkPolicy can name. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** A port with its protocol; always the number that the container listens on. */
export interface PortSpec {
  readonly port: number;
  readonly protocol: Protocol;
}

/** Ports that are no single number. */
export interface LoosePort {
  readonly protocol: Protocol;
  /** The first of a range, or the name that containers give a port. @default every port of the protocol */
  readonly port?: number | string;
  /** The last of a range. */
  readonly endPort?: number;
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

/** Pods by selectors; without one of namespaces, in the namespace of the policy. */
export interface SelectorPeer {
  readonly namespaces?: LabelSelector;
  readonly pods: LabelSelector;
}

/** Who is at the other end of a route. */
export type Peer = PodsPeer | AddressPeer | SelectorPeer | 'anybody';

/** One permission: a peer and the ports of the receiving side. */
export interface Route {
  readonly peer: Peer;
  readonly ports: readonly PortSpec[];
  /** Further ports. @default none */
  readonly loose?: readonly LoosePort[] | 'all';
}

/** Whether a peer is pods rather than addresses. */
export function isPods(peer: Peer): peer is PodsPeer {
  return typeof peer === 'object' && 'labels' in peer;
}

/** A string that is equal for equal peers, and sorts pods before addresses. */
export function peerKey(peer: Peer): string {
  if (peer === 'anybody') return '3|';
  if ('pods' in peer) return `2|${dataText(peer.namespaces)}|${dataText(peer.pods)}`;
  if (!isPods(peer)) return `1|${peer.cidr}|${[...(peer.except ?? [])].sort().join(',')}`;
  const labels = Object.entries(peer.labels).map(([key, value]) => `${key}=${value}`);
  return `0|${peer.namespace}|${labels.sort().join(',')}`;
}
