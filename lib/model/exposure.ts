import type { Protocol } from '../core/network/route';
import type { Party } from './intent';

/** What an exposure is called. */
export interface ExposingObject {
  /** Such as `Service`, `Ingress` or `HTTPRoute`. */
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

/** A port that an exposure opens. */
export interface ExposedPort {
  /** The port that clients ask for; undefined where the gateway decides. */
  readonly port?: number;
  /** The port of the containers, or its name. */
  readonly target: number | string;
  readonly protocol: Protocol;
}

/** How pods can be found by others. Whether someone may reach them, routes say. */
export interface Exposure {
  readonly object: ExposingObject;
  /**
   * From how far: `cluster` for a name in the cluster, `nodes` for a port of every node, `load-balancer`, `gateway` for a
   * host name and path at an Ingress or a gateway, `alias` for a name that leads out of the cluster.
   */
  readonly reach: 'cluster' | 'nodes' | 'load-balancer' | 'gateway' | 'alias';
  /** The workloads whose pods it leads to; none where nothing in the model has the labels. */
  readonly to: readonly Party[];
  readonly ports: readonly ExposedPort[];
  /** The host names that lead to it; of an alias, where it leads. @default none: its own name in the cluster, or every host */
  readonly hosts?: readonly string[];
  /** Paths of requests that lead to it. @default all */
  readonly paths?: readonly string[];
}
