import { formatRef } from '../../manifest/identity';
import type { Entry } from '../../manifest/manifest-set';
import type { PlainObject } from '../../manifest/plain';
import { type SetReport, setControl } from '../control';
import { exampleNamespace, examplePod, examplePolicy, exampleService } from '../network/shared/examples';
import { formatPorts } from '../network/shared/port-ranges';
import { ServiceAdmission } from '../network/shared/service-admission';
import { backendsOf } from './shared/backends';
import { gatewayRoutes, type RouteBackend, routeBackends } from './shared/gateway-routes';
import { exampleIngress, isIngress } from './shared/ingresses';

function ingressBackends({ manifest, ref }: Entry): RouteBackend[] {
  return backendsOf(manifest).flatMap(({ path, service, port }) =>
    typeof service === 'string' ? [{ path, namespace: ref.namespace, service, port }] : [],
  );
}

function check(
  route: Entry,
  backends: readonly RouteBackend[],
  admission: ServiceAdmission,
  report: SetReport,
) {
  for (const { path, namespace, service, port } of backends) {
    const entry = admission.find(namespace, service);
    if (entry === undefined) continue;
    for (const { entry: pods, ports } of admission.shut(entry, port, 'gateway')) {
      const finding = formatRef(pods.ref);
      const found = `Service ${service}, whose pods of ${finding} admit no gateway on ${formatPorts(ports)}`;
      const needs = 'a NetworkPolicy at these pods that admits the pods or addresses of the gateway';
      report(route, { path, found, needs, finding, unknown: admission.unknown });
    }
  }
}

/**
 * Pods of the set that take no traffic from outside themselves (no LoadBalancer, NodePort, host port) are taken for no
 * gateway; pods of namespaces that are not in the set may be one. Source: Kubernetes documentation, Network Policies.
 */
export const routeBackendAdmitsGateway = setControl({
  id: 'route-backend-admits-gateway',
  title: 'The backends of an Ingress or a Gateway route admit the gateway',
  category: 'ingress',
  severity: 'high',
  why: 'To network policies, the gateway is a pod or an address like any other: if the policies of the backend do not admit it, every request times out.',
  fix: 'select the pods by a NetworkPolicy with ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress-nginx } } }], ports: [{ port: 8080, protocol: TCP }] }]',
  code: "web.receivesFrom(external({ namespace: 'ingress-nginx', labels: { … } }))",
  refs: { other: ['Kubernetes documentation: Network Policies, the two sorts of pod isolation'] },
  check(set, report, context) {
    const admission = new ServiceAdmission(set, context.cluster);
    for (const ingress of set.ofKind('Ingress')) {
      if (isIngress(ingress.manifest)) check(ingress, ingressBackends(ingress), admission, report);
    }
    for (const route of gatewayRoutes(set)) check(route, routeBackends(route), admission, report);
  },
  examples: {
    good: [
      { note: 'no policy', objects: [examplePod('web'), service(), exampleIngress()] },
      {
        note: 'the namespace of the gateway',
        objects: [examplePod('web'), service(), exampleIngress(), admit([gateway()])],
      },
      {
        note: 'addresses of a load balancer',
        objects: [
          examplePod('web'),
          service(),
          httpRoute(),
          admit([{ ipBlock: { cidr: '203.0.113.0/24' } }]),
        ],
      },
      {
        note: 'a gateway of the namespace',
        objects: [
          exampleNamespace(),
          examplePod('web'),
          examplePod('gateway', { hostNetwork: true }),
          service(),
          exampleIngress(),
          admit([{ podSelector: { matchLabels: { app: 'gateway' } } }]),
        ],
      },
    ],
    bad: [
      { note: 'nobody', objects: [examplePod('web'), service(), exampleIngress(), examplePolicy({})] },
      { note: 'a Gateway route', objects: [examplePod('web'), service(), httpRoute(), examplePolicy({})] },
      {
        note: 'another port',
        objects: [examplePod('web'), service(), exampleIngress(), admit([gateway()], 9090)],
      },
      {
        note: 'pods that are no gateway',
        objects: [
          exampleNamespace(),
          examplePod('web'),
          examplePod('cart'),
          service(),
          exampleIngress(),
          admit([{ podSelector: { matchLabels: { app: 'cart' } } }]),
        ],
      },
    ],
  },
});

function service(): PlainObject {
  return exampleService('web', { ports: [{ name: 'http', port: 80, targetPort: 8080 }] });
}

function gateway(): PlainObject {
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } } };
}

function admit(from: readonly PlainObject[], port = 8080): PlainObject {
  return examplePolicy({ ingress: [{ from, ports: [{ port }] }] });
}

function httpRoute(): PlainObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { rules: [{ backendRefs: [{ name: 'web', port: 80 }] }] },
  };
}
