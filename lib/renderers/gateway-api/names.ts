import type { SharedGateway } from '../../model/exposed';

/** The kinds of the objects. */
export const TYPES = {
  gateway: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway' },
  http: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' },
  grpc: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GRPCRoute' },
  tls: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'TLSRoute' },
  backendTls: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'BackendTLSPolicy' },
  listenerSet: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'ListenerSet' },
  // The version that is stored: those before 1.5 serve no other.
  grant: { apiVersion: 'gateway.networking.k8s.io/v1beta1', kind: 'ReferenceGrant' },
  certificate: { apiVersion: 'cert-manager.io/v1', kind: 'Certificate' },
} as const;

/** The name of the Gateway of a namespace. */
export const GATEWAY_NAME = 'gateway';

/** The listener for plain HTTP requests, which are sent to HTTPS. */
export const CLEAR = 'http';

/** The name of the listener of a host. */
export function listenerOf(host: string): string {
  return host;
}

/** The listener of a host for plain HTTP requests, among those of a ListenerSet. */
export function clearListenerOf(host: string): string {
  return `http.${host}`;
}

/** The name of the ListenerSet of a namespace at a Gateway. */
export function listenerSetName({ name, namespace }: SharedGateway): string {
  return `${namespace}-${name}`;
}
