import type { ApiObject, ApiObjectMetadataDefinition } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { accountOf, tellAccount } from '../../blueprints/account/account';
import { type Grantee, give, type Scalable } from '../../blueprints/account/grantable';
import type { IdentityProps as WhoItRunsAs } from '../../blueprints/account/props';
import { describeProps } from '../../blueprints/description';
import { formerOptOuts } from '../../blueprints/opt-out';
import { Problems } from '../../blueprints/problems';
import { addSuppressions } from '../../blueprints/suppressions';
import { type RouteOptions, routeOptions, type TrafficPeer } from '../../blueprints/traffic';
import type { WorkloadAssembly } from '../../blueprints/workload/assembly';
import type { Reference } from '../../blueprints/workload/container/props';
import type { CronJobProps } from '../../blueprints/workload/kinds/cron-job';
import type { DaemonSetProps } from '../../blueprints/workload/kinds/daemon-set';
import type { JobProps } from '../../blueprints/workload/kinds/job';
import type { WorkloadKind } from '../../blueprints/workload/kinds/kind';
import type { PodProps } from '../../blueprints/workload/kinds/pod';
import type { DeploymentProps, StatefulSetProps } from '../../blueprints/workload/kinds/props';
import { configsOf, deliveredOf } from '../../blueprints/workload/parse/sources';
import type { WorkloadProps } from '../../blueprints/workload/props';
import { readWorkload, referencesIn } from '../../blueprints/workload/read';
import { checkArgument } from '../../core/check-input';
import { type Grant, type NamedResource, patch, read, update, watch } from '../../core/rbac/grant';
import { anything, mapOf } from '../../core/shape';
import { noteFormerAt } from '../../host/former';
import { type Workload, withoutReplicas } from '../../model/workload';
import { workloadObject } from '../../renderers/kubernetes/workload';
import { contextOf, modelOf, namespaceAbove, namespaceNameOf, under } from '../app/app-context';
import { hardenOwn, hookRendering } from '../app/rendering';
import { checkCall } from '../call';
import { joinWorkload } from '../plus/kplus-merge';
import { emitSecrets } from './delivered-secrets';
import type { LeastPrivilegeServiceAccount } from './least-privilege-service-account';
import { emitConfigs } from './shared-configs';
import { emitParts } from './workload-parts';

/** Who a workload runs as. */
export interface IdentityProps extends WhoItRunsAs<LeastPrivilegeServiceAccount> {}

/** What every secure workload offers beside what cdk8s-plus gives its kind. */
export interface SecureWorkload extends Reference, TrafficPeer, Grantee, Scalable {
  /** The workload itself, to give to `uses` of another workload. */
  readonly target: TrafficPeer;
  /** The port whose address it gives, its first: a route of `uses` opens no other. */
  readonly targetPorts: readonly string[];
  /** The address of its Service inside its own namespace, such as `cartservice:7070`. */
  readonly address: string;
  /** One of its ports by name, with an address of its own, to give to `uses` of another workload. */
  port(name: string): Reference;
  /** Opens the route to another workload or to a peer outside the tree, both ends of it. */
  talksTo(peer: TrafficPeer, options?: RouteOptions): this;
  /** Opens the route from another workload, or from a peer outside the tree, whose own policy is its own business. */
  receivesFrom(peer: TrafficPeer, options?: RouteOptions): this;
  /** Sets environment variables to the addresses of other workloads and opens exactly those routes; also after construction, for cycles. */
  uses(references: Readonly<Record<string, Reference>>): this;
  /**
   * Gives its identity further rights, also after construction.
   * @throws InvalidInputError with everything that is wrong with them
   */
  grant(...grants: readonly Grant[]): this;
}

/** A class of cdk8s-plus whose instances are hardened, with its statics. */
export type SecureClass<Base extends { readonly prototype: kplus.AbstractPod }, Props> = (new (
  scope: Construct,
  id: string,
  props: Props,
) => Base['prototype'] & SecureWorkload) &
  Omit<Base, 'prototype'>;

/** How a kind extends its class of cdk8s-plus. */
export interface KplusKind<Props extends WorkloadProps<unknown>, KplusProps> {
  readonly kind: WorkloadKind<Props>;
  /** What cdk8s-plus has to know, so that its own methods work. */
  readonly propsFor: (workload: Workload, scope: Construct, id: string) => KplusProps;
}

/**
 * A class of cdk8s-plus whose instances pass Pod Security `restricted`, start, and reach exactly what was declared. All
 * methods of the class keep working.
 */
export function secureWorkload<Props extends DeploymentProps & IdentityProps>(
  base: typeof kplus.Deployment,
  options: KplusKind<DeploymentProps<unknown>, kplus.DeploymentProps>,
): SecureClass<typeof kplus.Deployment, Props>;
export function secureWorkload<Props extends DaemonSetProps & IdentityProps>(
  base: typeof kplus.DaemonSet,
  options: KplusKind<DaemonSetProps<unknown>, kplus.DaemonSetProps>,
): SecureClass<typeof kplus.DaemonSet, Props>;
export function secureWorkload<Props extends JobProps & IdentityProps>(
  base: typeof kplus.Job,
  options: KplusKind<JobProps<unknown>, kplus.JobProps>,
): SecureClass<typeof kplus.Job, Props>;
export function secureWorkload<Props extends CronJobProps & IdentityProps>(
  base: typeof kplus.CronJob,
  options: KplusKind<CronJobProps<unknown>, kplus.CronJobProps>,
): SecureClass<typeof kplus.CronJob, Props>;
export function secureWorkload<Props extends PodProps & IdentityProps>(
  base: typeof kplus.Pod,
  options: KplusKind<PodProps<unknown>, kplus.PodProps>,
): SecureClass<typeof kplus.Pod, Props>;
export function secureWorkload<Props extends StatefulSetProps & IdentityProps>(
  base: typeof kplus.StatefulSet,
  options: KplusKind<StatefulSetProps<unknown>, kplus.StatefulSetProps>,
): SecureClass<typeof kplus.StatefulSet, Props>;
export function secureWorkload<Props extends WorkloadProps<unknown>, KplusProps>(
  base: new (scope: Construct, id: string, props: KplusProps) => kplus.AbstractPod & Autoscaled,
  { kind, propsFor }: KplusKind<Props, KplusProps>,
): new (
  scope: Construct,
  id: string,
  props: Props & IdentityProps,
) => kplus.AbstractPod & SecureWorkload {
  class Secured extends base implements SecureWorkload {
    // What the class of cdk8s-plus has: the type that its kinds share says it only of those that are made of it.
    declare protected readonly apiObject: ApiObject;
    declare readonly resourceType: string;
    declare readonly podMetadata: ApiObjectMetadataDefinition;
    private readonly parts: WorkloadAssembly;
    private readonly runsAs: LeastPrivilegeServiceAccount;

    constructor(scope: Construct, id: string, given: Props & IdentityProps) {
      // A class that a user derives may have props of its own; the one that this package exports has none.
      const strict = Object.getPrototypeOf(new.target) === Secured;
      const { workload, props } = readProps(kind, scope, id, given, strict);
      super(scope, id, propsFor(workload, scope, id));
      selectOwn(this, workload);
      for (const [key, value] of Object.entries(workload.selector)) this.podMetadata.addLabel(key, value);
      addSuppressions(this, workload.suppressions);
      const { grants = [], account: shared, cloudIdentity } = props;
      const identity = { grants, account: shared, cloudIdentity };
      const { assembly, account } = emitParts(this, workload, identity);
      this.parts = assembly;
      this.runsAs = account;
      tellAccount(this, accountOf(account));
      emitConfigs(this, configsOf(props), workload.namespace);
      emitSecrets(this, deliveredOf(props));
      hookRendering(this.apiObject, (rendered) => {
        const { placed, model } = this.parts;
        const current =
          this.hasAutoscaler === true ? { ...placed, workload: withoutReplicas(workload) } : placed;
        const own = hardenOwn(this.apiObject, workloadObject(current, model));
        return joinWorkload(own, rendered, this.node.path);
      });
      this.parts.scrapedBy(props);
      for (const { container, field, uses } of referencesIn(props, workload.pod.main.name)) {
        this.parts.uses(uses, container, field);
      }
    }

    get target(): TrafficPeer {
      return this;
    }

    get targetPorts(): readonly string[] {
      return this.parts.firstPort;
    }

    get address(): string {
      return this.addressFrom(this.parts.workload.namespace);
    }

    addressFrom(namespace: string | undefined): string {
      return this.parts.traffic.addressFrom(namespace);
    }

    port(name: string): Reference {
      const { traffic } = this.parts;
      return {
        target: this,
        targetPorts: [name],
        addressFrom: (namespace) => traffic.addressFrom(namespace, name),
      };
    }

    talksTo(peer: TrafficPeer, options: RouteOptions = {}): this {
      this.parts.traffic.talksTo(peer, routeOptions(options));
      return this;
    }

    receivesFrom(peer: TrafficPeer, options: RouteOptions = {}): this {
      this.parts.traffic.receivesFrom(peer, routeOptions(options));
      return this;
    }

    uses(references: Readonly<Record<string, Reference>>): this {
      checkArgument(`${this.node.path}.uses`, 'references', references, mapOf(anything));
      this.parts.uses(references, this.parts.workload.pod.main.name, 'uses');
      return this;
    }

    grant(...grants: readonly Grant[]): this {
      this.runsAs.grant(...grants);
      return this;
    }

    get granted(): NamedResource {
      const { apiVersion, kind, name } = this.apiObject;
      return { apiVersion, kind, name, namespace: this.parts.workload.namespace };
    }

    grantRead(to: Grantee, subresource?: 'scale' | 'status'): void {
      give('grantRead', to, () => read(this, subresource));
    }

    grantWatch(to: Grantee): void {
      give('grantWatch', to, () => watch(this));
    }

    grantUpdate(to: Grantee, subresource: 'scale'): void {
      give('grantUpdate', to, () => update(this, subresource));
    }

    grantPatch(to: Grantee, subresource: 'scale'): void {
      give('grantPatch', to, () => patch(this, subresource));
    }

    party(): ReturnType<TrafficPeer['party']> {
      return this.parts.traffic.party();
    }

    portsFor(names?: readonly string[]): ReturnType<TrafficPeer['portsFor']> {
      return this.parts.traffic.portsFor(names);
    }

    join(route: Parameters<TrafficPeer['join']>[0]): void {
      this.parts.traffic.join(route);
    }

    /** How Services, policies and affinities of cdk8s-plus select its pods: by its own selector, not by its place in the tree. */
    override toPodSelectorConfig(): kplus.PodSelectorConfig {
      // The class of cdk8s-plus may ask while it is made.
      const parts: WorkloadAssembly | undefined = this.parts;
      const config = super.toPodSelectorConfig();
      if (parts === undefined) return config;
      return { ...config, labelSelector: kplus.LabelSelector.of({ labels: { ...parts.workload.selector } }) };
    }
  }
  return Secured;
}

/** Says how its pods are selected, to a workload that has a selector; a bare pod is its own. */
function selectOwn(construct: kplus.AbstractPod, { selector }: Workload): void {
  if (construct instanceof kplus.Workload)
    construct.select(kplus.LabelSelector.of({ labels: { ...selector } }));
}

/** What cdk8s-plus tells of a workload where its kind may have an autoscaler. */
interface Autoscaled {
  readonly hasAutoscaler?: boolean;
}

/**
 * @param strict whether props that nothing reads are refused
 * @returns the workload, and the props that it is made of: those given, with what the environment sets
 */
function readProps<Props extends WorkloadProps<unknown>>(
  kind: WorkloadKind<Props>,
  scope: Construct,
  id: string,
  given: Props & IdentityProps,
  strict: boolean,
): { readonly workload: Workload; readonly props: Props & IdentityProps } {
  checkCall(kind.construct, scope, id);
  const problems = new Problems(under(scope, id));
  const { shapes, required } = describeProps(kind.props, 'IdentityProps');
  problems.check(given, shapes, { strict, required });
  problems.throwIfBroken();
  noteFormerAt(under(scope, id), formerOptOuts(given));
  const site = {
    id,
    namespace: namespaceNameOf(scope),
    isolated: namespaceAbove(scope),
    model: modelOf(scope),
    ...contextOf(scope),
  };
  const props = site.environment?.workload(kind.kind, given, site) ?? given;
  const workload = readWorkload(kind, props, site, problems);
  problems.throwIfAny();
  return { workload, props };
}
