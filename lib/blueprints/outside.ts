import { checkOptions } from '../core/check-input';
import { parseCidr } from '../core/controls/network/cidr';
import type { PortSpec } from '../core/network/route';
import type { Party } from '../model/intent';
import { refuseLate } from './late';
import { ADDRESSES, HOST_NAME, INTERNET, type OutsidePort, PORTS_SAMPLE } from './outside-shapes';
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

/** A peer that is no pods: addresses, a host name, the internet, the gateway of the cluster. */
export class OutsidePeer implements TrafficPeer {
  constructor(
    private readonly self: Party,
    private readonly ports: readonly PortSpec[],
  ) {}

  party(): Party {
    return this.self;
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
  const problems = problemsOf('addresses(…)', props, ADDRESSES, ['cidr', 'ports']);
  const { cidr, except = [] } = props;
  for (const range of [cidr, ...except]) {
    if (parseCidr(range) === undefined)
      problems.add('cidr', range, 'a range of addresses', `cidr: '203.0.113.0/24'`);
  }
  const ports = portsIn(props, problems);
  problems.throwIfAny();
  return new OutsidePeer({ party: 'cidr', cidr, ...(except.length === 0 ? {} : { except }) }, ports);
}

/**
 * Everything outside of the cluster: all addresses but private ones, those of the cluster and of the cloud's metadata.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export function internet(props: OutsideProps): OutsidePeer {
  const problems = problemsOf('internet(…)', props, INTERNET, ['ports']);
  const ports = portsIn(props, problems);
  problems.throwIfAny();
  return new OutsidePeer({ party: 'entity', entity: 'internet' }, ports);
}

/**
 * A host name outside of the cluster. NetworkPolicies have no names: the cluster needs a driver that has.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export function host(name: string, props: OutsideProps): OutsidePeer {
  const problems = problemsOf('host(…)', props, INTERNET, ['ports']);
  if (typeof name !== 'string' || !HOST_NAME.test(name))
    problems.add('name', name, 'a host name without wildcards', `host('api.example.com', { ports: [443] })`);
  const ports = portsIn(props, problems);
  problems.throwIfAny();
  return new OutsidePeer({ party: 'host', host: name }, ports);
}

/** The pods through which requests from outside come, as `cluster.gateway` says: for `receivesFrom`. */
export function gateway(): OutsidePeer {
  return new OutsidePeer({ party: 'entity', entity: 'gateway' }, []);
}

function problemsOf(
  where: string,
  props: object,
  shapes: Parameters<typeof checkOptions>[2],
  required: readonly string[],
): Problems {
  checkOptions(where, props, shapes, required, true);
  const problems = new Problems(where);
  refuseLate(props, {}, problems);
  return problems;
}

function portsIn({ ports }: OutsideProps, problems: Problems): PortSpec[] {
  if (ports.length === 0) problems.add('ports', ports, 'at least one port', PORTS_SAMPLE);
  return ports.map((given) => {
    const port = typeof given === 'number' ? { port: given, protocol: 'TCP' as const } : given;
    if (!Number.isInteger(port.port) || port.port < 1 || port.port > 65_535)
      problems.add('ports', port.port, 'a port from 1 to 65535', PORTS_SAMPLE);
    return port;
  });
}
