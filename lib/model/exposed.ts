import type { Protocol } from '../core/network/route';
import type { Text } from './text';

/** A path of requests: all that start with it, or it alone. */
export interface ExposedPath {
  readonly type: 'PathPrefix' | 'Exact';
  readonly value: string;
}

/** An existing Gateway. */
export interface SharedGateway {
  readonly name: string;
  readonly namespace: string;
  /** The listener that routes attach to. @default every listener that accepts the hosts */
  readonly listener?: string;
  /** Whether namespaces bring listeners of their own, in a ListenerSet. @default false */
  readonly listenerSet?: boolean;
}

/** A certificate: the Secret that holds it, and who fills that. */
export interface ExposedCertificate {
  /** Name of the Secret. */
  readonly secret: Text;
  /** The namespace of the Secret, where that is another one. @default that of the workload */
  readonly namespace?: string;
  /** The issuer of cert-manager that fills the Secret. @default someone else does */
  readonly issuer?: { readonly kind: 'Issuer' | 'ClusterIssuer'; readonly name: Text };
}

/** How a Gateway knows a program that speaks TLS. */
export interface BackendTls {
  /** The host name in the certificate of the workload. */
  readonly hostname: Text;
  /** A ConfigMap with the authority that signs it, under `ca.crt`. @default those of the Gateway's system */
  readonly configMap?: Text;
}

/** Limits of requests, in the terms of the controller that applies them. */
export interface RouteLimits {
  /** The largest body of a request, such as `8Mi`. */
  readonly maxBodySize?: string;
  /** Addresses of clients: nobody else gets in. */
  readonly sourceRanges?: readonly string[];
  /** Keeps a client at the pod that it reached first. */
  readonly sessionAffinity?: 'Cookie';
}

/** What leads requests for hosts, from clients outside of the cluster, to a port of a workload. */
export interface HostRoute {
  /** The name of its route, once in the workload. */
  readonly name: string;
  readonly hosts: readonly string[];
  /** The port of the Service. */
  readonly port: number;
  /** Requests that lead to it. */
  readonly paths: readonly ExposedPath[];
  /** Undefined where the shared Gateway has it. */
  readonly certificate?: ExposedCertificate;
  /** Whether plain HTTP requests are sent to HTTPS. */
  readonly redirect: boolean;
  /** The timeout of a request, such as `30s`. @default the Gateway's, or that of the controller */
  readonly timeout?: string;
  /** Limits that the controller applies to requests. @default nothing */
  readonly limits?: RouteLimits;
  /** Annotations of the route. */
  readonly annotations: Readonly<Record<string, Text>>;
}

/** Hosts under which clients outside of the cluster reach a port of a workload, through a Gateway. */
export interface Exposed extends HostRoute {
  /** What is led to the port; with `tls` the program ends TLS itself. */
  readonly protocol: 'http' | 'grpc' | 'tls';
  /** How the Gateway speaks TLS to the port. @default plain text, or as the client does */
  readonly backendTls?: BackendTls;
  /** A shared Gateway; the Gateway of the namespace where it is undefined. */
  readonly shared?: SharedGateway;
}

/** Hosts under which clients outside of the cluster reach a port of a workload, through an Ingress of the cluster's class. */
export type IngressRoute = HostRoute;

/** A port of a Service that clients outside of the cluster reach. */
export interface ExternalPort {
  /** The name of the port of the containers. */
  readonly name: string;
  /** The port of the Service. */
  readonly port: number;
  readonly protocol: Protocol;
  /** The port of every node. @default the API server chooses one */
  readonly nodePort?: number;
}

/** A Service of its own through which clients outside of the cluster reach a workload, past its gateway. */
export interface ExternalService {
  readonly name: string;
  readonly type: 'LoadBalancer' | 'NodePort';
  readonly ports: readonly ExternalPort[];
  /** Addresses of its clients: nobody else gets in. */
  readonly sourceRanges: readonly string[];
  /** `Local` keeps the addresses of clients; with `Cluster` they come from nodes, and no node has a port of its own for it. */
  readonly externalTrafficPolicy: 'Local' | 'Cluster';
  /** Seconds for which a client stays with a pod. @default any pod answers */
  readonly affinity?: number;
  /** The class of the load balancer. @default that of the cluster */
  readonly loadBalancerClass?: Text;
  /** Its names in the DNS. */
  readonly hosts: readonly string[];
  readonly annotations: Readonly<Record<string, Text>>;
}

/** Whether the namespace brings the listeners for its hosts: in a Gateway of its own, or in a ListenerSet. */
export function bringsListeners(shared: SharedGateway | undefined): boolean {
  return shared === undefined || shared.listenerSet === true;
}
