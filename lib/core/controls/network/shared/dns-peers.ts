import type { DnsProfile, PeerSpec } from '../../../cluster/profile';
import { isAbsent, isOpaque, type PlainObject } from '../../../manifest/plain';
import { type LabelSelector, selectorOf } from '../../../manifest/selector';
import { NAMESPACE_NAME_LABEL } from '../../../well-known';
import { fieldAt } from '../../field';
import { contains, parseCidr } from './cidr';

/** Names under which DNS servers publish their port; a policy may name it so. */
const PORT_NAMES: readonly unknown[] = ['dns', 'dns-tcp', 'domain'];

/** Whether a port of an egress rule lets DNS through. */
export function isDnsPort(port: PlainObject, dns: DnsProfile): boolean {
  const first = typeof port.port === 'string' && /^[0-9]+$/.test(port.port) ? Number(port.port) : port.port;
  if (typeof first !== 'number') return PORT_NAMES.includes(first);
  const last = typeof port.endPort === 'number' ? port.endPort : first;
  return [53, dns.port].some((number) => first <= number && number <= last);
}

/** Whether a selector demands a label: the value, or the only one of a list. */
function demands(selector: LabelSelector | undefined, key: string, value: string): boolean {
  if (selector?.matchLabels?.[key] === value) return true;
  return (selector?.matchExpressions ?? []).some(
    (item) =>
      item.key === key && item.operator === 'In' && item.values?.length === 1 && item.values[0] === value,
  );
}

/** Whether a peer of a policy reaches nobody but the DNS servers of the cluster. */
export function isDnsPeer(peer: unknown, dns: DnsProfile, namespace: unknown): boolean {
  return dns.peers.some((server) => isWithin(peer, server, namespace));
}

/** Whether what a peer reaches is in a leaf that cannot be looked into. */
export function isOpaquePeer(peer: unknown): boolean {
  const parts = [
    ['ipBlock', 'cidr'],
    ['podSelector', 'matchLabels'],
    ['namespaceSelector', 'matchLabels'],
  ];
  return parts.some((path) => isOpaque(fieldAt(peer, ...path)));
}

function isWithin(peer: unknown, server: PeerSpec, namespace: unknown): boolean {
  if ('cidr' in server) {
    const cidr = fieldAt(peer, 'ipBlock', 'cidr');
    const inner = typeof cidr === 'string' ? parseCidr(cidr) : undefined;
    const outer = parseCidr(server.cidr);
    return inner !== undefined && outer !== undefined && contains(outer, inner);
  }
  const pods = selectorOf(fieldAt(peer, 'podSelector'));
  if (
    pods === undefined ||
    !Object.entries(server.labels).every(([key, value]) => demands(pods, key, value))
  ) {
    return false;
  }
  const namespaces = fieldAt(peer, 'namespaceSelector');
  if (isAbsent(namespaces)) return namespace === server.namespace;
  return demands(selectorOf(namespaces), NAMESPACE_NAME_LABEL, server.namespace);
}
