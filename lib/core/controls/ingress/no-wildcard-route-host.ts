import { listAt, objectAt, textOf } from '../../manifest/plain';
import { setControl } from '../control';
import { gatewayRoutes } from './shared/gateway-routes';
import { exampleGateway, exampleRoute } from './shared/gateways';

/** A listener may have one: its routes then name the hosts. Source: Gateway API, Hostname. */
export const noWildcardRouteHost = setControl({
  id: 'no-wildcard-route-host',
  title: 'No host of a Gateway route has a wildcard',
  category: 'ingress',
  severity: 'medium',
  why: 'A wildcard also receives the traffic of names that are added later, and turns a forgotten DNS record into an attack path.',
  fix: 'hostnames: [shop.example.com]',
  code: "expose: { host: 'shop.example.com', certificate: { issuer: 'letsencrypt' } }",
  refs: { other: ['Gateway API: HTTPRouteSpec, hostnames'] },
  alone: true,
  check(set, report) {
    for (const route of gatewayRoutes(set)) {
      for (const [index, host] of listAt(objectAt(route.manifest, 'spec'), 'hostnames').entries()) {
        if (typeof host === 'string' && !host.includes('*')) continue;
        const path = `spec.hostnames[${index}]`;
        report(route, { path, found: host, needs: 'a name without a wildcard', finding: textOf(host) });
      }
    }
  },
  examples: {
    good: [
      { objects: [exampleRoute()] },
      {
        note: 'in a listener',
        objects: [exampleGateway({ hostname: '*.example.com' }), exampleRoute()],
      },
    ],
    bad: [
      { objects: [exampleRoute({ hostnames: ['*.example.com'] })] },
      { objects: [exampleRoute({ hostnames: ['*.example.com'] }, {}, 'TLSRoute')] },
      { note: 'not a name', objects: [exampleRoute({ hostnames: [7] })] },
    ],
  },
});
