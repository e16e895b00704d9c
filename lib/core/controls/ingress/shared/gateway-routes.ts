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

/** The Services that a route leads to, those of its filters that mirror requests included. */
export function routeBackends({ manifest, ref }: Entry): RouteBackend[] {
  return objectsAt(objectAt(manifest, 'spec'), 'rules').flatMap((rule, index) => {
    const path = `spec.rules[${index}]`;
    const direct = objectsAt(rule, 'backendRefs').map((backend, at) =>
      backendOf(backend, `${path}.backendRefs[${at}]`, ref.namespace),
    );
    const mirrored = objectsAt(rule, 'filters').map((filter, at) =>
      backendOf(
        objectAt(objectAt(filter, 'requestMirror'), 'backendRef'),
        `${path}.filters[${at}].requestMirror.backendRef`,
        ref.namespace,
      ),
    );
    return [...direct, ...mirrored].filter((backend) => backend !== undefined);
  });
}

function backendOf(
  written: PlainObject | undefined,
  path: string,
  home: string | undefined,
): RouteBackend | undefined {
  const service = stringAt(written, 'name');
  const kind = written?.kind;
  if (written === undefined || service === undefined || (!isAbsent(kind) && kind !== 'Service'))
    return undefined;
  if ((stringAt(written, 'group') ?? '') !== '') return undefined;
  return { path, namespace: stringAt(written, 'namespace') ?? home, service, port: written.port };
}
