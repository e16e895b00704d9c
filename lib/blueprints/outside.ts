import { checkArgument, checkOptions } from '../core/check-input';
import type { ClusterProfile } from '../core/cluster/profile';
import { parseCidr } from '../core/controls/network/shared/cidr';
import { type InputProblem, InvalidInputError } from '../core/errors';
import { labelNameProblems } from '../core/manifest/names';
import { publicPartOf } from '../core/network/internet';
import type { PortSpec } from '../core/network/route';
import { type Party, allPodsOf as podsOfNamespace } from '../model/intent';
import { partyProblems, portProblems } from '../model/intent-problems';
import { refuseDeferred } from './deferred';
import { ADDRESSES, ALL_PODS, HOST, HOSTS, INTERNET_RANGES, NAME, type OutsidePort } from './outside-shapes';
import { Problems } from './problems';
import type { TrafficPeer } from './traffic';

/** Ports of a peer outside of the cluster: numbers are TCP. */
export interface OutsideProps {
  /** Ports that a route to it opens; at least one. */
  readonly ports: readonly OutsidePort[];
}

/** Addresses outside of the tree, with ports. */
export interface AddressesProps extends OutsideProps {
  /** A range of addresses, such as `203.0.113.0/24`. */
  readonly cidr: string;
  /** Ranges in it that are left out. @default none */
  readonly except?: readonly string[];
}

/** The internet, or ranges of it, with ports. */
export interface InternetProps extends OutsideProps {
  /**
   * The ranges that are meant. What is private in them, or of the cluster, or the cloud's metadata, is left out.
   * @default every address
   */
  readonly cidrs?: readonly string[];
}

/** The pods of a namespace as a peer. */
export interface AllPodsProps {
  /** Ports that their containers listen on. @default none, which is enough for a source of traffic */
  readonly ports?: readonly OutsidePort[];
}

/** Host names outside of the cluster, with ports. */
export interface ExternalHostsProps extends OutsideProps {
  /** Names such as `api.example.com`, or `*.` and one. NetworkPolicies have no names: the cluster needs a driver that has. */
  readonly hosts: readonly string[];
}

/** The range of addresses that takes the place of one of the code. */
type RangeOf = (cidr: string) => string;

const asInCode: RangeOf = (cidr) => cidr;

/**
 * Addresses as the environment has them.
 * @throws InvalidInputError where what is left out of the range is not in the one that takes its place
 */
function inRange(party: Party, rangeOf: RangeOf): Party {
  if (party.party !== 'cidr') return party;
  const { cidr, except } = party;
  const renamed: Party = {
    ...party,
    cidr: rangeOf(cidr),
    ...(except === undefined ? {} : { except: except.map(rangeOf) }),
  };
  refuse(`addresses of ${cidr}`, partyProblems(renamed, 'cidrs'));
  return renamed;
}

/** A peer by what it is: addresses, a host name, the internet, the gateway of the cluster, all pods of a namespace. */
export class OutsidePeer implements TrafficPeer {
  constructor(
    private readonly self: Party,
    private readonly ports: readonly PortSpec[],
    private readonly others: readonly Party[] = [],
    private readonly inCluster?: (cluster: ClusterProfile, rangeOf: RangeOf) => readonly Party[],
  ) {}

  party(): Party {
    return this.self;
  }

  parties(cluster?: ClusterProfile, rangeOf: RangeOf = asInCode): readonly Party[] {
    if (cluster !== undefined && this.inCluster !== undefined) return this.inCluster(cluster, rangeOf);
    return [this.self, ...this.others].map((party) => inRange(party, rangeOf));
  }

  /** @throws InvalidInputError where it needs ports to be a target, and none was given */
  portsFor(): readonly PortSpec[] {
    if (this.ports.length === 0 && this.self.party === 'selected') {
      const needs = 'ports, to be the target of a route';
      throw new InvalidInputError('allPodsOf(…)', [
        { field: 'ports', found: 'no ports', needs, fix: `allPodsOf('data', { ports: [5432] })` },
      ]);
    }
    return this.ports;
  }

  join(): void {
    // It is none of ours: nothing has to be said on its side.
  }
}

/**
 * A range of addresses.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export function addresses(props: AddressesProps): OutsidePeer {
  check('addresses(…)', props, ADDRESSES, ['cidr', 'ports']);
  const { cidr, except, ports } = props;
  return outside(
    'addresses(…)',
    { party: 'cidr', cidr, ...(except === undefined ? {} : { except }) },
    'cidr',
    ports,
  );
}

/**
 * Everything outside of the cluster, or ranges of it: all addresses but private ones, those of the cluster and of the cloud's
 * metadata.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export function internet(props: InternetProps): OutsidePeer {
  check('internet(…)', props, INTERNET_RANGES, ['ports']);
  const { cidrs, ports: given } = props;
  if (cidrs === undefined)
    return outside('internet(…)', { party: 'entity', entity: 'internet' }, 'to', given);
  const ports = portsOf(given);
  const none = {
    field: 'cidrs',
    found: 'an empty list',
    needs: 'a range of addresses',
    fix: 'leave cidrs out',
  };
  refuse('internet(…)', [
    ...(cidrs.length === 0 ? [none] : []),
    ...cidrs.flatMap((cidr, index) => rangeProblems(cidr, `cidrs[${index}]`)),
    ...portProblems(ports),
  ]);
  const ranges = [...cidrs];
  return new OutsidePeer({ party: 'entity', entity: 'internet' }, ports, [], (cluster, rangeOf) =>
    publicParties(ranges.map(rangeOf), cluster),
  );
}

/** Addresses of IPv4 that are written as such of IPv6 have holes of another family, which the API server refuses. */
function rangeProblems(cidr: string, field: string): InputProblem[] {
  const isMapped = cidr.includes(':') && parseCidr(cidr)?.family === 4;
  if (!isMapped) return partyProblems({ party: 'cidr', cidr }, field);
  return [{ field, found: cidr, needs: 'addresses of IPv4 as such', fix: `cidrs: ['198.51.100.0/24']` }];
}

function publicParties(cidrs: readonly string[], cluster: ClusterProfile): Party[] {
  const parts = cidrs.map((cidr) => publicPartOf(cidr, cluster));
  refuse(
    'internet(…)',
    parts.flatMap((part, index) =>
      part === undefined
        ? [
            {
              field: `cidrs[${index}]`,
              found: String(cidrs[index]),
              needs: 'a range with public addresses: all of this one is private, or of the cluster',
              fix: `addresses({ cidr: '${cidrs[index]}', ports: [443] })`,
            },
          ]
        : [],
    ),
  );
  return parts.flatMap((part) => {
    if (part === undefined) return [];
    const { cidr, except = [] } = part;
    return [{ party: 'cidr', cidr, ...(except.length === 0 ? {} : { except }) } as const];
  });
}

/**
 * All pods of a namespace, whatever their labels, as source and as target.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export function allPodsOf(namespace: string, props: AllPodsProps = {}): OutsidePeer {
  check('allPodsOf(…)', props, ALL_PODS, []);
  checkArgument('allPodsOf(…)', 'namespace', namespace, { ...NAME, sample: `'monitoring'` });
  const ports = portsOf(props.ports ?? []);
  const wrong = labelNameProblems(namespace);
  refuse('allPodsOf(…)', [
    ...wrong.map((needs) => ({
      field: 'namespace',
      found: namespace,
      needs,
      fix: `allPodsOf('monitoring')`,
    })),
    ...(props.ports === undefined ? [] : portProblems(ports)),
  ]);
  return new OutsidePeer(podsOfNamespace(namespace), ports);
}

/**
 * The API server, for programs that reach it without a grant of this code. A grant opens the route by itself. As a source it is who calls
 * webhooks.
 */
export function apiServer(): OutsidePeer {
  return new OutsidePeer({ party: 'entity', entity: 'api-server' }, []);
}

/**
 * A host name outside of the cluster, or `*.` and one. NetworkPolicies have no names: the cluster needs a driver that has.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export function host(name: string, props: OutsideProps): OutsidePeer {
  check('host(…)', props, HOST, ['ports']);
  checkArgument('host(…)', 'name', name, NAME);
  return outside('host(…)', { party: 'host', host: name }, 'name', props.ports);
}

/** The pods through which requests from outside come, as `cluster.gateway` says: for `receivesFrom`. */
export function gateway(): OutsidePeer {
  return new OutsidePeer({ party: 'entity', entity: 'gateway' }, []);
}

/**
 * Host names outside of the cluster, as one peer.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export function hostsPeer(props: ExternalHostsProps): OutsidePeer {
  check('external(…)', props, HOSTS, ['hosts', 'ports']);
  const parties = props.hosts.map((name): Party => ({ party: 'host', host: name }));
  const [first, ...others] = parties;
  if (first === undefined) {
    const fix = `hosts: ['api.example.com']`;
    throw new InvalidInputError('external(…)', [
      { field: 'hosts', found: 'an empty list', needs: 'a host name', fix },
    ]);
  }
  const ports = portsOf(props.ports);
  refuse('external(…)', [
    ...parties.flatMap((party) => partyProblems(party, 'hosts')),
    ...portProblems(ports),
  ]);
  return new OutsidePeer(first, ports, others);
}

function check(
  where: string,
  props: object,
  shapes: Parameters<typeof checkOptions>[2],
  required: readonly string[],
): void {
  checkOptions(where, props, shapes, required, true);
  refuseDeferred(props, {}, new Problems(where));
}

/** @param field what is named where the peer itself is wrong */
function outside(where: string, party: Party, field: string, given: readonly OutsidePort[]): OutsidePeer {
  const ports = portsOf(given);
  refuse(where, [...partyProblems(party, field), ...portProblems(ports)]);
  return new OutsidePeer(party, ports);
}

function portsOf(given: readonly OutsidePort[]): PortSpec[] {
  return given.map((port) => (typeof port === 'number' ? { port, protocol: 'TCP' } : port));
}

function refuse(where: string, problems: readonly InputProblem[]): void {
  if (problems.length > 0) throw new InvalidInputError(where, problems);
}
