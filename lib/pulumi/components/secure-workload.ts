import * as pulumi from '@pulumi/pulumi';
import { accountOf, tellAccount } from '../../blueprints/account/account';
import { type Grantee, give, type Scalable } from '../../blueprints/account/grantable';
import type { IdentityProps } from '../../blueprints/account/props';
import { refuseDeferred } from '../../blueprints/deferred';
import { describeProps } from '../../blueprints/description';
import { formerOptOuts } from '../../blueprints/opt-out';
import { Problems } from '../../blueprints/problems';
import { tellSubject } from '../../blueprints/suppressions';
import {
  type RouteOptions,
  routeOptions,
  type TrafficPeer,
  type WorkloadTraffic,
} from '../../blueprints/traffic';
import { WorkloadAssembly } from '../../blueprints/workload/assembly';
import type { Reference } from '../../blueprints/workload/container/props';
import type { WorkloadKind } from '../../blueprints/workload/kinds/kind';
import { configsOf, deliveredOf } from '../../blueprints/workload/parse/sources';
import type { WorkloadProps } from '../../blueprints/workload/props';
import { readWorkload, referencesIn } from '../../blueprints/workload/read';
import { checkArgument } from '../../core/check-input';
import { type Grant, type NamedResource, patch, read, update, watch } from '../../core/rbac/grant';
import { anything, mapOf } from '../../core/shape';
import { noteFormerAt } from '../../host/former';
import type { Workload } from '../../model/workload';
import { objectsOfWorkload } from '../../renderers';
import { typeOf } from '../../renderers/kubernetes/types';
import type { ObjectArtifact } from '../../renderers/renderer';
import { type AppContext, contextFor } from '../app/app-context';
import { outputs } from '../app/deferred-leaves';
import { Statements } from '../app/statements';
import { checkCall } from '../call';
import { Component, textFrom, waitingFor } from '../component';
import { quietly, tooLate } from '../errors';
import { pathOf } from '../marks';
import { namespaceAbove, under } from '../tree';
import { suppress } from '../waive';
import { secretResources } from './delivered-secrets';
import { kubernetesObject } from './kubernetes-object';
import { LeastPrivilegeServiceAccount } from './least-privilege-service-account';
import { configResources } from './shared-configs';

/** Who a workload runs as. */
export interface IdentityArgs extends IdentityProps<LeastPrivilegeServiceAccount, pulumi.Input<string>> {}

/**
 * A workload of any kind: its objects with its account, and the routes that it opens.
 * @throws InvalidInputError with everything that is wrong with the arguments
 */
export abstract class SecureWorkload<Props extends WorkloadProps<unknown>>
  extends Component
  implements Reference, TrafficPeer, Grantee, Scalable
{
  /** The name of its namespace; resources that use it wait for the workload. */
  readonly namespace: pulumi.Output<string>;
  /** The name of its ServiceAccount; resources that use it wait for the account. */
  readonly serviceAccount: pulumi.Output<string>;
  /** The resource of the object that keeps its pods. */
  protected readonly main: pulumi.CustomResource;
  private readonly assembly: WorkloadAssembly;
  private readonly context: AppContext;
  private readonly statements: Statements;
  private readonly runsAs: LeastPrivilegeServiceAccount;
  private readonly service: pulumi.CustomResource | undefined;

  protected constructor(
    kind: WorkloadKind<Props>,
    name: string,
    given: Props & IdentityArgs,
    opts: pulumi.ComponentResourceOptions | undefined,
  ) {
    quietly(() => checkCall(kind.construct, name, given, opts));
    const context = quietly(() => contextFor(opts?.parent, name));
    const { workload, args } = quietly(() => readArgs(kind, name, given, context, opts));
    super(kind.construct, name, opts);
    this.context = context;
    this.statements = new Statements(context.rendering);
    const { namespace, controller } = workload;
    tellSubject(this, { kind: controller.kind, namespace, name: workload.name });
    suppress(this, workload.suppressions);
    const account = args.account ?? this.ownAccount(name, workload, args);
    this.runsAs = account;
    this.serviceAccount = account.serviceAccount;
    const held = accountOf(account);
    this.assembly = new WorkloadAssembly(workload, held.identity, context.model, pathOf(this));
    tellAccount(this, held);
    held.takenBy(() => this.assembly.openApiServer());
    quietly(() => this.readReferences(args));
    const before = [...context.before, ...(namespaceAbove(opts?.parent)?.before ?? [])];
    const configs = [
      ...configResources(this, opts?.parent, configsOf(args), context),
      ...secretResources(opts?.parent, deliveredOf(args), context),
    ];
    const isMain = ({ identity: own }: ObjectArtifact): boolean =>
      own.kind === workload.controller.kind && own.name === workload.name;
    const objects = objectsOfWorkload(this.assembly.placed, context.model);
    const around = objects
      .filter((object) => !isMain(object))
      .map(({ identity: own, object }) => {
        const dependsOn = waitingFor(this, before);
        const options = { name: `${name}${own.name.slice(workload.name.length)}`, dependsOn };
        return { own, resource: kubernetesObject(this, object, options) };
      });
    this.service = around.find(({ own }) => own.kind === 'Service' && own.name === workload.name)?.resource;
    const [main] = objects.filter(isMain);
    this.main = kubernetesObject(this, () => main?.object() ?? {}, {
      name,
      main: true,
      // Its policy is there before its pods are.
      dependsOn: waitingFor(this, [
        ...before,
        account,
        ...configs,
        ...around.map(({ resource }) => resource),
      ]),
    });
    this.namespace = textFrom(this.main, workload.namespace ?? 'default');
    // As strings: an Output would wait for an object, forever where that is refused.
    this.registerOutputs({
      namespace: workload.namespace ?? 'default',
      serviceAccount: account.name,
      ...(this.service === undefined ? {} : { address: this.addressFrom(workload.namespace) }),
    });
  }

  /** The workload itself, to give to `uses` of another workload. */
  get target(): TrafficPeer {
    return this;
  }

  /** The port whose address it gives, its first: a route of `uses` opens no other. */
  get targetPorts(): readonly string[] {
    return this.assembly.firstPort;
  }

  /**
   * The address of its Service inside its own namespace, such as `cartservice:7070`; resources that use it wait for the
   * Service.
   * @throws InvalidInputError where it has no port
   */
  get address(): pulumi.Output<string> {
    const address = quietly(() => this.addressFrom(this.assembly.workload.namespace));
    return this.service === undefined ? pulumi.output(address) : textFrom(this.service, address);
  }

  /** The address of its Service, seen from a namespace. */
  addressFrom(namespace: string | undefined): string {
    return this.traffic.addressFrom(namespace);
  }

  /** One of its ports by name, with an address of its own, to give to `uses` of another workload. */
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
  talksTo(peer: TrafficPeer, options: RouteOptions = {}): this {
    return this.route(peer, options, (said) => this.traffic.talksTo(peer, said));
  }

  /**
   * Opens the route from another workload, or from a peer outside the program, whose own policy is its own business.
   * @throws InvalidInputError where the app has been rendered already
   */
  receivesFrom(peer: TrafficPeer, options: RouteOptions = {}): this {
    return this.route(peer, options, (said) => this.traffic.receivesFrom(peer, said));
  }

  /**
   * Sets environment variables to the addresses of other workloads and opens exactly those routes; also after construction, for cycles.
   * @throws InvalidInputError where the app has been rendered already
   */
  uses(references: Readonly<Record<string, Reference>>): this {
    checkArgument(`${pathOf(this)}.uses`, 'references', references, mapOf(anything));
    const { assembly } = this;
    this.change('a reference was added', targetsOf(references), () =>
      assembly.uses(references, assembly.workload.pod.main.name, 'uses'),
    );
    return this;
  }

  /**
   * Gives its identity further rights, also after construction.
   * @throws InvalidInputError with everything that is wrong with them, and where the app has been rendered already
   */
  grant(...grants: readonly Grant[]): this {
    this.runsAs.grant(...grants);
    return this;
  }

  /** The object that grants on it name. */
  get granted(): NamedResource {
    const { controller, name, namespace } = this.assembly.workload;
    const { apiVersion, kind } = typeOf(controller);
    return { apiVersion, kind, name, namespace };
  }

  /** Lets someone read it, or its scale. */
  grantRead(to: Grantee, subresource?: 'scale' | 'status'): void {
    quietly(() => give('grantRead', to, () => read(this, subresource)));
  }

  /** Lets someone read and watch it, with a client that asks for it by the field `metadata.name`. */
  grantWatch(to: Grantee): void {
    quietly(() => give('grantWatch', to, () => watch(this)));
  }

  /** Lets someone read and change how many pods it has. */
  grantUpdate(to: Grantee, subresource: 'scale'): void {
    quietly(() => give('grantUpdate', to, () => update(this, subresource)));
  }

  /** Lets someone patch how many pods it has. */
  grantPatch(to: Grantee, subresource: 'scale'): void {
    quietly(() => give('grantPatch', to, () => patch(this, subresource)));
  }

  /** Who it is, as one end of a route. */
  party(): ReturnType<TrafficPeer['party']> {
    return this.traffic.party();
  }

  /** The container ports that a route to it opens. */
  portsFor(names?: readonly string[]): ReturnType<TrafficPeer['portsFor']> {
    return this.traffic.portsFor(names);
  }

  /** Takes a route that its other end declared. */
  join(route: Parameters<TrafficPeer['join']>[0]): void {
    this.change('a route was opened', [], () => this.traffic.join(route));
  }

  private get traffic(): WorkloadTraffic {
    return this.assembly.traffic;
  }

  private route(peer: TrafficPeer, options: RouteOptions, open: (said: RouteOptions) => void): this {
    const said = quietly(() => routeOptions(options));
    this.change('a route was opened', [peer], () => open(said));
    return this;
  }

  /** What is said after the app was rendered would be in no object. */
  private change(what: string, peers: readonly (TrafficPeer | undefined)[], run: () => void): void {
    quietly(() => {
      if (this.context.rendering.isRendered) throw tooLate(pathOf(this), what);
      this.statements.say(peers, () => quietly(run));
    });
  }

  private ownAccount(
    name: string,
    workload: Workload,
    { grants, cloudIdentity }: IdentityArgs,
  ): LeastPrivilegeServiceAccount {
    const args = {
      name: workload.name,
      instance: workload.name,
      grants: grants ?? [],
      ...(cloudIdentity === undefined ? {} : { cloudIdentity }),
      labels: workload.extraLabels,
    };
    return new LeastPrivilegeServiceAccount(name, args, { parent: this });
  }

  private readReferences(args: Props): void {
    this.assembly.scrapedBy(args);
    for (const { container, field, uses } of referencesIn(args, this.assembly.workload.pod.main.name))
      this.statements.say(targetsOf(uses), () => quietly(() => this.assembly.uses(uses, container, field)));
  }
}

/** Who is named in references, whatever else is wrong with those. */
function targetsOf(
  references: Readonly<Record<string, Partial<Reference> | undefined>>,
): (TrafficPeer | undefined)[] {
  return Object.values(references).map((reference) => reference?.target);
}

/** @returns the workload, and the arguments that it is made of: those given, with what the environment sets */
function readArgs<Props extends WorkloadProps<unknown>>(
  kind: WorkloadKind<Props>,
  name: string,
  given: Props & IdentityArgs,
  context: AppContext,
  opts: pulumi.ComponentResourceOptions | undefined,
): { readonly workload: Workload; readonly args: Props & IdentityArgs } {
  const problems = new Problems(under(opts?.parent, name), outputs);
  const { shapes, required, leaves } = describeProps(kind.props, 'IdentityProps');
  problems.check(given, shapes, { required, deferred: true });
  refuseDeferred(given, leaves, problems);
  problems.throwIfBroken();
  noteFormerAt(under(opts?.parent, name), formerOptOuts(given));
  const { account } = given;
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
  const site = { id: name, namespace: isolated?.name, isolated, ...context };
  const args = context.environment?.workload(kind.kind, given, site) ?? given;
  const workload = readWorkload(kind, args, site, problems);
  problems.throwIfAny();
  return { workload, args };
}
