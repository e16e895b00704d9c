import type { OptOutProp } from '../../opt-out';

/** Where the certificate comes from: a Secret of type `kubernetes.io/tls`, or an issuer of cert-manager that fills one. @needs { secret } or { issuer } @example { issuer: 'letsencrypt' } */
export type CertificateProps<Text = string> =
  /** Name of a Secret that somebody fills. */
  | {
      readonly secret: Text;
      /** The namespace of the Secret, for a Gateway; a ReferenceGrant there lets it be read. @default that of the workload */
      readonly namespace?: string;
    }
  /** Name of an issuer of cert-manager, which the cluster has to have. */
  | {
      readonly issuer: Text;
      /** Whether the issuer serves the namespace alone, or all. @default one for all: ClusterIssuer */
      readonly kind?: 'Issuer' | 'ClusterIssuer';
    };

/** A Gateway that somebody else made. @example { name: 'public', namespace: 'gateways' } */
export interface SharedGatewayProps {
  /** The name of the Gateway. */
  readonly name: string;
  /** The namespace that it is in. */
  readonly namespace: string;
  /** Name of the listener that takes the hosts. @default all that take them */
  readonly listener?: string;
  /** Whether it lets namespaces bring listeners of their own: then you give the certificate, and a ListenerSet has the hosts. @default false */
  readonly listenerSet?: boolean;
}

/** How the Gateway knows a program that speaks TLS itself. @example { hostname: 'web.shop.svc', configMap: 'web-ca' } */
export interface BackendTlsProps<Text = string> {
  /** The name in the certificate of the program. @example 'web.shop.svc' */
  readonly hostname: Text;
  /** Name of a ConfigMap with the authority that signed it, under `ca.crt`. @default the authorities that the Gateway's system trusts */
  readonly configMap?: Text;
}

/** A path of requests: all that start with it, or `{ exact }` for it alone. @needs a path, or { exact } @example '/' */
export type PathProps = string | { readonly exact: string };

/** What leads requests from hosts to a workload, by HTTPS. */
export interface HostProps<Text = string> {
  /** The host name, which belongs to one namespace. @default `hosts` @example 'shop.example.com' */
  readonly host?: string;
  /** Several host names, instead of `host`. @default `host` @example ['shop.example.com'] */
  readonly hosts?: readonly string[];
  /** Where the certificate comes from; a shared Gateway has its own. @default none, and an error without `gateway` */
  readonly certificate?: CertificateProps<Text>;
  /** Requests that lead to the workload. @default all: those below / */
  readonly paths?: readonly PathProps[];
  /** Name of the port that takes them. @default the first */
  readonly port?: string;
  /** `'optOut'` leaves requests in the clear without an answer. @default they are sent to HTTPS, by whatever answers for the namespace */
  readonly redirect?: OptOutProp;
  /** How long a request may take, such as `30s`. @default that of the Gateway, or of the controller */
  readonly timeout?: string;
  /** The largest body of a request, where the controller of the profile can. @default that of the Gateway, or of the controller @example '8Mi' */
  readonly maxBodySize?: string;
  /** Addresses of clients, where the controller of the profile can tell them: nobody else gets in. @default everybody @needs ranges of addresses @example ['203.0.113.0/24'] */
  readonly sourceRanges?: readonly string[];
  /** Keeps a client at the pod that it reached first, by a cookie, where the controller of the profile can. @default any pod answers */
  readonly sessionAffinity?: 'Cookie';
  /** Seconds that others may keep the addresses of the hosts, for external-dns. @default what external-dns is told @example 60 */
  readonly dnsTtl?: number;
  /** Annotations of the route, or of the Ingress; no snippets of configuration. @default none */
  readonly annotations?: Readonly<Record<string, Text>>;
}

/**
 * Hosts that lead to a workload through a Gateway of the Gateway API.
 * @example { host: 'shop.example.com', certificate: { issuer: 'letsencrypt' } }
 */
export interface GatewayExposeProps<Text = string> extends HostProps<Text> {
  /** What takes the requests. @default a Gateway */
  readonly type?: 'Gateway';
  /** What the port speaks; with `'tls'` connections are led on as they are, and the program has the certificate. @default 'grpc' where that is the name of the port, else 'http' */
  readonly protocol?: 'http' | 'grpc' | 'tls';
  /** Speaks TLS to the program, and looks at its certificate. @default in the clear */
  readonly backendTls?: BackendTlsProps<Text>;
  /** A shared Gateway. @default that of the cluster profile, else one of the namespace */
  readonly gateway?: SharedGatewayProps;
}

/**
 * Hosts that lead to a workload through an Ingress of the class of the cluster profile.
 * @example { type: 'Ingress', host: 'shop.example.com', certificate: { issuer: 'letsencrypt' } }
 */
export interface IngressExposeProps<Text = string> extends HostProps<Text> {
  /** What takes the requests. */
  readonly type: 'Ingress';
}

/**
 * A Service of its own through which clients reach a workload past the gateway. The controls of such Services ask for a waiver.
 * @example { type: 'LoadBalancer', sourceRanges: ['203.0.113.0/24'] }
 */
export interface ServiceExposeProps<Text = string> {
  /** The type of the Service: a load balancer, or a port of every node. */
  readonly type: 'LoadBalancer' | 'NodePort';
  /** The addresses of its clients: nobody else gets in. @needs ranges of addresses @example ['203.0.113.0/24'] */
  readonly sourceRanges: readonly string[];
  /** Names of the ports that it opens. @default all */
  readonly ports?: readonly string[];
  /** Ports of the nodes for a NodePort, by the names of the ports. @default the API server chooses them @example { http: 30080 } */
  readonly nodePorts?: Readonly<Record<string, number>>;
  /** `'Local'` keeps the addresses of clients. With `'Cluster'` they come from the nodes, whose ranges `cluster.cidrs.nodes` has to say. @default Local */
  readonly externalTrafficPolicy?: 'Local' | 'Cluster';
  /** Whether a client stays with the pod that it reached first. @default any pod answers */
  readonly sessionAffinity?: 'ClientIP';
  /** Seconds for which it does. @default the API's: 10800 @beside { sessionAffinity: 'ClientIP' } @example 3600 */
  readonly sessionTimeout?: number;
  /** What makes the load balancer. @default that of the cluster */
  readonly loadBalancerClass?: Text;
  /** The name that external-dns gives it. @default `hosts` @example 'mail.example.com' */
  readonly host?: string;
  /** Several names, instead of `host`. @default none @example ['mail.example.com'] */
  readonly hosts?: readonly string[];
  /** Seconds that others may keep its addresses, for external-dns. @default what external-dns is told @example 60 */
  readonly dnsTtl?: number;
  /** Annotations of the Service, such as those that your cloud reads. @default none */
  readonly annotations?: Readonly<Record<string, Text>>;
}

/** How clients outside of the cluster reach a workload. @example { host: 'shop.example.com', certificate: { issuer: 'letsencrypt' } } */
export type ExposeProps<Text = string> =
  | GatewayExposeProps<Text>
  | IngressExposeProps<Text>
  | ServiceExposeProps<Text>;

/** What workloads have in common that serve a port. */
export interface ExposedProps<Text = string> {
  /**
   * How clients outside of the cluster reach it; several where hosts lead to several ports. @default not at all
   * @example { host: 'shop.example.com', certificate: { issuer: 'letsencrypt' } }
   * @example [{ host: 'api.example.com', certificate: { issuer: 'letsencrypt' } }]
   * @example { host: 'own.example.com', protocol: 'tls' }
   * @example { host: 'set.example.com', certificate: { secret: 'all', namespace: 'certificates' }, gateway: { name: 'public', namespace: 'gateways', listenerSet: true } }
   * @example { type: 'LoadBalancer', sourceRanges: ['203.0.113.0/24'], sessionAffinity: 'ClientIP', host: 'mail.example.com' }
   * @example { type: 'Ingress', host: 'old.example.com', certificate: { secret: 'old-tls' } }
   * @beside { port: 8080 }
   */
  readonly expose?: ExposeProps<Text> | readonly ExposeProps<Text>[];
}
