import type { ClusterProfile } from '../../core/cluster/profile';
import type { Intent, Party } from '../../model/intent';

/** What a route can ask of a driver, in words. */
export const FEATURES = {
  'from-pods': 'from workloads and other pods',
  'to-pods': 'to workloads and other pods',
  'from-namespace': 'from all pods of a namespace',
  'to-namespace': 'to all pods of a namespace',
  'to-dns': 'to the DNS of the cluster',
  'to-api-server': 'to the API server',
  'from-api-server': 'from the API server (webhooks)',
  'to-host': 'to a host name',
  'to-internet': 'to the internet',
  'from-internet': 'from the internet',
  'to-cidr': 'to addresses',
  'from-cidr': 'from addresses',
  'to-gateway': 'to the gateway',
  'from-gateway': 'from the gateway',
  'to-node': "to the pod's own node",
  'from-node': "from the pod's own node",
  http: 'HTTP methods and paths',
  grpc: 'services and methods of gRPC',
  udp: 'UDP and SCTP ports',
  loose: 'pods by selectors, everyone, ranges and names of ports: of [manifests that were read](model.md)',
} as const;

/** Something that a route can ask of a driver. */
export type Feature = keyof typeof FEATURES;

/**
 * Whether a driver can say something. What a mesh leaves to the driver below it is `beneath`: it neither opens nor closes
 * it.
 */
export type Capability = 'yes' | 'no' | 'beneath';

/** A route as one of its ends sees it. */
export interface SeenRoute {
  readonly intent: Intent;
  readonly side: 'from' | 'to';
  readonly other: Party;
}

/** What keeps a driver from saying a route that it could say otherwise. */
export interface Obstacle {
  /** The part of the route, such as `http`, or the field of the cluster profile. */
  readonly field: string;
  readonly found: string;
  readonly needs: string;
  readonly fix: string;
}

/** A form in which routes are said: who enforces them. */
export interface Driver {
  readonly id: string;
  /** The kind of its objects. */
  readonly title: string;
  /** What it is one of: the policies that open routes, or the mesh on top of them. Another one of the same can take its place. */
  readonly layer: 'policies' | 'mesh';
  /** The field of the cluster profile that chooses it. */
  readonly chosenBy: string;
  /** Whether a cluster has it: the renderer of its objects asks the same. */
  appliesTo(cluster: ClusterProfile): boolean;
  readonly can: Readonly<Record<Feature, Capability>>;
  /** Under which condition, or instead of what. */
  readonly notes: Readonly<Partial<Record<Feature, string>>>;
  /** Whether it has a word in a route at all. */
  concerns(route: SeenRoute, cluster: ClusterProfile): boolean;
  /** Conditions of what it can say. */
  obstacles(route: SeenRoute, cluster: ClusterProfile): Obstacle[];
}
