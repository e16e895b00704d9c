import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { isAbsent } from '../../manifest/plain';
import { setControl } from '../control';
import { fieldAt } from '../field';
import { gatewayRoutes } from './shared/gateway-routes';
import { exampleGateway, exampleRoute, listenerIndexOf, parentsOf } from './shared/gateways';
import { isWildcard } from './shared/hostnames';

/** The kinds of route that have hosts. */
const WITH_HOSTS: readonly string[] = ['HTTPRoute', 'GRPCRoute', 'TLSRoute'];

/** Whether every listener that a route attaches to has one host, so that the route needs to name none. */
function listenersName(set: ManifestSet, route: Entry): boolean {
  const index = listenerIndexOf(set);
  return parentsOf(route).every((parent) => {
    const listeners = index.named(parent) ?? [];
    return (
      listeners.length > 0 &&
      listeners.every(({ hostname }) => hostname !== undefined && !isWildcard(hostname))
    );
  });
}

/** A route that belongs to a Service, as meshes have it, serves that Service only. Source: Gateway API, HTTPRouteSpec. */
export const routeHostSet = setControl({
  id: 'route-host-set',
  title: 'A Gateway route names its hosts',
  category: 'ingress',
  severity: 'medium',
  why: 'A route without hosts matches every host of its listeners that has no route of its own, including hosts that are added later.',
  fix: 'hostnames: [shop.example.com]',
  code: "expose: { host: 'shop.example.com', certificate: { issuer: 'letsencrypt' } }",
  refs: { other: ['Gateway API: HTTPRouteSpec, hostnames'] },
  check(set, report) {
    for (const route of gatewayRoutes(set)) {
      if (!WITH_HOSTS.includes(route.ref.kind) || parentsOf(route).length === 0) continue;
      const found = fieldAt(route.manifest, 'spec', 'hostnames');
      if (Array.isArray(found) ? found.length > 0 : !isAbsent(found) && typeof found !== 'object') continue;
      if (listenersName(set, route)) continue;
      report(route, { path: 'spec.hostnames', found, needs: 'the hosts that it serves' });
    }
  },
  examples: {
    good: [
      { objects: [exampleRoute()] },
      {
        note: 'its listener has one',
        objects: [exampleGateway(), exampleRoute({ hostnames: null })],
      },
      {
        note: 'of a Service',
        objects: [
          exampleRoute({ hostnames: null, parentRefs: [{ group: '', kind: 'Service', name: 'web' }] }),
        ],
      },
    ],
    bad: [
      { objects: [exampleRoute({ hostnames: null })] },
      { objects: [exampleRoute({ hostnames: [] })] },
      {
        note: 'its listener has many',
        objects: [exampleGateway({ hostname: '*.example.com' }), exampleRoute({ hostnames: [] })],
      },
      {
        note: 'one of its listeners has all',
        objects: [
          exampleGateway({}, { name: 'other', port: 8443, protocol: 'HTTPS' }),
          exampleRoute({ hostnames: null, parentRefs: [{ name: 'public' }] }),
        ],
      },
    ],
  },
});
