import { homeOf } from '../../../manifest/identity';
import type { Entry, ManifestSet } from '../../../manifest/manifest-set';
import { isAbsent, objectAt, objectsAt, type PlainObject, stringAt } from '../../../manifest/plain';

/** The kinds of route that the Gateway API has. */
const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const;

/** A Service that a route leads to. */
export interface RouteBackend {
  readonly path: string;
  readonly namespace: string | undefined;
  readonly service: string;
  readonly port: unknown;
}

/** The routes of the Gateway API in a set; third-party kinds with these names are left out. */
export function gatewayRoutes(set: ManifestSet): Entry[] {
  return ROUTES.flatMap((kind) => set.ofKind(kind)).filter(
    ({ ref }) => ref.group === 'gateway.networking.k8s.io',
  );
}

/** What a route leads to, whatever kind it is. */
export interface RouteReference {
  readonly path: string;
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The Services that a route leads to, those of its filters that mirror requests included. */
export function routeBackends(route: Entry): RouteBackend[] {
  return writtenBackends(route).flatMap(({ path, written }) => {
    const service = stringAt(written, 'name');
    if (service === undefined || !isService(written)) return [];
    const namespace = stringAt(written, 'namespace') ?? route.ref.namespace;
    return [{ path, namespace, service, port: written.port }];
  });
}

/** All that a route leads to. */
export function routeReferences(route: Entry): RouteReference[] {
  return writtenBackends(route).flatMap(({ path, written }) => {
    const name = stringAt(written, 'name');
    if (name === undefined) return [];
    const [group, kind] = [stringAt(written, 'group') ?? '', stringAt(written, 'kind') ?? 'Service'];
    return [{ path, group, kind, namespace: stringAt(written, 'namespace') ?? homeOf(route.ref), name }];
  });
}

function writtenBackends({ manifest }: Entry): { path: string; written: PlainObject }[] {
  return objectsAt(objectAt(manifest, 'spec'), 'rules').flatMap((rule, index) => {
    const path = `spec.rules[${index}]`;
    const direct = objectsAt(rule, 'backendRefs').map((written, at) => ({
      path: `${path}.backendRefs[${at}]`,
      written,
    }));
    const mirrored = objectsAt(rule, 'filters').flatMap((filter, at) => {
      const written = objectAt(objectAt(filter, 'requestMirror'), 'backendRef');
      if (written === undefined) return [];
      return [{ path: `${path}.filters[${at}].requestMirror.backendRef`, written }];
    });
    return [...direct, ...mirrored];
  });
}

function isService({ group, kind }: PlainObject): boolean {
  return (isAbsent(group) || group === '') && (isAbsent(kind) || kind === 'Service');
}
