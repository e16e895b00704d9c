import type { ClusterProfile } from '../core/cluster/profile';
import type { PodsPeer, PortSpec, Protocol, Route } from '../core/network/route';
import type { PortModel } from './workload/model';

/** One end of a route: where it is, how its pods are selected, what it listens on. */
export interface Endpoint {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly PortModel[];
  readonly cluster: ClusterProfile;
}

/** What a workload can be connected with: another workload, or a peer outside the tree. */
export interface TrafficPeer {
  /** The peer as the other side's policy names it. */
  peerFrom(): PodsPeer;
  /**
   * The container ports that a route to it opens.
   * @param names port names; all ports where absent
   * @throws Error where it has no such port
   */
  portsFor(names?: readonly string[]): readonly PortSpec[];
  /** Takes the other half of the route; nothing where the peer is not ours. */
  accept(route: Route): void;
}

/** The traffic of one workload: both halves of each route are kept by the side that renders them. */
export class WorkloadTraffic implements TrafficPeer {
  readonly ingress: Route[] = [];
  readonly egress: Route[] = [];

  constructor(private readonly self: Endpoint) {}

  peerFrom(): PodsPeer {
    return { namespace: this.self.namespace ?? 'default', labels: this.self.selector };
  }

  portsFor(names?: readonly string[]): readonly PortSpec[] {
    const { name, ports } = this.self;
    if (ports.length === 0) throw new Error(`${name} serves no port: give it one with port: 8080`);
    const wanted = names === undefined ? ports : names.map((port) => portNamed(ports, port, name));
    return wanted.map(({ container, protocol }) => ({ port: container, protocol }));
  }

  accept(route: Route): void {
    this.ingress.push(route);
  }

  /** Opens the route to a peer, both halves. */
  talksTo(peer: TrafficPeer, ports?: readonly string[]): void {
    const opened = peer.portsFor(ports);
    this.egress.push({ peer: peer.peerFrom(), ports: opened });
    peer.accept({ peer: this.peerFrom(), ports: opened });
  }

  /** Opens the route from a peer that is not ours: this half only. */
  receivesFrom(peer: TrafficPeer, ports?: readonly string[]): void {
    this.ingress.push({ peer: peer.peerFrom(), ports: this.portsFor(ports) });
  }

  /**
   * The address of one port of the Service, seen from a namespace: the name alone inside its own, the full name across.
   * Never `name.ns.svc` alone, which some resolvers do not search.
   */
  addressFrom(namespace: string | undefined, port?: string): string {
    const { name, ports, cluster } = this.self;
    const chosen = port === undefined ? ports[0] : portNamed(ports, port, name);
    if (chosen === undefined) throw new Error(`${name} serves no port: give it one with port: 8080`);
    const home = this.self.namespace ?? 'default';
    const host = home === (namespace ?? 'default') ? name : `${name}.${home}.svc.${cluster.dns.domain}`;
    return `${host}:${chosen.service}`;
  }
}

function portNamed(ports: readonly PortModel[], port: string, name: string): PortModel {
  const found = ports.find((item) => item.name === port);
  if (found !== undefined) return found;
  throw new Error(`${name} has no port '${port}'; it has: ${ports.map((item) => item.name).join(', ')}`);
}

/** A peer that is not in the tree: a Helm chart's pods, another team's service. */
export interface ExternalProps {
  readonly namespace: string;
  /** Labels of its pods; at least one. */
  readonly labels: Readonly<Record<string, string>>;
  /** Ports that its containers listen on. @default none, which is enough for a source of traffic */
  readonly ports?: readonly (number | { readonly port: number; readonly protocol: Protocol })[];
  /** Its Service, where workloads take its address from `uses`. @default no address */
  readonly service?: { readonly name: string; readonly port: number };
  /** @default 'cluster.local' */
  readonly clusterDomain?: string;
}

/** A peer outside the tree, as target and as source of traffic. */
export class ExternalPeer implements TrafficPeer {
  constructor(private readonly props: ExternalProps) {
    if (Object.keys(props.labels).length === 0) {
      throw new Error(
        `external({ namespace: '${props.namespace}' }) needs at least one label: without it every pod there would be meant`,
      );
    }
  }

  peerFrom(): PodsPeer {
    return { namespace: this.props.namespace, labels: this.props.labels };
  }

  portsFor(): readonly PortSpec[] {
    const ports = this.props.ports ?? [];
    if (ports.length === 0)
      throw new Error(
        `external({ namespace: '${this.props.namespace}' }) needs ports to be a target: ports: [5432]`,
      );
    return ports.map((port) => (typeof port === 'number' ? { port, protocol: 'TCP' } : port));
  }

  accept(): void {
    // The other half stands in a policy that is not ours.
  }

  /** The peer itself: for `uses`. */
  get target(): TrafficPeer {
    return this;
  }

  /** Its address; always the full name, since it may be seen from anywhere. */
  addressFrom(): string {
    const { service, namespace, clusterDomain } = this.props;
    if (service === undefined) {
      throw new Error(
        `external({ namespace: '${namespace}' }) needs a Service to give an address: service: { name: 'db', port: 5432 }`,
      );
    }
    return `${service.name}.${namespace}.svc.${clusterDomain ?? 'cluster.local'}:${service.port}`;
  }
}

/** Names a peer that is not in the tree. */
export function external(props: ExternalProps): ExternalPeer {
  return new ExternalPeer(props);
}
