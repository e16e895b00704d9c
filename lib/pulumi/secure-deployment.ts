import * as pulumi from '@pulumi/pulumi';
import { AN_ACCOUNT, GRANTS } from '../blueprints/account/shapes';
import { refuseLate } from '../blueprints/late';
import { Problems } from '../blueprints/problems';
import { portsOf, type TrafficPeer, type WorkloadTraffic } from '../blueprints/traffic';
import { WorkloadAssembly } from '../blueprints/workload/assembly';
import { WORKLOAD } from '../blueprints/workload/known';
import { WORKLOAD_LEAVES } from '../blueprints/workload/leaves';
import type { WorkloadModel } from '../blueprints/workload/model';
import type { Reference, WorkloadProps } from '../blueprints/workload/props';
import { readWorkload, referencesIn } from '../blueprints/workload/read';
import { checkArgument } from '../core/check-input';
import { clone, objectAt, type PlainObject, stringAt } from '../core/manifest/plain';
import type { Grant } from '../core/rbac/grant';
import { anything, mapOf, type ShapeTable } from '../core/shape';
import { checkCall } from './call';
import { Component, textFrom, waitingFor } from './component';
import { quietly, tooLate } from './errors';
import { kubernetesObject } from './kubernetes-object';
import { outputs } from './late-leaves';
import { LeastPrivilegeServiceAccount } from './least-privilege-service-account';
import { namespaceAbove, pathOf, under } from './tree';
import { excuse } from './waive';
import { type World, worldFor } from './world';

/** What a developer says about a Deployment; everything else is a default that the docs explain. */
export interface SecureDeploymentArgs extends WorkloadProps<pulumi.Input<string>> {
  /** What its own ServiceAccount may do. @default nothing, and no token */
  readonly grants?: readonly Grant[];
  /** An identity of its own, instead of `grants`. @default one made for this workload */
  readonly account?: LeastPrivilegeServiceAccount;
}

const ARGS: ShapeTable<SecureDeploymentArgs> = { ...WORKLOAD, grants: GRANTS, account: AN_ACCOUNT };

/**
 * A Deployment that passes Pod Security `restricted`, starts, and reaches exactly what was declared. It brings its own
 * ServiceAccount, a Service when it has a port, a NetworkPolicy with its routes and DNS, and a disruption budget when
 * it has two or more replicas.
 * @throws InvalidInputError with everything that is wrong with the arguments
 */
export class SecureDeployment extends Component implements Reference, TrafficPeer {
  /** The resource of the Deployment. */
  readonly deployment: pulumi.CustomResource;
  /** The name of its namespace; whoever takes it waits for the Deployment. */
  readonly namespace: pulumi.Output<string>;
  /** The name of its ServiceAccount; whoever takes it waits for the account. */
  readonly serviceAccount: pulumi.Output<string>;
  private readonly assembly: WorkloadAssembly;
  private readonly world: World;
  private readonly service: pulumi.CustomResource | undefined;

  constructor(name: string, args: SecureDeploymentArgs, opts?: pulumi.ComponentResourceOptions) {
    quietly(() => checkCall('SecureDeployment', name, args, opts));
    const world = quietly(() => worldFor(opts?.parent, name));
    const model = quietly(() => readArgs(name, args, world, opts));
    super('SecureDeployment', name, opts);
    this.world = world;
    excuse(this, model.excuses);
    const account = args.account ?? this.ownAccount(name, model, args);
    this.serviceAccount = account.serviceAccount;
    this.assembly = new WorkloadAssembly(model, account, pathOf(this));
    quietly(() => this.readReferences(args));
    const before = [...world.before, ...(namespaceAbove(opts?.parent)?.before ?? [])];
    const renders = [
      ...this.assembly.surroundings().map((manifest) => () => clone(manifest)),
      () => this.assembly.policy(),
    ];
    const around = renders.map((render) => {
      const manifest = render();
      const dependsOn = waitingFor(this, before);
      const resource = kubernetesObject(this, render, { name: childName(name, model, manifest), dependsOn });
      return { kind: manifest.kind, resource };
    });
    this.service = around.find(({ kind }) => kind === 'Service')?.resource;
    this.deployment = kubernetesObject(this, () => this.assembly.deployment(), {
      name,
      main: true,
      // Its policy is there before its pods are.
      dependsOn: waitingFor(this, [...before, account, ...around.map(({ resource }) => resource)]),
    });
    this.namespace = textFrom(this.deployment, model.namespace ?? 'default');
    // As texts: an Output would wait for an object, for ever where that is refused.
    this.registerOutputs({
      namespace: model.namespace ?? 'default',
      serviceAccount: account.name,
      ...(this.service === undefined ? {} : { address: this.addressFrom(model.namespace) }),
    });
  }

  /** The workload itself: for `uses` of others. */
  get target(): TrafficPeer {
    return this;
  }

  /** The port whose address it gives, its first: a route of `uses` opens no other. */
  get targetPorts(): readonly string[] {
    return this.assembly.firstPort;
  }

  /**
   * The address of its Service inside its own namespace, such as `cartservice:7070`; whoever takes it waits for the
   * Service.
   * @throws InvalidInputError where it has no port
   */
  get address(): pulumi.Output<string> {
    const address = quietly(() => this.addressFrom(this.assembly.model.namespace));
    return this.service === undefined ? pulumi.output(address) : textFrom(this.service, address);
  }

  /** The address of its Service, seen from a namespace. */
  addressFrom(namespace: string | undefined): string {
    return this.traffic.addressFrom(namespace);
  }

  /** One of its ports by name, with an address of its own: for `uses` of others. */
  port(name: string): Reference {
    const { traffic } = this;
    return {
      target: this,
      targetPorts: [name],
      addressFrom: (namespace) => traffic.addressFrom(namespace, name),
    };
  }

  /**
   * Opens the route to another workload or to a peer outside the program, both ends of it.
   * @throws InvalidInputError where the app has been rendered already
   */
  talksTo(peer: TrafficPeer, options: { readonly ports?: readonly string[] } = {}): this {
    this.change('a route was opened', () => this.traffic.talksTo(peer, portsOf(options)));
    return this;
  }

  /**
   * Opens the route from another workload, or from a peer outside the program, whose own policy is its own business.
   * @throws InvalidInputError where the app has been rendered already
   */
  receivesFrom(peer: TrafficPeer, options: { readonly ports?: readonly string[] } = {}): this {
    this.change('a route was opened', () => this.traffic.receivesFrom(peer, portsOf(options)));
    return this;
  }

  /**
   * Sets variables to the addresses of others and opens exactly those routes; also after construction, for cycles.
   * @throws InvalidInputError where the app has been rendered already
   */
  uses(references: Readonly<Record<string, Reference>>): this {
    checkArgument(`${pathOf(this)}.uses`, 'references', references, mapOf(anything));
    const { assembly } = this;
    this.change('a reference was added', () => assembly.uses(references, assembly.model.main.name, 'uses'));
    return this;
  }

  /** How policies of others name it. */
  peerFrom(): ReturnType<TrafficPeer['peerFrom']> {
    return this.traffic.peerFrom();
  }

  /** The container ports that a route to it opens. */
  portsFor(names?: readonly string[]): ReturnType<TrafficPeer['portsFor']> {
    return this.traffic.portsFor(names);
  }

  /** Takes the receiving half of a route. */
  accept(route: Parameters<TrafficPeer['accept']>[0]): void {
    this.change('a route was opened', () => this.traffic.accept(route));
  }

  /** Takes the sending half of a route. */
  send(route: Parameters<TrafficPeer['send']>[0]): void {
    this.change('a route was opened', () => this.traffic.send(route));
  }

  private get traffic(): WorkloadTraffic {
    return this.assembly.traffic;
  }

  /** What is said after the app was rendered would be in no object. */
  private change(what: string, run: () => void): void {
    quietly(() => {
      if (this.world.rendering.isRendered) throw tooLate(pathOf(this), what);
      run();
    });
  }

  private ownAccount(
    name: string,
    model: WorkloadModel,
    { grants }: SecureDeploymentArgs,
  ): LeastPrivilegeServiceAccount {
    const args = { name: model.name, instance: model.name, grants: grants ?? [], labels: model.extraLabels };
    return new LeastPrivilegeServiceAccount(name, args, { parent: this });
  }

  private readReferences(args: SecureDeploymentArgs): void {
    for (const { container, field, uses } of referencesIn(args, this.assembly.model.main.name))
      this.assembly.uses(uses, container, field);
  }
}

function readArgs(
  name: string,
  args: SecureDeploymentArgs,
  world: World,
  opts: pulumi.ComponentResourceOptions | undefined,
): WorkloadModel {
  const problems = new Problems(under(opts?.parent, name), outputs);
  problems.check(args, ARGS, { required: ['image'], late: true });
  refuseLate(args, WORKLOAD_LEAVES, problems);
  problems.throwIfBroken();
  const { account } = args;
  if (account !== undefined && !Array.isArray(account.grants)) {
    problems.add(
      'account',
      account,
      'a LeastPrivilegeServiceAccount, not an Output of it',
      'account: reader',
    );
    problems.throwIfAny();
  }
  const isolated = namespaceAbove(opts?.parent)?.model;
  const model = readWorkload(args, { id: name, namespace: isolated?.name, isolated, ...world }, problems);
  problems.throwIfAny();
  return model;
}

/** The name of the component, with what an object's own name adds to that of the workload. */
function childName(name: string, model: WorkloadModel, manifest: PlainObject): string {
  return `${name}${(stringAt(objectAt(manifest, 'metadata'), 'name') ?? '').slice(model.name.length)}`;
}
