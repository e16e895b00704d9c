import { objectControl } from '../control';
import { refuseServiceType } from './shared/services';

/** Source: Kubernetes documentation, Service, publishing services. */
export const noNodePortServices = objectControl({
  id: 'no-node-port-services',
  title: 'No Service opens a port on every node',
  category: 'network',
  severity: 'medium',
  why: 'The port is open on all nodes and bypasses the gateway with its TLS and logs. The network of the nodes is often less closed than expected.',
  fix: 'spec: { type: ClusterIP }',
  code: "expose: { host: 'shop.example.com', certificate: { issuer: 'letsencrypt' } }, through the gateway of the cluster",
  refs: {
    kubeLinter: ['exposed-services'],
    kubeScore: ['service-type'],
    kyverno: ['restrict-nodeport'],
    gatekeeper: ['block-nodeport-services'],
    owasp: ['K06'],
  },
  kinds: ['Service'],
  check(manifest, report) {
    refuseServiceType(manifest, 'NodePort', report);
  },
  examples: {
    good: [
      { note: 'not set means ClusterIP', objects: [service(undefined)] },
      { objects: [service('ClusterIP')] },
      { note: 'another control judges it', objects: [service('LoadBalancer')] },
      {
        note: 'a kind of someone else',
        objects: [{ ...service('NodePort'), apiVersion: 'serving.knative.dev/v1' }],
      },
    ],
    bad: [{ objects: [service('NodePort')] }, { note: 'no type at all', objects: [service(7)] }],
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
