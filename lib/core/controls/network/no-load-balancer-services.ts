import { objectControl } from '../control';
import { refuseServiceType } from './shared/services';

/** Source: Kubernetes documentation, Service, publishing services. */
export const noLoadBalancerServices = objectControl({
  id: 'no-load-balancer-services',
  title: 'No Service is of type LoadBalancer',
  category: 'network',
  severity: 'medium',
  why: 'Each load balancer is a public address that bypasses the gateway: without TLS, authentication and access logs, unless the application has its own.',
  fix: 'spec: { type: ClusterIP }',
  code: "expose: { host: 'shop.example.com', certificate: { issuer: 'letsencrypt' } }, through the gateway of the cluster",
  breaks: 'External access: route it through the Ingress or Gateway of the cluster.',
  refs: {
    kubeLinter: ['exposed-services'],
    kyverno: ['no-loadbalancer-service'],
    gatekeeper: ['block-loadbalancer-services'],
    owasp: ['K06'],
  },
  kinds: ['Service'],
  check(manifest, report) {
    refuseServiceType(manifest, 'LoadBalancer', report);
  },
  examples: {
    good: [
      { note: 'not set means ClusterIP', objects: [service(undefined)] },
      { objects: [service('ClusterIP')] },
      { note: 'another control judges it', objects: [service('NodePort')] },
      {
        note: 'a kind of someone else',
        objects: [{ ...service('LoadBalancer'), apiVersion: 'serving.knative.dev/v1' }],
      },
    ],
    bad: [{ objects: [service('LoadBalancer')] }, { note: 'no type at all', objects: [service(7)] }],
  },
});

function service(type: unknown) {
  const metadata = { name: 'web', namespace: 'shop' };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { type, selector: { app: 'web' }, ports: [{ port: 80 }] },
  };
}
