import { isPlain, objectAt, objectsAt, type PlainObject, stringAt } from '../../../lib/core/manifest/plain';
import { stringsAt } from '../standins';

/** One end of a connection: a pod, or an address outside. */
export interface End {
  readonly ip: string;
  /** Absent outside of the cluster. */
  readonly pod?: {
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
    /** Port numbers by name. */
    readonly ports: Readonly<Record<string, number>>;
  };
}

/** A connection as it arrives, after address translation. */
export interface Connection {
  readonly from: End;
  readonly to: End;
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
}

/** Labels of namespaces by name. */
export type NamespaceLabels = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Whether NetworkPolicies let a connection through, computed from the policies alone as their specification says:
 * the sender's egress and the receiver's ingress must both allow it, and a pod that no policy selects is open.
 */
export function isLetThrough(
  connection: Connection,
  policies: readonly PlainObject[],
  spaces: NamespaceLabels,
): boolean {
  return (
    isOpen(connection, 'Egress', connection.from, connection.to, policies, spaces) &&
    isOpen(connection, 'Ingress', connection.to, connection.from, policies, spaces)
  );
}

type Direction = 'Ingress' | 'Egress';

function isOpen(
  connection: Connection,
  direction: Direction,
  subject: End,
  peer: End,
  policies: readonly PlainObject[],
  spaces: NamespaceLabels,
): boolean {
  const { pod } = subject;
  if (pod === undefined) return true;
  const selecting = policies.filter((policy) => {
    const spec = objectAt(policy, 'spec');
    const namespace = stringAt(objectAt(policy, 'metadata'), 'namespace');
    const types = stringsAt(spec ?? {}, 'policyTypes');
    return (
      namespace === pod.namespace &&
      types.includes(direction) &&
      selects(objectAt(spec, 'podSelector'), pod.labels)
    );
  });
  if (selecting.length === 0) return true;
  const [rules, peers] = direction === 'Ingress' ? ['ingress', 'from'] : ['egress', 'to'];
  return selecting.some((policy) =>
    objectsAt(objectAt(policy, 'spec'), rules ?? '').some(
      (rule) =>
        fitsPorts(rule, connection) && fitsPeers(objectsAt(rule, peers ?? ''), pod.namespace, peer, spaces),
    ),
  );
}

function fitsPorts(rule: PlainObject, { port, protocol, to }: Connection): boolean {
  const ports = objectsAt(rule, 'ports');
  if (ports.length === 0) return true;
  return ports.some((entry) => {
    if ((entry.protocol ?? 'TCP') !== protocol) return false;
    const wanted = typeof entry.port === 'string' ? to.pod?.ports[entry.port] : entry.port;
    if (typeof entry.endPort === 'number') return port >= Number(wanted) && port <= entry.endPort;
    return entry.port === undefined || wanted === port;
  });
}

function fitsPeers(
  peers: readonly PlainObject[],
  namespace: string,
  end: End,
  spaces: NamespaceLabels,
): boolean {
  return peers.length === 0 || peers.some((peer) => fitsPeer(peer, namespace, end, spaces));
}

function fitsPeer(peer: PlainObject, namespace: string, { ip, pod }: End, spaces: NamespaceLabels): boolean {
  const block = objectAt(peer, 'ipBlock');
  if (block !== undefined) {
    return (
      contains(stringAt(block, 'cidr') ?? '', ip) &&
      !stringsAt(block, 'except').some((cidr) => contains(cidr, ip))
    );
  }
  if (pod === undefined) return false;
  const space = objectAt(peer, 'namespaceSelector');
  const inSpace =
    space === undefined ? pod.namespace === namespace : selects(space, spaces[pod.namespace] ?? {});
  return inSpace && (!isPlain(peer.podSelector) || selects(peer.podSelector, pod.labels));
}

/** Whether a label selector fits; expressions are not written by the examples, and refused. */
function selects(selector: PlainObject | undefined, labels: Readonly<Record<string, string>>): boolean {
  if (objectsAt(selector, 'matchExpressions').length > 0) throw new Error('expressions are not read here');
  return Object.entries(objectAt(selector, 'matchLabels') ?? {}).every(
    ([key, value]) => labels[key] === value,
  );
}

function contains(cidr: string, ip: string): boolean {
  const [network = '', length = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(length));
  return Math.floor(numberOf(network) / size) === Math.floor(numberOf(ip) / size);
}

const numberOf = (ip: string): number => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
