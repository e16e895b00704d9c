/** The kinds of the objects. */
export const TYPES = {
  gateway: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway' },
  http: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' },
  grpc: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'GRPCRoute' },
  certificate: { apiVersion: 'cert-manager.io/v1', kind: 'Certificate' },
} as const;

/** The name of the Gateway of a namespace. */
export const GATEWAY_NAME = 'gateway';

/** The listener for requests in the clear, which are sent to HTTPS. */
export const CLEAR = 'http';

/** The name of the listener of a host. */
export function listenerOf(host: string): string {
  return host;
}
