import { objectAt, objectsAt, type PlainObject } from '../../manifest/plain';
import { setControl } from '../control';
import { exampleNamespace, exampleService } from '../network/shared/examples';
import { ServiceAdmission } from '../network/shared/service-admission';
import { gatewayRoutes, routeBackends } from './shared/gateway-routes';

/** Where the Namespace object is not in the set, a Service may be in another output. Source: Gateway API, BackendRef. */
export const gatewayBackendExists = setControl({
  id: 'gateway-backend-exists',
  title: 'Each backend of a Gateway route is a Service and a port that exist',
  category: 'ingress',
  severity: 'medium',
  why: 'A route without a backend answers with status 500 or 503, and a Service that someone creates under that name later receives the traffic.',
  fix: 'backendRefs: [{ name: web, port: 80 }], the name and a port of a Service',
  refs: { other: ['Gateway API: BackendRef, ResolvedRefs'] },
  check(set, report, context) {
    const admission = new ServiceAdmission(set, context.cluster);
    for (const route of gatewayRoutes(set)) {
      for (const { path, namespace, service, port } of routeBackends(route)) {
        const entry = admission.find(namespace, service);
        if (entry === undefined) {
          if (!admission.owns(namespace)) continue;
          const needs = 'a Service of the namespace';
          report(route, { path: `${path}.name`, found: service, needs, finding: service });
        } else if (!objectsAt(objectAt(entry.manifest, 'spec'), 'ports').some((item) => item.port === port)) {
          const needs = `a port of Service ${service}`;
          report(route, { path: `${path}.port`, found: port, needs, finding: service });
        }
      }
    }
  },
  examples: {
    good: [
      { objects: [exampleService('web'), route(443)] },
      { note: 'the namespace is not in the output', objects: [route(443)] },
    ],
    bad: [
      { objects: [exampleNamespace(), route(443)] },
      { note: 'no such port', objects: [exampleService('web'), route(80)] },
    ],
  },
});

function route(port: number): PlainObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { rules: [{ backendRefs: [{ name: 'web', port }] }] },
  };
}
