import { homeOf } from '../../../manifest/identity';
import type { Entry, ManifestSet } from '../../../manifest/manifest-set';
import {
  dataText,
  isAbsent,
  isPlain,
  objectAt,
  objectsAt,
  type PlainObject,
  textOf,
} from '../../../manifest/plain';
import { fieldAt } from '../../field';
import { gatewayRoutes } from './gateway-routes';
import { hostnamesOf, type ListenerIndex, listenerIndexOf, type ParentRef, parentsOf } from './gateways';
import { hostsMeet } from './hostnames';
import { isIngress, rulesOf } from './ingresses';

/** Requests that a rule takes: those of a host and a path, at one door. */
export interface RequestClaim {
  readonly entry: Entry;
  readonly path: string;
  /** The same for rules that take the same requests. */
  readonly key: string;
  /** The requests for messages: `shop.example.com/cart`. */
  readonly requests: string;
}

/** What the API takes at most: hosts of a route, matches and rules. What is more is refused by it, and not judged. */
const MOST = { hosts: 16, rules: 64, matches: 64, doors: 64 } as const;

/** The requests that the rules of Ingresses take, class by class. */
export function ingressClaims(set: ManifestSet): RequestClaim[] {
  return set
    .ofKind('Ingress')
    .filter(({ manifest }) => isIngress(manifest))
    .flatMap((entry) =>
      rulesOf(entry.manifest).flatMap(({ host, path, spec }) =>
        objectsAt(objectAt(spec, 'http'), 'paths').map((item, index) => {
          const name = typeof host === 'string' ? host.toLowerCase() : '';
          const [type, value] = [item.pathType, pathOf(item.path, item.pathType)];
          const door = [classOf(entry.manifest), homeOf(entry.ref)];
          return {
            entry,
            path: `${path}.http.paths[${index}].path`,
            key: dataText(['Ingress', ...door, name, type ?? '', value]),
            requests: `${name}${value}`,
          };
        }),
      ),
    );
}

function classOf(manifest: PlainObject): unknown {
  const field = fieldAt(manifest, 'spec', 'ingressClassName');
  return (
    (isAbsent(field) ? fieldAt(manifest, 'metadata', 'annotations', 'kubernetes.io/ingress.class') : field) ??
    ''
  );
}

/** A path as it matches: slashes at the end of a prefix count for nothing. */
function pathOf(path: unknown, type: unknown): string {
  const text = typeof path === 'string' && path !== '' ? path : '/';
  return type === 'Prefix' || type === 'PathPrefix' ? text.replace(/\/+$/, '') || '/' : text;
}

/** The requests that the rules of HTTPRoutes and GRPCRoutes take, listener by listener. */
export function routeClaims(set: ManifestSet): RequestClaim[] {
  const index = listenerIndexOf(set);
  return httpRoutes(set).flatMap((entry) => claimsOf(entry, index));
}

function claimsOf(entry: Entry, index: ListenerIndex): RequestClaim[] {
  const hosts = hostnamesOf(entry).slice(0, MOST.hosts);
  const matches = matchesOf(entry);
  return hosts.flatMap(({ host }) => {
    const doors = parentsOf(entry).flatMap((parent) => doorsOf(parent, host, index));
    return doors.slice(0, MOST.doors).flatMap((door) =>
      matches.map(({ path, match, shown }) => ({
        entry,
        path,
        key: dataText([entry.ref.kind, homeOf(entry.ref), door, host, match]),
        requests: `${host}${shown}`,
      })),
    );
  });
}

/** The listeners that a host of a route comes in by; the reference itself where the Gateway is not in the set. */
function doorsOf(parent: ParentRef, host: string, index: ListenerIndex): string[] {
  const { kind, namespace, name, sectionName, port } = parent;
  const own = `${kind}/${homeOf({ namespace })}/${name}`;
  const listeners = index.named(parent);
  if (listeners === undefined) return [`${own}/${sectionName ?? ''}/${textOf(port)}`];
  return listeners
    .filter(({ hostname }) => hostsMeet(hostname, host))
    .map((listener) => `${own}/${listener.path}`);
}

/** A host of a route at a listener: HTTPRoutes have it, or GRPCRoutes. */
export interface DoorClaim {
  readonly entry: Entry;
  readonly path: string;
  readonly host: string;
  /** The same for one host at one listener. */
  readonly door: string;
}

/** The hosts of HTTPRoutes and GRPCRoutes at their listeners. */
export function doorClaims(set: ManifestSet): DoorClaim[] {
  const index = listenerIndexOf(set);
  return httpRoutes(set).flatMap((entry) =>
    hostnamesOf(entry)
      .slice(0, MOST.hosts)
      .flatMap(({ host, path }) =>
        parentsOf(entry)
          .flatMap((parent) => doorsOf(parent, host, index))
          .slice(0, MOST.doors)
          .map((door) => ({ entry, path, host, door: dataText([homeOf(entry.ref), door, host]) })),
      ),
  );
}

function httpRoutes(set: ManifestSet): Entry[] {
  return gatewayRoutes(set).filter(({ ref }) => ref.kind === 'HTTPRoute' || ref.kind === 'GRPCRoute');
}

interface Match {
  readonly path: string;
  readonly match: unknown;
  readonly shown: string;
}

/** What the rules of a route match; a rule without matches takes everything. */
function matchesOf({ manifest, ref }: Entry): Match[] {
  const rules = objectsAt(objectAt(manifest, 'spec'), 'rules').slice(0, MOST.rules);
  return rules.flatMap((rule, at) => {
    const written = objectsAt(rule, 'matches').slice(0, MOST.matches);
    if (written.length === 0) return [{ path: `spec.rules[${at}]`, ...matchOf(ref.kind, {}) }];
    return written.map((item, index) => ({
      path: `spec.rules[${at}].matches[${index}]`,
      ...matchOf(ref.kind, item),
    }));
  });
}

/** A match in a form in which equal ones are the same text. */
function matchOf(kind: string, match: PlainObject): Omit<Match, 'path'> {
  if (kind === 'GRPCRoute') {
    const method = objectAt(match, 'method');
    const [service, name] = [method?.service ?? '*', method?.method ?? '*'];
    return {
      match: [method?.type ?? 'Exact', service, name, named(match, 'headers')],
      shown: `/${textOf(service)}/${textOf(name)}`,
    };
  }
  const path = objectAt(match, 'path');
  const type = path?.type ?? 'PathPrefix';
  const value = pathOf(path?.value, type);
  return {
    match: [type, value, match.method ?? '', named(match, 'headers'), named(match, 'queryParams')],
    shown: value,
  };
}

/** Conditions in an order of their own; names of headers know no case. */
function named(match: PlainObject, field: 'headers' | 'queryParams'): string[] {
  const nameOf = (name: unknown): string => (field === 'headers' ? textOf(name).toLowerCase() : textOf(name));
  const items: readonly unknown[] = Array.isArray(match[field]) ? match[field] : [];
  return items
    .filter(isPlain)
    .map(({ name, type, value }) => dataText([nameOf(name), type ?? 'Exact', value]))
    .sort();
}
