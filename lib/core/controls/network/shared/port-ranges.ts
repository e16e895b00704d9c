import { isAbsent, isPlain, listAt, objectAt, objectsAt, type PlainObject } from '../../../manifest/plain';
import type { Pod } from '../../../manifest/pod';

/** Ports of one protocol, both ends included. */
export interface PortRange {
  readonly protocol: string;
  readonly first: number;
  readonly last: number;
}

const LAST = 65535;

/** Every port of every protocol. */
export const ALL_PORTS: readonly PortRange[] = ['TCP', 'UDP', 'SCTP'].map((protocol) =>
  range(protocol, 1, LAST),
);

/** Ports of one protocol, from the first to the last. */
export function range(protocol: string, first: number, last = first): PortRange {
  return { protocol, first, last };
}

/**
 * The ports that a rule of a NetworkPolicy opens at a pod, which is the one that names are looked up in. No ports means
 * all; what cannot be read counts as open, since nothing may be said of it.
 * Source: NetworkPolicyPort, networking.k8s.io/v1.
 */
export function portsOfRule(rule: PlainObject, target: Pod): readonly PortRange[] {
  if (isAbsent(rule.ports)) return ALL_PORTS;
  const ports = listAt(rule, 'ports');
  if (ports.length === 0) return ALL_PORTS;
  return ports.flatMap((port) => (isPlain(port) ? rangesOf(port, target) : ALL_PORTS));
}

function rangesOf(written: PlainObject, target: Pod): readonly PortRange[] {
  const protocol = typeof written.protocol === 'string' ? written.protocol : 'TCP';
  const { port, endPort } = written;
  if (typeof port === 'number') return [range(protocol, port, typeof endPort === 'number' ? endPort : port)];
  if (typeof port === 'string') return namedPorts(target, port, protocol);
  return [range(protocol, 1, LAST)];
}

/** The container ports of a pod that have a name. */
export function namedPorts(pod: Pod, name: string, protocol: string): PortRange[] {
  return containerPorts(pod)
    .filter((port) => port.name === name && (port.protocol ?? 'TCP') === protocol)
    .flatMap(({ containerPort }) =>
      typeof containerPort === 'number' ? [range(protocol, containerPort)] : [],
    );
}

/** The ports that the containers of a pod declare. */
export function containerPorts(pod: Pod): PlainObject[] {
  return pod.containers.flatMap(({ spec }) => objectsAt(spec, 'ports'));
}

/**
 * The ports of a pod that a port of a Service leads to.
 * @param port number or name of the Service's port; undefined: every port that it has
 */
export function portsOfService(service: PlainObject, port: unknown, pod: Pod): readonly PortRange[] {
  const ports = objectsAt(objectAt(service, 'spec'), 'ports');
  const meant = isAbsent(port) ? ports : ports.filter((item) => item.port === port || item.name === port);
  return meant.flatMap((item) => {
    const protocol = typeof item.protocol === 'string' ? item.protocol : 'TCP';
    const target = item.targetPort ?? item.port;
    if (typeof target === 'number') return [range(protocol, target)];
    return typeof target === 'string' ? namedPorts(pod, target, protocol) : [];
  });
}

/** Whether two lists of ports have one in common. */
export function portsMeet(left: readonly PortRange[], right: readonly PortRange[]): boolean {
  return left.some((a) =>
    right.some((b) => a.protocol === b.protocol && a.first <= b.last && b.first <= a.last),
  );
}

/** The ports that are in both of two lists. */
export function intersect(left: readonly PortRange[], right: readonly PortRange[]): readonly PortRange[] {
  return left.flatMap((a) =>
    right
      .filter((b) => portsMeet([a], [b]))
      .map((b) => range(a.protocol, Math.max(a.first, b.first), Math.min(a.last, b.last))),
  );
}

/** `TCP 5432, UDP 53`; `every port`. For messages. */
export function formatPorts(ports: readonly PortRange[]): string {
  if (ports.some(({ first, last }) => first === 1 && last === LAST)) return 'every port';
  return ports
    .map(({ protocol, first, last }) => `${protocol} ${first === last ? first : `${first}-${last}`}`)
    .join(', ');
}
