import { type RouteOptions, routeOptions, type TrafficPeer } from '../blueprints/traffic';
import type { WorkloadAssembly } from '../blueprints/workload/assembly';
import type { Reference } from '../blueprints/workload/props';
import { InvalidInputError } from '../core/errors';

/**
 * A workload that others rendered, such as one of a chart, as a source and target of routes like our own. Its policy is ours,
 * with exactly these routes and DNS; everything else of it stays what it is.
 */
export class ForeignWorkload implements Reference, TrafficPeer {
  /** @param service whether a Service of its name leads to it */
  constructor(
    private readonly assembly: WorkloadAssembly,
    private readonly service: boolean,
  ) {}

  /** The workload itself: for `uses` of others. */
  get target(): TrafficPeer {
    return this;
  }

  /** The port whose address it gives, its first. */
  get targetPorts(): readonly string[] {
    return this.assembly.firstPort;
  }

  /**
   * The address of its Service, seen from a namespace.
   * @throws InvalidInputError where no Service of its name leads to it
   */
  addressFrom(namespace: string | undefined, port?: string): string {
    const { name } = this.assembly.workload;
    if (!this.service) {
      throw new InvalidInputError(name, [
        {
          field: 'address',
          found: `no Service ${name} with its selector beside it`,
          needs: 'one, which gives it a name',
          fix: 'open the route by talksTo, and write its address yourself',
        },
      ]);
    }
    return this.assembly.traffic.addressFrom(namespace, port);
  }

  /** One of its ports by name, with an address of its own: for `uses` of others. */
  port(name: string): Reference {
    return {
      target: this,
      targetPorts: [name],
      addressFrom: (namespace) => this.addressFrom(namespace, name),
    };
  }

  /** Opens the route to a workload or to a peer outside the tree, both ends of it. */
  talksTo(peer: TrafficPeer, options: RouteOptions = {}): this {
    this.assembly.traffic.talksTo(peer, routeOptions(options));
    return this;
  }

  /** Opens the route from a workload, or from a peer outside the tree, whose own policy is its own business. */
  receivesFrom(peer: TrafficPeer, options: RouteOptions = {}): this {
    this.assembly.traffic.receivesFrom(peer, routeOptions(options));
    return this;
  }

  /** Who it is, as one end of a route. */
  party(): ReturnType<TrafficPeer['party']> {
    return this.assembly.traffic.party();
  }

  /** The container ports that a route to it opens. */
  portsFor(names?: readonly string[]): ReturnType<TrafficPeer['portsFor']> {
    return this.assembly.traffic.portsFor(names);
  }

  /** Takes a route that its other end declared. */
  join(route: Parameters<TrafficPeer['join']>[0]): void {
    this.assembly.traffic.join(route);
  }
}
