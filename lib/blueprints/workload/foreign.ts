import { InvalidInputError } from '../../core/errors';
import type { PlacedWorkload } from '../../model/cluster-model';
import type { Workload } from '../../model/workload';
import { type RouteOptions, routeOptions, type TrafficPeer } from '../traffic';
import type { WorkloadAssembly } from './assembly';
import type { Reference } from './container/props';

/** Which workload of others is meant. */
export interface ForeignName {
  readonly kind: string;
  readonly name: string;
}

/**
 * The third-party workload, as an end of routes: its object stays theirs.
 * @param where the call, for messages
 * @param all the workloads of the place that it is looked for in
 * @throws InvalidInputError where there is no such workload, or several, or its labels select others too
 */
export function foreignWorkload(
  where: string,
  wanted: ForeignName,
  all: readonly PlacedWorkload[],
): PlacedWorkload {
  const placed = only(where, wanted, all);
  const { workload } = placed;
  refuseShared(where, workload, all);
  return {
    ...placed,
    workload: { ...workload, configs: [], controller: otherOf(workload), suppressions: [] },
  };
}

function kindOf({ controller }: Workload): string {
  return controller.kind === 'Other' ? controller.of : controller.kind;
}

function only(where: string, { kind, name }: ForeignName, all: readonly PlacedWorkload[]): PlacedWorkload {
  const found = all.filter(({ workload }) => workload.name === name && kindOf(workload) === kind);
  const [placed, second] = found;
  if (placed !== undefined && second === undefined) return placed;
  const there = all.map(({ workload }) => `${kindOf(workload)} ${workload.name}`);
  const problem =
    placed === undefined
      ? {
          found: there.length === 0 ? 'nothing with pods' : there.join(', '),
          needs: `a ${kind} ${name} with pods`,
        }
      : {
          found: found.map(({ workload }) => `${workload.namespace ?? 'no namespace'}/${name}`).join(', '),
          needs: 'one of that name',
        };
  throw new InvalidInputError(where, [
    { field: 'name', ...problem, fix: 'name a workload below the construct, as it renders' },
  ]);
}

/** A policy by labels that others have too would open its routes for them. */
function refuseShared(where: string, own: Workload, all: readonly PlacedWorkload[]): void {
  const selected = all.filter(
    ({ workload }) =>
      workload !== own &&
      workload.namespace === own.namespace &&
      Object.entries(own.selector).every(([key, value]) => workload.labels[key] === value),
  );
  if (selected.length === 0) return;
  throw new InvalidInputError(where, [
    {
      field: 'selector',
      found: `labels that ${selected.map(({ workload }) => `${kindOf(workload)} ${workload.name}`).join(', ')} has too`,
      needs: 'labels of its own',
      fix: 'give its pods a label of their own, in the values of the chart',
    },
  ]);
}

/** Others write its object. */
function otherOf({ controller }: Workload): Workload['controller'] {
  if (controller.kind === 'Other') return controller;
  const apiVersion =
    controller.kind === 'Pod' ? 'v1' : controller.kind.endsWith('Job') ? 'batch/v1' : 'apps/v1';
  return { kind: 'Other', apiVersion, of: controller.kind, path: 'spec.template.spec' };
}

/**
 * A third-party workload, such as one of a chart, as a source and target of routes like our own. Its policy is ours,
 * with exactly these routes and DNS; everything else of it stays what it is.
 */
export class ForeignWorkload implements Reference, TrafficPeer {
  /** @param service whether a Service of its name leads to it */
  constructor(
    private readonly assembly: WorkloadAssembly,
    private readonly service: boolean,
  ) {}

  /** The workload itself, to give to `uses` of another workload. */
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
          found: `no Service ${name} with its selector next to it`,
          needs: 'one, which gives it a name',
          fix: 'open the route by talksTo, and write its address yourself',
        },
      ]);
    }
    return this.assembly.traffic.addressFrom(namespace, port);
  }

  /** One of its ports by name, with an address of its own, to give to `uses` of another workload. */
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
