import { homeOf } from '../../../manifest/identity';
import type { Entry, ManifestSet } from '../../../manifest/manifest-set';
import { gatewayRoutes } from './gateway-routes';
import { hostnamesOf, listenerHolders, listenersOf } from './gateways';
import { isIngress, rulesOf } from './ingresses';

/** A host that an object of a namespace takes for it. */
export interface HostClaim {
  readonly entry: Entry;
  readonly namespace: string;
  /** In lower case. */
  readonly host: string;
  readonly path: string;
}

/**
 * The hosts that Ingresses, routes and listeners take for their namespaces. A listener that lets routes of other namespaces
 * attach takes none: the routes do.
 */
export function hostClaims(set: ManifestSet): HostClaim[] {
  const ingresses = set
    .ofKind('Ingress')
    .filter(({ manifest }) => isIngress(manifest))
    .flatMap((entry) =>
      rulesOf(entry.manifest).flatMap(({ host, path }) =>
        typeof host === 'string' && host !== '' ? [claimOf(entry, host, `${path}.host`)] : [],
      ),
    );
  const routes = gatewayRoutes(set).flatMap((entry) =>
    hostnamesOf(entry).map(({ host, path }) => claimOf(entry, host, path)),
  );
  const listeners = listenerHolders(set).flatMap((entry) =>
    listenersOf(entry).flatMap(({ hostname, from, path }) =>
      hostname !== undefined && from === 'Same' ? [claimOf(entry, hostname, `${path}.hostname`)] : [],
    ),
  );
  return [...ingresses, ...routes, ...listeners];
}

function claimOf(entry: Entry, host: string, path: string): HostClaim {
  return { entry, namespace: homeOf(entry.ref), host: host.toLowerCase(), path };
}
