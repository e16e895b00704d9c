import type { ClusterProfile } from '../../core/cluster/profile';
import type { Party } from '../../model/intent';
import { accountOf, inMesh } from '../istio-ambient/transport';
import type { Driver, Obstacle, SeenRoute } from './driver';

/** What the ztunnel of Istio can say: who may reach a workload, by account and TCP port. */
export const ISTIO_AMBIENT: Driver = {
  id: 'istio-ambient',
  title: 'AuthorizationPolicy (ambient)',
  layer: 'mesh',
  chosenBy: `mesh: 'istio-ambient'`,
  appliesTo: ({ mesh }) => mesh === 'istio-ambient',
  can: {
    'from-pods': 'yes',
    'to-pods': 'beneath',
    'from-namespace': 'yes',
    'to-namespace': 'beneath',
    'to-dns': 'beneath',
    'to-api-server': 'beneath',
    'from-api-server': 'no',
    'to-host': 'beneath',
    'to-internet': 'beneath',
    'from-internet': 'no',
    'to-cidr': 'beneath',
    'from-cidr': 'no',
    'to-gateway': 'beneath',
    'from-gateway': 'yes',
    'to-node': 'beneath',
    'from-node': 'beneath',
    http: 'no',
    grpc: 'no',
    udp: 'beneath',
    loose: 'no',
  },
  notes: {
    'from-pods': 'by their account; those without one are outside of the mesh, and STRICT refuses them',
    'from-namespace': 'by its name; who is outside of the mesh is refused',
    'from-gateway': 'where `gateway.account` is said',
    'from-api-server': 'STRICT refuses who has no identity',
    'from-internet': 'STRICT refuses who has no identity',
    'from-cidr': 'STRICT refuses who has no identity',
    http: 'ztunnel is layer 4: it drops the whole rule',
    grpc: 'ztunnel is layer 4: it drops the whole rule',
  },
  concerns: concerned,
  obstacles: (route, cluster) => (route.side === 'from' ? accountObstacles(route.other, cluster) : []),
};

/** The receiving side decides, on TCP; what is asked of HTTP is lost wherever both ends are in the mesh. */
function concerned({ intent, side }: SeenRoute, cluster: ClusterProfile): boolean {
  if (intent.loose === undefined && !intent.ports.some(({ protocol }) => protocol === 'TCP')) return false;
  return side === 'from' || (inMesh(intent.from, cluster) && inMesh(intent.to, cluster));
}

function accountObstacles(party: Party, cluster: ClusterProfile): Obstacle[] {
  const gateway = party.party === 'entity' && party.entity === 'gateway';
  if (party.party !== 'workload' && party.party !== 'pods' && !gateway) return [];
  const account = accountOf(party, cluster);
  if (account !== undefined && !account.endsWith('/default')) return [];
  const field = gateway ? 'cluster.gateway.account' : 'account';
  const found = account === undefined ? 'nothing' : `'default', which is many programs`;
  return [
    { field, found, needs: 'the ServiceAccount of the peer, one of its own', fix: `account: 'gateway'` },
  ];
}
