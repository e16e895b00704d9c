import { isAbsent, isPlain, type PlainObject } from '../core/manifest/plain';
import type { LoosePort, PortSpec } from '../core/network/route';
import type { PlacedWorkload } from '../model/cluster-model';
import { portsOf } from '../model/pod';
import { protocolOf } from './container';

/** The ports of a rule. */
export interface ReadPorts {
  readonly ports: readonly PortSpec[];
  readonly loose: readonly LoosePort[] | 'all';
  /** What could not be read, by the place in the list. */
  readonly unread: readonly { readonly index: number; readonly why: string }[];
}

/** Every port of every protocol. */
const ALL: ReadPorts = { ports: [], loose: 'all', unread: [] };

/**
 * The ports that a rule opens at a workload; none written are all of them.
 * @param target who names are looked up at; undefined where that is not one workload of the set
 */
export function readPorts(rule: PlainObject, target: PlacedWorkload | undefined): ReadPorts {
  const written = rule.ports;
  if (isAbsent(written) || (Array.isArray(written) && written.length === 0)) return ALL;
  const items: readonly unknown[] = Array.isArray(written) ? written : [written];
  const made = items.map((item, index) => readPort(item, index, target));
  return {
    ports: made.flatMap(({ ports }) => ports ?? []),
    loose: made.flatMap(({ loose }) => loose ?? []),
    unread: made.flatMap(({ unread }) => unread ?? []),
  };
}

interface OnePort {
  readonly ports?: readonly PortSpec[];
  readonly loose?: LoosePort;
  readonly unread?: ReadPorts['unread'][number];
}

function readPort(item: unknown, index: number, target: PlacedWorkload | undefined): OnePort {
  const protocol = isPlain(item) ? protocolOf(item.protocol) : undefined;
  if (!isPlain(item) || protocol === undefined) return { unread: { index, why: 'it is no port' } };
  const { port, endPort } = item;
  if (!isAbsent(endPort) && (typeof endPort !== 'number' || typeof port !== 'number' || endPort < port))
    return { unread: { index, why: 'it is no range: endPort needs a number above that of port' } };
  if (isAbsent(port)) return { loose: { protocol } };
  if (typeof port === 'string') return namedPort(port, protocol, index, target);
  if (typeof port !== 'number') return { unread: { index, why: 'it is no port' } };
  if (typeof endPort === 'number' && endPort !== port) return { loose: { protocol, port, endPort } };
  return { ports: [{ port, protocol }] };
}

/** A name means the ports that the containers of the target give it; at others it stays a name. */
function namedPort(
  name: string,
  protocol: PortSpec['protocol'],
  index: number,
  target: PlacedWorkload | undefined,
): OnePort {
  if (target === undefined) return { loose: { protocol, port: name } };
  const found = portsOf(target.workload.pod).filter(
    (port) => port.name === name && port.protocol === protocol,
  );
  if (found.length > 0) return { ports: found.map(({ container: port }) => ({ port, protocol })) };
  const why = `no container of ${target.workload.name} has a ${protocol} port of this name: it opens nothing`;
  return { unread: { index, why } };
}
