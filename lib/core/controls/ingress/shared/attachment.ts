import { homeOf } from '../../../manifest/identity';
import type { Entry } from '../../../manifest/manifest-set';
import { objectsAt, type PlainObject, stringAt, textOf } from '../../../manifest/plain';
import { type LabelSelector, selectorOf } from '../../../manifest/selector';
import { fieldAt } from '../../field';
import type { Peers } from '../../network/shared/peers';
import { hostnamesOf, type Listener } from './gateways';
import { hostsMeet } from './hostnames';

/** The kinds of route that listeners of a protocol take where they say nothing. Source: Gateway API, RouteGroupKind. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  HTTP: ['HTTPRoute', 'GRPCRoute'],
  HTTPS: ['HTTPRoute', 'GRPCRoute'],
  TLS: ['TLSRoute', 'TCPRoute'],
  TCP: ['TCPRoute'],
  UDP: ['UDPRoute'],
};

/** Why none of some listeners takes a route, with what would be needed; undefined where one does, or may. */
export function refusalOf(
  route: Entry,
  listeners: readonly Listener[],
  peers: Peers,
): { readonly found: string; readonly needs: string } | undefined {
  const names = few(listeners.map(({ name, port }) => name ?? `of port ${textOf(port)}`));
  const ofKind = listeners.filter((listener) => takesKind(listener, route.ref.kind));
  if (ofKind.length === 0) {
    return { found: `the listener ${names}, which takes no ${route.ref.kind}`, needs: 'a listener for it' };
  }
  const open = ofKind.filter((listener) => takesFrom(listener, route, peers));
  if (open.length === 0) {
    const home = homeOf(route.ref);
    return {
      found: `the listener ${names}, which takes no routes of namespace ${home}`,
      needs: `a listener whose allowedRoutes take namespace ${home}`,
    };
  }
  const hosts = hostnamesOf(route).map(({ host }) => host);
  if (hosts.length === 0) return undefined;
  const meets = open.some(({ hostname }) => hosts.some((host) => hostsMeet(hostname, host)));
  if (meets) return undefined;
  const theirs = few(open.map(({ hostname }) => textOf(hostname)));
  return { found: `the listener ${names} for ${theirs}`, needs: `a listener for ${few(hosts)}` };
}

/** Names for a message; of many the first ones. */
export function few(names: readonly string[]): string {
  return names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}

function takesKind({ spec, protocol }: Listener, kind: string): boolean {
  const written = objectsAt(allowed(spec), 'kinds');
  if (written.length > 0) return written.some((item) => stringAt(item, 'kind') === kind);
  const usual = protocol === undefined ? undefined : KINDS[protocol];
  return usual === undefined || usual.includes(kind);
}

function allowed(spec: PlainObject): PlainObject {
  return { kinds: fieldAt(spec, 'allowedRoutes', 'kinds') };
}

function takesFrom({ entry, spec, from }: Listener, route: Entry, peers: Peers): boolean {
  const selector = fieldAt(spec, 'allowedRoutes', 'namespaces', 'selector');
  return admits(from, selector, entry, route, peers);
}

/** Whether an object lets another one of some namespace attach: by word, or by the labels of the namespace as far as they are known. */
export function admits(from: unknown, selector: unknown, owner: Entry, other: Entry, peers: Peers): boolean {
  if (from === 'All') return true;
  if (from === 'None') return false;
  if (from !== 'Selector') return from !== 'Same' || homeOf(owner.ref) === homeOf(other.ref);
  const labels: LabelSelector | 'unreadable' = selectorOf(selector) ?? 'unreadable';
  return peers.namespaceMayMatch(labels, homeOf(other.ref));
}
