import type { ClusterProfile } from '../../core/cluster/profile';
import type { PlainObject } from '../../core/manifest/plain';
import { publicRanges } from '../../core/network/internet';
import { type AddressPeer, isPods, type PodsPeer, type PortSpec } from '../../core/network/route';
import { type HttpRule, type Intent, isWholeNamespace, type Party, requestsOf } from '../../model/intent';
import { PROBE_ADDRESSES, portsOnTheWire } from '../istio-ambient/transport';
import { isNodeAddress } from './node-address';

/** Who a rule is about, in the terms of Cilium, without the direction: `Endpoints`, `CIDRSet`, `Entities`, `FQDNs`. */
export interface CiliumPeer {
  readonly form: 'Endpoints' | 'CIDRSet' | 'Entities' | 'FQDNs';
  readonly items: readonly (PlainObject | string)[];
}

/** What one route opens. */
export interface Opening {
  readonly peer: CiliumPeer;
  readonly ports: readonly PortSpec[];
  readonly http?: readonly HttpRule[];
  /** Whether names are learnt from the answers. */
  readonly dns?: boolean;
}

/** What is known where a route is written. */
export interface Place {
  readonly cluster: ClusterProfile;
  /** The namespace of the workload. */
  readonly home: string;
  /** Whether the workload talks to host names. */
  readonly learnsNames: boolean;
}

/** What a route means to Cilium, seen from the end at which `other` is the other one. */
export function openingsOf(intent: Intent, side: 'from' | 'to', place: Place): Opening[] {
  const other = side === 'from' ? intent.from : intent.to;
  const ports = portsOnTheWire(intent, place.cluster);
  // Requests are judged once, where they arrive; on the way out only where nobody of ours receives them.
  const requests = requestsOf(intent);
  const judged = requests !== undefined && (side === 'from' || other.party !== 'workload');
  const http = judged ? { http: requests } : {};
  if (other.party === 'entity' && other.entity === 'dns') return dnsOpenings(place);
  return peersOf(other, side, place).map((peer) => ({
    peer,
    ports:
      other.party === 'entity' && other.entity === 'api-server' && side === 'to' ? apiPorts(place) : ports,
    ...http,
  }));
}

function peersOf(other: Party, side: 'from' | 'to', { cluster, home }: Place): CiliumPeer[] {
  switch (other.party) {
    case 'workload':
    case 'pods':
      return [endpoints(other, home)];
    case 'cidr':
      // An address of the node is the node itself, and to some versions an address all the same.
      return isNodeAddress(other.cidr) ? [addresses([other]), entities('host')] : [addresses([other])];
    case 'host':
      return [{ form: 'FQDNs', items: [nameOf(other.host)] }];
    case 'selected':
      return isWholeNamespace(other) ? [namespaceOf(other.namespaces)] : [];
    case 'anybody':
      return [];
    case 'entity':
      break;
  }
  switch (other.entity) {
    case 'internet':
      return [addresses(publicRanges(cluster))];
    case 'node':
      return [
        entities('host'),
        ...(side === 'from' && cluster.mesh !== undefined ? [addresses(PROBE_ADDRESSES)] : []),
      ];
    case 'api-server':
      return [side === 'from' ? entities('kube-apiserver', 'remote-node') : entities('kube-apiserver')];
    case 'gateway':
      return typeof cluster.gateway === 'object' ? [endpoints(cluster.gateway, home)] : [entities('ingress')];
    case 'dns':
      return [];
  }
}

/** A peer of the plain form. */
export function peerOf(peer: PodsPeer | AddressPeer, home: string): CiliumPeer {
  return isPods(peer) ? endpoints(peer, home) : addresses([peer]);
}

function endpoints({ namespace, labels }: PodsPeer, home: string): CiliumPeer {
  const own = namespace === home ? {} : { 'k8s:io.kubernetes.pod.namespace': namespace };
  return { form: 'Endpoints', items: [{ matchLabels: { ...own, ...prefixed(labels) } }] };
}

/** All pods of a namespace; its label is written for the own one, too: an empty selector would mean every namespace to some. */
function namespaceOf(namespace: string): CiliumPeer {
  return { form: 'Endpoints', items: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': namespace } }] };
}

/** Labels of pods as Cilium writes them, so that none of another source is meant. */
export function prefixed(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [`k8s:${key}`, value]));
}

function addresses(peers: readonly AddressPeer[]): CiliumPeer {
  const items = peers.map(({ cidr, except = [] }) => ({
    cidr,
    ...(except.length === 0 ? {} : { except: [...except].sort() }),
  }));
  return { form: 'CIDRSet', items };
}

function entities(...names: string[]): CiliumPeer {
  return { form: 'Entities', items: names };
}

function nameOf(host: string): PlainObject {
  const name = host.toLowerCase().replace(/\.$/, '');
  return name.includes('*') ? { matchPattern: name } : { matchName: name };
}

/** The port behind the Service: that is where Cilium judges. */
function apiPorts({ cluster }: Place): PortSpec[] {
  return cluster.apiServer.endpoints.map(({ port }) => ({ port, protocol: 'TCP' }));
}

/** Who answers for names: pods; a cache on the node, which is the host; or addresses. */
function dnsOpenings({ cluster, home, learnsNames }: Place): Opening[] {
  const { peers, port } = cluster.dns;
  return peers.map((peer) => {
    const node = 'cidr' in peer && isNodeAddress(peer.cidr);
    const number = 'cidr' in peer ? 53 : port;
    return {
      peer: node ? entities('host') : peerOf(peer, home),
      ports: [
        { port: number, protocol: 'TCP' },
        { port: number, protocol: 'UDP' },
      ],
      dns: learnsNames && !node,
    };
  });
}
