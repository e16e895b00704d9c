import { checkArgument, checkOptions } from '../core/check-input';
import type { ClusterProfile } from '../core/cluster/profile';
import { InvalidInputError } from '../core/errors';
import {
  labelKeyProblems,
  labelNameProblems,
  labelValueProblems,
  objectNameProblems,
} from '../core/manifest/names';
import { clone, isPlain } from '../core/manifest/plain';
import type { PortSpec, Protocol } from '../core/network/route';
import { wordFor } from '../core/shape';
import type { ModelDraft } from '../model/cluster-model';
import type { GrpcRule, HttpRule, Intent, Party, PodsParty, WorkloadParty } from '../model/intent';
import type { Port } from '../model/pod';
import { refuseDeferred } from './deferred';
import { Problems } from './problems';
import { EXTERNAL, PEER, PORT_NAMES, ROUTE_OPTIONS } from './traffic-shapes';

/** What a workload can be connected with: another workload, or a peer outside the tree. */
export interface TrafficPeer {
  /** Who it is, as one end of a route. */
  party(): Party;
  /** When it is known who it is, where a chart has to be rendered first: until then nothing is asked of it. @default it is known */
  readonly known?: Promise<unknown>;
  /**
   * Everyone who it is, where it is several, such as host names.
   * @param cluster where the route is; some peers are what the cluster profile says
   * @param rangeOf the range of addresses that takes the place of one of the code, in the environment of the app
   * @default the one that `party` gives
   */
  parties?(cluster?: ClusterProfile, rangeOf?: (cidr: string) => string): readonly Party[];
  /**
   * The container ports that a route to it opens.
   * @param names port names; all ports where absent
   * @throws InvalidInputError where it has no such port, or none is named
   */
  portsFor(names?: readonly string[]): readonly PortSpec[];
  /** Takes a route that the other end declared; nothing where the peer is not ours. */
  join(route: Intent): void;
}

/** Whether a value is a peer, whichever copy of this package made it. */
export function isPeer(value: unknown): value is TrafficPeer {
  return PEER.fits(value);
}

/** What a route lets through. */
export interface RouteOptions {
  /** Ports of the receiving workload, by name. @default all */
  readonly ports?: readonly string[];
  /** HTTP requests that are let through; not every driver can say it. @default all */
  readonly http?: readonly HttpRule[];
  /** Calls of gRPC that are let through, beside what `http` says; not every driver can say it. @default all */
  readonly grpc?: readonly GrpcRule[];
}

/**
 * The options of a route, as they were given.
 * @throws InvalidInputError where they are none
 */
export function routeOptions(options: RouteOptions): RouteOptions {
  checkOptions('options of a route', options, ROUTE_OPTIONS);
  return options;
}

/** The traffic of one workload: each route is written into the model once, and into that of the other end. */
export class WorkloadTraffic implements TrafficPeer {
  constructor(
    private readonly self: WorkloadParty,
    private readonly ports: readonly Port[],
    private readonly model: ModelDraft,
  ) {}

  party(): WorkloadParty {
    return this.self;
  }

  portsFor(names?: readonly string[]): readonly PortSpec[] {
    const { ports } = this;
    const { name } = this.self;
    if (names !== undefined) checkArgument(`${name}.portsFor`, 'names', names, PORT_NAMES);
    if (ports.length === 0) throw noPort(name);
    if (names?.length === 0) throw noName(name, ports);
    const wanted = names === undefined ? ports : names.map((port) => portNamed(ports, port, name));
    return wanted.map(({ container, protocol }) => ({ port: container, protocol }));
  }

  join(route: Intent): void {
    this.model.open(route);
  }

  private check(method: string, peer: unknown, ports: unknown): void {
    checkArgument(`${this.self.name}.${method}`, 'peer', peer, PEER);
    if (ports !== undefined) checkArgument(`${this.self.name}.${method}`, 'ports', ports, PORT_NAMES);
  }

  /** Opens the route to a peer, both halves. */
  talksTo(peer: TrafficPeer, { ports, ...requests }: RouteOptions = {}): void {
    this.check('talksTo', peer, ports);
    const opened = peer.portsFor(ports);
    for (const to of partiesOf(peer, this.model))
      this.open({ from: this.self, to, ports: opened, ...asked(requests) }, peer);
  }

  /** Opens the route from a peer, both halves; the other half of a peer that is not ours is its own business. */
  receivesFrom(peer: TrafficPeer, { ports, ...requests }: RouteOptions = {}): void {
    this.check('receivesFrom', peer, ports);
    const opened = this.portsFor(ports);
    for (const from of partiesOf(peer, this.model))
      this.open({ from, to: this.self, ports: opened, ...asked(requests) }, peer);
  }

  private open(route: Intent, peer: TrafficPeer): void {
    this.model.open(route);
    peer.join(route);
  }

  /**
   * The address of one port of the Service, seen from a namespace: the name alone inside its own, the full name across.
   * Never `name.ns.svc` alone, which some resolvers do not search.
   */
  addressFrom(namespace: string | undefined, port?: string): string {
    const { ports } = this;
    const { name, namespace: home } = this.self;
    const chosen = port === undefined ? ports[0] : portNamed(ports, port, name);
    if (chosen === undefined) throw noPort(name);
    const host =
      home === (namespace ?? 'default') ? name : `${name}.${home}.svc.${this.model.cluster.dns.domain}`;
    return `${host}:${chosen.service}`;
  }
}

const PARTIES: ReadonlySet<string> = new Set([
  'workload',
  'pods',
  'selected',
  'anybody',
  'entity',
  'cidr',
  'host',
] satisfies Party['party'][]);

/**
 * Who a peer is: one end of a route, or of several.
 * @throws InvalidInputError where what it says of itself is no party: it is an object of the program's own
 */
function partiesOf(peer: TrafficPeer, { cluster, rangeOf }: ModelDraft): readonly Party[] {
  const parties: readonly unknown[] = peer.parties?.(cluster, rangeOf) ?? [peer.party()];
  return parties.map((party) => {
    if (isParty(party)) return party;
    const needs = 'a peer that says who it is';
    const fix = `external({ namespace: 'data', labels: { app: 'db' }, ports: [5432] })`;
    throw new InvalidInputError('route', [{ field: 'peer', found: wordFor(party), needs, fix }]);
  });
}

function isParty(value: unknown): value is Party {
  return isPlain(value) && typeof value.party === 'string' && PARTIES.has(value.party);
}

function asked({ http, grpc }: Pick<RouteOptions, 'http' | 'grpc'>): Pick<Intent, 'http' | 'grpc'> {
  return { ...(http === undefined ? {} : { http }), ...(grpc === undefined ? {} : { grpc }) };
}

function portNamed(ports: readonly Port[], port: string, name: string): Port {
  const found = ports.find((item) => item.name === port);
  if (found !== undefined) return found;
  throw noName(name, ports, port);
}

function noPort(name: string): InvalidInputError {
  const needs = 'a port, to be the target of a route';
  return new InvalidInputError(name, [{ field: 'port', found: 'no port', needs, fix: 'port: 8080' }]);
}

function noName(name: string, ports: readonly Port[], port?: string): InvalidInputError {
  const names = ports.map((item) => item.name);
  const found = port === undefined ? 'an empty list of ports' : `no port '${port}'`;
  const needs = `the name of a port that it has: ${names.join(', ') || 'none'}`;
  const fix = names.length === 0 ? 'port: 8080' : `ports: ['${names[0]}']`;
  return new InvalidInputError(name, [{ field: 'ports', found, needs, fix }]);
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
  /** The ServiceAccount of its pods, by which a mesh knows it. @default not known, and a mesh refuses what it sends */
  readonly account?: string;
}

/** A peer outside the tree, as target and as source of traffic. */
export class ExternalPeer implements TrafficPeer {
  private readonly props: ExternalProps;
  private readonly where: string;

  /** @throws InvalidInputError with everything that is wrong with the props */
  constructor(props: ExternalProps) {
    checkOptions('external(…)', props, EXTERNAL, ['namespace', 'labels'], true);
    const named = typeof props.namespace === 'string' ? `{ namespace: '${props.namespace}' }` : '…';
    this.where = `external(${named})`;
    const problems = new Problems(this.where);
    refuseDeferred(props, {}, problems);
    checkExternal(props, problems);
    problems.throwIfAny();
    this.props = clone(props);
  }

  party(): PodsParty {
    const { namespace, labels, account } = this.props;
    return { party: 'pods', namespace, labels, ...(account === undefined ? {} : { account }) };
  }

  portsFor(): readonly PortSpec[] {
    const ports = this.props.ports ?? [];
    if (ports.length === 0) throw this.lacks('ports', 'ports, to be the target of a route', 'ports: [5432]');
    return ports.map((port) => (typeof port === 'number' ? { port, protocol: 'TCP' } : port));
  }

  join(): void {
    // The other half is in a policy that is not ours.
  }

  /** The peer itself: for `uses`. */
  get target(): TrafficPeer {
    return this;
  }

  /** Its address; always the full name, since it may be seen from anywhere. */
  addressFrom(): string {
    const { service, namespace, clusterDomain } = this.props;
    if (service === undefined) {
      throw this.lacks('service', 'a Service, to have an address', `service: { name: 'db', port: 5432 }`);
    }
    return `${service.name}.${namespace}.svc.${clusterDomain ?? 'cluster.local'}:${service.port}`;
  }

  private lacks(field: string, needs: string, fix: string): InvalidInputError {
    return new InvalidInputError(this.where, [{ field, found: `no ${field}`, needs, fix }]);
  }
}

function checkExternal(props: ExternalProps, problems: Problems): void {
  if (props.service !== undefined) {
    const { name, port } = props.service;
    problems.addAll(
      'service.name',
      name,
      objectNameProblems('Service', name),
      `service: { name: 'db', port: 5432 }`,
    );
    if (!isPort(port))
      problems.add('service.port', port, 'a port from 1 to 65535', `service: { name: 'db', port: 5432 }`);
  }
  if (props.account !== undefined)
    problems.addAll(
      'account',
      props.account,
      objectNameProblems('ServiceAccount', props.account),
      `account: 'prometheus'`,
    );
  problems.addAll('namespace', props.namespace, labelNameProblems(props.namespace), `namespace: 'data'`);
  const labels = Object.entries(props.labels);
  if (labels.length === 0) {
    const needs = 'at least one label: without it every pod there would be meant';
    problems.add('labels', props.labels, needs, `labels: { 'app.kubernetes.io/name': 'db' }`);
  }
  for (const [key, value] of labels) {
    problems.addAll(`labels["${key}"]`, key, labelKeyProblems(key), 'choose another key');
    problems.addAll(`labels["${key}"]`, value, labelValueProblems(value), 'choose another value');
  }
  for (const [index, port] of (props.ports ?? []).entries()) {
    const number = typeof port === 'number' ? port : port.port;
    if (isPort(number)) continue;
    problems.add(`ports[${index}]`, number, 'a port from 1 to 65535', 'ports: [5432]');
  }
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65535;
}
