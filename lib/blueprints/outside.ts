import { checkArgument, checkOptions } from '../core/check-input';
import { type InputProblem, InvalidInputError } from '../core/errors';
import type { PortSpec } from '../core/network/route';
import type { Party } from '../model/intent';
import { partyProblems, portProblems } from '../model/intent-problems';
import { refuseDeferred } from './deferred';
import { ADDRESSES, HOSTS, INTERNET, NAME, type OutsidePort } from './outside-shapes';
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

/** Host names outside of the cluster, with ports. */
export interface ExternalHostsProps extends OutsideProps {
  /** Names such as `api.example.com`, or `*.` and one. NetworkPolicies have no names: the cluster needs a driver that has. */
  readonly hosts: readonly string[];
}

/** A peer that is no pods: addresses, a host name, the internet, the gateway of the cluster. */
export class OutsidePeer implements TrafficPeer {
  constructor(
    private readonly self: Party,
    private readonly ports: readonly PortSpec[],
    private readonly others: readonly Party[] = [],
  ) {}

  party(): Party {
    return this.self;
  }

  parties(): readonly Party[] {
    return [this.self, ...this.others];
  }

  portsFor(): readonly PortSpec[] {
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
 * Everything outside of the cluster: all addresses but private ones, those of the cluster and of the cloud's metadata.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export function internet(props: OutsideProps): OutsidePeer {
  check('internet(…)', props, INTERNET, ['ports']);
  return outside('internet(…)', { party: 'entity', entity: 'internet' }, 'to', props.ports);
}

/**
 * A host name outside of the cluster, or `*.` and one. NetworkPolicies have no names: the cluster needs a driver that has.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export function host(name: string, props: OutsideProps): OutsidePeer {
  check('host(…)', props, INTERNET, ['ports']);
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
