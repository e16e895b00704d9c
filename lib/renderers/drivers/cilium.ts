import type { ClusterProfile } from '../../core/cluster/profile';
import { requestsOf } from '../../model/intent';
import { isNodeAddress } from '../cilium/node-address';
import { inMesh } from '../istio-ambient/transport';
import type { Driver, Obstacle, SeenRoute } from './driver';
import { gatewayObstacles, noEndpoints } from './network-policy';

/** What CiliumNetworkPolicies can say. */
export const CILIUM: Driver = {
  id: 'cilium',
  title: 'CiliumNetworkPolicy',
  layer: 'policies',
  chosenBy: `networkPolicies: 'cilium'`,
  appliesTo: ({ networkPolicies }) => networkPolicies === 'cilium',
  can: {
    'from-pods': 'yes',
    'to-pods': 'yes',
    'from-namespace': 'yes',
    'to-namespace': 'yes',
    'to-dns': 'yes',
    'to-api-server': 'yes',
    'from-api-server': 'yes',
    'to-host': 'yes',
    'to-internet': 'yes',
    'from-internet': 'yes',
    'to-cidr': 'yes',
    'from-cidr': 'yes',
    'to-gateway': 'yes',
    'from-gateway': 'yes',
    'to-node': 'yes',
    'from-node': 'yes',
    http: 'yes',
    grpc: 'yes',
    udp: 'yes',
    loose: 'no',
  },
  notes: {
    'to-api-server': 'by what it is; the port is that of `apiServer.endpoints`',
    'from-api-server': 'by what it is, with the other nodes',
    'to-host': 'learnt from the answers of the DNS pods; not past a DNS cache on the node',
    'to-gateway': 'where `gateway` is pods',
    http: 'TCP, in clear, between pods or to the outside; not inside of a mesh',
    grpc: 'as `http`: a POST to the path of the method',
    udp: 'SCTP where the agent has it enabled',
    loose: 'not written yet',
  },
  concerns: () => true,
  obstacles: (route, cluster) => [
    ...gatewayObstacles(route, cluster),
    ...entityObstacles(route, cluster),
    ...hostObstacles(route, cluster),
    ...httpObstacles(route, cluster),
  ],
};

function entityObstacles({ other, side }: SeenRoute, { apiServer, gateway }: ClusterProfile): Obstacle[] {
  if (other.party !== 'entity' || side === 'from') return [];
  if (other.entity === 'api-server' && apiServer.endpoints.length === 0) {
    return [noEndpoints('the port behind the Service of the API server')];
  }
  if (other.entity !== 'gateway' || gateway !== 'cilium-ingress') return [];
  const needs = 'a workload, or a gateway of pods';
  return [{ field: 'to', found: `'cilium-ingress'`, needs, fix: 'talk to the workload behind it' }];
}

/** Addresses of a name are learnt from answers that Cilium's proxy sees. */
function hostObstacles({ other }: SeenRoute, { dns }: ClusterProfile): Obstacle[] {
  if (other.party !== 'host') return [];
  const cache = dns.peers.find((peer) => 'cidr' in peer && isNodeAddress(peer.cidr));
  if (cache === undefined || !('cidr' in cache)) return [];
  const needs = 'DNS pods alone: answers of a cache on the node pass Cilium by, and no name is learnt';
  return [
    { field: 'cluster.dns.peers', found: cache.cidr, needs, fix: 'give a cidr in place of the host name' },
  ];
}

const WITHOUT_HTTP = ['dns', 'api-server', 'node'];

function httpObstacles({ intent, other }: SeenRoute, cluster: ClusterProfile): Obstacle[] {
  if (requestsOf(intent) === undefined) return [];
  const field = intent.http === undefined ? 'grpc' : 'http';
  const found: Obstacle[] = [];
  const add = (what: string, needs: string): void => {
    found.push({ field, found: what, needs, fix: `leave ${field} out` });
  };
  const others = intent.ports.filter(({ protocol }) => protocol !== 'TCP');
  if (others.length > 0) add(`${others[0]?.protocol} ports`, 'TCP ports alone');
  if (other.party === 'entity' && WITHOUT_HTTP.includes(other.entity)) {
    add(`rules for ${other.entity}`, 'a peer that is spoken to in clear');
  }
  if (inMesh(intent.from, cluster) && inMesh(intent.to, cluster)) {
    add('a route inside of the mesh', 'a route that Cilium can read');
  }
  return found;
}
