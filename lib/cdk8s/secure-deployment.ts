import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { AN_ACCOUNT, GRANTS } from '../blueprints/account/shapes';
import { addExcuses } from '../blueprints/excuses';
import { Problems } from '../blueprints/problems';
import { portsOf, type TrafficPeer, type WorkloadTraffic } from '../blueprints/traffic';
import type { WorkloadAssembly } from '../blueprints/workload/assembly';
import { WORKLOAD } from '../blueprints/workload/known';
import type { Reference, WorkloadProps } from '../blueprints/workload/props';
import { readWorkload, referencesIn } from '../blueprints/workload/read';
import { checkArgument } from '../core/check-input';
import { textOf } from '../core/manifest/plain';
import { parseQuantity } from '../core/manifest/quantity';
import type { Grant } from '../core/rbac/grant';
import { anything, mapOf, type ShapeTable } from '../core/shape';
import type { Container, Port } from '../model/pod';
import { replicasOf, type Workload, withoutReplicas } from '../model/workload';
import { workloadObject } from '../renderers/kubernetes/workload';
import { checkCall } from './call';
import { joinDeployment } from './kplus-merge';
import type { LeastPrivilegeServiceAccount } from './least-privilege-service-account';
import { hookRendering } from './rendering';
import { namespaceAbove, namespaceNameOf, surroundingsOf, under } from './surroundings';
import { emitParts } from './workload-parts';

/** What a developer says about a Deployment; everything else is a default that the docs explain. */
export interface SecureDeploymentProps extends WorkloadProps {
  /** What its own ServiceAccount may do. @default nothing, and no token */
  readonly grants?: readonly Grant[];
  /** An identity of its own, instead of `grants`. @default one made for this workload */
  readonly account?: LeastPrivilegeServiceAccount;
}

const PROPS: ShapeTable<SecureDeploymentProps> = { ...WORKLOAD, grants: GRANTS, account: AN_ACCOUNT };

/**
 * A Deployment that passes Pod Security `restricted`, starts, and reaches exactly what was declared. It brings its own
 * ServiceAccount, a Service when it has a port, a NetworkPolicy with its routes and DNS, and a disruption budget when
 * it has two or more replicas. All of `kplus.Deployment` keeps working on it.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export class SecureDeployment extends kplus.Deployment implements Reference, TrafficPeer {
  private readonly parts: WorkloadAssembly;

  constructor(scope: Construct, id: string, props: SecureDeploymentProps) {
    const workload = readProps(scope, id, props, new.target === SecureDeployment);
    super(scope, id, kplusProps(workload));
    this.select(kplus.LabelSelector.of({ labels: { ...workload.selector } }));
    for (const [key, value] of Object.entries(workload.selector)) this.podMetadata.addLabel(key, value);
    addExcuses(this, workload.excuses);
    this.parts = emitParts(this, workload, { grants: props.grants ?? [], account: props.account });
    hookRendering(this.apiObject, (rendered) => {
      const { placed, model } = this.parts;
      const current = this.hasAutoscaler ? { ...placed, workload: withoutReplicas(workload) } : placed;
      return joinDeployment(workloadObject(current, model), rendered, this.node.path);
    });
    for (const { container, field, uses } of referencesIn(props, workload.pod.main.name)) {
      this.parts.uses(uses, container, field);
    }
  }

  /** The workload itself: for `uses` of others. */
  get target(): TrafficPeer {
    return this;
  }

  /** The port whose address it gives, its first: a route of `uses` opens no other. */
  get targetPorts(): readonly string[] {
    return this.parts.firstPort;
  }

  /** The address of its Service inside its own namespace, such as `cartservice:7070`. */
  get address(): string {
    return this.addressFrom(this.parts.workload.namespace);
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

  /** Opens the route to another workload or to a peer outside the tree, both ends of it. */
  talksTo(peer: TrafficPeer, options: { readonly ports?: readonly string[] } = {}): this {
    this.traffic.talksTo(peer, portsOf(options));
    return this;
  }

  /** Opens the route from another workload, or from a peer outside the tree, whose own policy is its own business. */
  receivesFrom(peer: TrafficPeer, options: { readonly ports?: readonly string[] } = {}): this {
    this.traffic.receivesFrom(peer, portsOf(options));
    return this;
  }

  /** Sets variables to the addresses of others and opens exactly those routes; also after construction, for cycles. */
  uses(references: Readonly<Record<string, Reference>>): this {
    checkArgument(`${this.node.path}.uses`, 'references', references, mapOf(anything));
    this.parts.uses(references, this.parts.workload.pod.main.name, 'uses');
    return this;
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
    this.traffic.join(route);
  }

  /** How Services, policies and affinities of cdk8s-plus select its pods: by its own selector, not by its place in the tree. */
  override toPodSelectorConfig(): kplus.PodSelectorConfig {
    const labelSelector = kplus.LabelSelector.of({ labels: { ...this.parts.workload.selector } });
    return { ...super.toPodSelectorConfig(), labelSelector };
  }

  private get traffic(): WorkloadTraffic {
    return this.parts.traffic;
  }
}

/** @param strict whether props that nothing reads are refused: not in subclasses, which may have props of their own */
function readProps(scope: Construct, id: string, props: SecureDeploymentProps, strict: boolean): Workload {
  checkCall('SecureDeployment', scope, id);
  const problems = new Problems(under(scope, id));
  problems.check(props, PROPS, { strict, required: ['image'] });
  problems.throwIfBroken();
  const site = {
    id,
    namespace: namespaceNameOf(scope),
    isolated: namespaceAbove(scope),
    ...surroundingsOf(scope),
  };
  const model = readWorkload(props, site, problems);
  problems.throwIfAny();
  return model;
}

/** What cdk8s-plus has to know, so that its own methods work: identity, the container with its ports and its CPU, nothing else. */
function kplusProps(workload: Workload): kplus.DeploymentProps {
  const { name, namespace, pod } = workload;
  const { main } = pod;
  const replicas = replicasOf(workload);
  return {
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    select: false,
    replicas: replicas === 2 ? undefined : replicas,
    minReady: Duration.seconds(0),
    containers: [
      {
        name: main.name,
        image: textOf(main.image),
        resources: { cpu: { request: kplus.Cpu.millis(millisOf(main)) } },
        ports: main.ports.map((port) => ({
          number: port.container,
          name: port.name,
          protocol: kplusProtocol(port),
        })),
      },
    ],
  };
}

/** The CPU that a container asks for, in thousandths; an autoscaler wants to know that there is a request. */
function millisOf({ resources }: Container): number {
  const asked = resources.requests?.cpu;
  const cpu = typeof asked === 'string' ? parseQuantity(asked) : undefined;
  return Math.max(1, Number((cpu?.nanos ?? 0n) / 1_000_000n));
}

function kplusProtocol(port: Port): kplus.Protocol {
  if (port.protocol === 'UDP') return kplus.Protocol.UDP;
  return port.protocol === 'SCTP' ? kplus.Protocol.SCTP : kplus.Protocol.TCP;
}
