import type { ComponentResource } from '@pulumi/pulumi';
import { type RouteOptions, routeOptions, type TrafficPeer } from '../../blueprints/traffic';
import { WorkloadAssembly } from '../../blueprints/workload/assembly';
import type { Reference } from '../../blueprints/workload/container/props';
import { ForeignWorkload as End } from '../../blueprints/workload/foreign';
import { InvalidInputError } from '../../core/errors';
import type { PlacedWorkload } from '../../model/cluster-model';
import { routeObjectsOf } from '../../renderers';
import type { AppContext } from '../app/app-context';
import { Statements } from '../app/statements';
import { Component, waitingFor } from '../component';
import { kubernetesObject } from '../components/kubernetes-object';
import { quietly, tooLate } from '../errors';
import { nameOf } from '../internals';
import { pathOf } from '../marks';
import { namespaceAbove } from '../tree';

/** A third-party workload, as it was found. */
export interface Found {
  readonly placed: PlacedWorkload;
  /** Whether a Service of its name leads to it. */
  readonly service: boolean;
}

/**
 * A third-party workload, such as one of a chart, as a source and target of routes like our own. Its policy is ours,
 * with exactly these routes and DNS; everything else of it stays what it is.
 */
export class ForeignWorkload extends Component implements Reference, TrafficPeer {
  /** When it is known who it is; undefined as soon as it is. */
  known?: Promise<unknown>;
  private end: End | undefined;
  private readonly statements: Statements;

  /**
   * @param home what its policy belongs to: its namespace, or the app
   * @param find looks for it: at once, or when what renders it has done so
   */
  constructor(
    name: string,
    private readonly context: AppContext,
    home: ComponentResource,
    find: () => Found | Promise<Found>,
  ) {
    super('ForeignWorkload', name, { parent: home });
    this.statements = new Statements(context.rendering);
    const found = find();
    if (!(found instanceof Promise)) {
      this.take(found);
      return;
    }
    const known = context.rendering.during(async () => this.take(await found));
    this.known = known;
    // Where it fails the rendering has taken it.
    known.catch(() => undefined);
  }

  /** The workload itself, to give to `uses` of another workload. */
  get target(): TrafficPeer {
    return this;
  }

  /** The port whose address it gives, its first. */
  get targetPorts(): readonly string[] {
    return this.found.targetPorts;
  }

  /**
   * The address of its Service, seen from a namespace.
   * @throws InvalidInputError where no Service of its name leads to it
   */
  addressFrom(namespace: string | undefined, port?: string): string {
    return this.found.addressFrom(namespace, port);
  }

  /** One of its ports by name, with an address of its own, to give to `uses` of another workload. */
  port(name: string): Reference {
    return {
      target: this,
      targetPorts: [name],
      addressFrom: (namespace) => this.addressFrom(namespace, name),
    };
  }

  /**
   * Opens the route to a workload or to a peer outside the program, both ends of it.
   * @throws InvalidInputError where the app has been rendered already
   */
  talksTo(peer: TrafficPeer, options: RouteOptions = {}): this {
    return this.say(peer, options, (end, said) => end.talksTo(peer, said));
  }

  /**
   * Opens the route from a workload, or from a peer outside the program, whose own policy is its own business.
   * @throws InvalidInputError where the app has been rendered already
   */
  receivesFrom(peer: TrafficPeer, options: RouteOptions = {}): this {
    return this.say(peer, options, (end, said) => end.receivesFrom(peer, said));
  }

  /** Who it is, as one end of a route. */
  party(): ReturnType<TrafficPeer['party']> {
    return this.found.party();
  }

  /** The container ports that a route to it opens. */
  portsFor(names?: readonly string[]): ReturnType<TrafficPeer['portsFor']> {
    return this.found.portsFor(names);
  }

  /** Takes a route that its other end declared. */
  join(route: Parameters<TrafficPeer['join']>[0]): void {
    this.found.join(route);
  }

  private say(peer: TrafficPeer, options: RouteOptions, run: (end: End, said: RouteOptions) => void): this {
    return quietly(() => {
      if (this.context.rendering.isRendered) throw tooLate(pathOf(this), 'a route was opened');
      const said = routeOptions(options);
      this.statements.say([this, peer], () => quietly(() => run(this.found, said)));
      return this;
    });
  }

  private get found(): End {
    if (this.end !== undefined) return this.end;
    throw new InvalidInputError(pathOf(this), [
      {
        field: 'peer',
        found: 'a workload of which is not known yet what it renders',
        needs: 'to be named in uses, talksTo or receivesFrom, which wait for it',
        fix: 'web.talksTo(peer)',
      },
    ]);
  }

  /** Takes it into the model, and makes its policy. */
  private take({ placed, service }: Found): void {
    const { workload, identity } = placed;
    const assembly = new WorkloadAssembly(workload, identity, this.context.model, pathOf(this));
    const dependsOn = waitingFor(this, namespaceAbove(this)?.before ?? []);
    for (const { identity: own, object } of routeObjectsOf(assembly.placed, assembly.model)) {
      const name = `${nameOf(this)}${own.name.slice(workload.name.length)}`;
      kubernetesObject(this, object, { name, dependsOn });
    }
    this.end = new End(assembly, service);
    this.known = undefined;
    this.registerOutputs({});
  }
}
