import type { PlainObject } from '../../../manifest/plain';

/** Namespace shop, for examples. */
export function exampleNamespace(name = 'shop'): PlainObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

/** A pod with the label `app` and one port 8080 with the name http, for examples. */
export function examplePod(name: string, spec: PlainObject = {}, namespace = 'shop'): PlainObject {
  const ports = [{ name: 'http', containerPort: 8080 }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { app: name } },
    spec: { containers: [{ name: 'app', ports }], ...spec },
  };
}

/** A Service for the pods of {@link examplePod}. */
export function exampleService(name: string, spec: PlainObject = {}): PlainObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: { selector: { app: name }, ports: [{ port: 443, targetPort: 'http' }], ...spec },
  };
}

/** A NetworkPolicy for all pods of namespace shop, both directions in force; `spec` is merged over that. */
export function examplePolicy(spec: PlainObject, name = 'policy'): PlainObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: 'shop' },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ...spec },
  };
}

/** A peer of pods by their label `app`. */
export function examplePeer(app: string): PlainObject {
  return { podSelector: { matchLabels: { app } } };
}
