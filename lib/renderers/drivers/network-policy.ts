import type { ClusterProfile } from '../../core/cluster/profile';
import type { Driver, Obstacle, SeenRoute } from './driver';

/** What NetworkPolicies of Kubernetes can say. */
export const NETWORK_POLICY: Driver = {
  id: 'network-policy',
  title: 'NetworkPolicy',
  layer: 'policies',
  chosenBy: `networkPolicies: 'kubernetes'`,
  appliesTo: ({ networkPolicies = 'kubernetes' }) => networkPolicies === 'kubernetes',
  can: {
    'from-pods': 'yes',
    'to-pods': 'yes',
    'from-namespace': 'yes',
    'to-namespace': 'yes',
    'to-dns': 'yes',
    'to-api-server': 'yes',
    'from-api-server': 'yes',
    'to-host': 'no',
    'to-internet': 'yes',
    'from-internet': 'yes',
    'to-cidr': 'yes',
    'from-cidr': 'yes',
    'to-gateway': 'yes',
    'from-gateway': 'yes',
    'to-node': 'no',
    'from-node': 'yes',
    http: 'no',
    grpc: 'no',
    udp: 'yes',
    loose: 'yes',
  },
  notes: {
    'to-api-server': 'by the addresses of `apiServer`',
    'from-api-server': 'by `apiServer.endpoints`',
    'to-gateway': 'where `gateway` is pods',
    'from-gateway': 'where `gateway` is pods',
    'from-node': 'always allowed: there is no rule for it',
  },
  concerns: () => true,
  obstacles: (route, cluster) => [...gatewayObstacles(route, cluster), ...apiServerObstacles(route, cluster)],
};

/** A gateway of which the profile says nothing. */
export function gatewayObstacles({ other }: SeenRoute, { gateway }: ClusterProfile): Obstacle[] {
  if (other.party !== 'entity' || other.entity !== 'gateway' || gateway !== undefined) return [];
  const fix = `gateway: { namespace: 'ingress', labels: { 'app.kubernetes.io/name': 'gateway' } }`;
  return [{ field: 'cluster.gateway', found: 'nothing', needs: 'who the gateway is', fix }];
}

/** An API server of which the profile knows no addresses. */
export function apiServerObstacles({ other, side }: SeenRoute, { apiServer }: ClusterProfile): Obstacle[] {
  if (other.party !== 'entity' || other.entity !== 'api-server') return [];
  const obstacles: Obstacle[] = [];
  if (side === 'to' && apiServer.service === undefined) {
    const needs = 'the address of the Service kubernetes, which pods call';
    const fix = `service: { cidr: '192.0.2.1/32', port: 443 }`;
    obstacles.push({ field: 'cluster.apiServer.service', found: 'nothing', needs, fix });
  }
  if (apiServer.endpoints.length === 0) {
    const to = 'the addresses of the API server behind its Service';
    obstacles.push(noEndpoints(side === 'to' ? to : 'the addresses from which the API server calls'));
  }
  return obstacles;
}

/** What the profile has to know of the API server. */
export function noEndpoints(needs: string): Obstacle {
  const fix = `endpoints: [{ cidr: '192.0.2.10/32', port: 6443 }]`;
  return { field: 'cluster.apiServer.endpoints', found: 'none', needs, fix };
}
