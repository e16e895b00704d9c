import type { OptOutProp } from '../../opt-out';

/** Where the certificate comes from: a Secret of type `kubernetes.io/tls`, or an issuer of cert-manager that fills one. @needs { secret } or { issuer } @example { issuer: 'letsencrypt' } */
export type CertificateProps<Text = string> =
  /** Name of a Secret that someone fills. */
  | {
      readonly secret: Text;
      /**
       * The namespace of the Secret, for a Gateway. A ReferenceGrant there allows the Gateway to read it.
       * @default that of the workload
       */
      readonly namespace?: string;
    }
  /** Name of an issuer of cert-manager, which the cluster has to have. */
  | {
      readonly issuer: Text;
      /** Whether the issuer serves one namespace or the whole cluster. @default ClusterIssuer */
      readonly kind?: 'Issuer' | 'ClusterIssuer';
    };

/** An existing Gateway. @example { name: 'public', namespace: 'gateways' } */
export interface SharedGatewayProps {
  /** The name of the Gateway. */
  readonly name: string;
  /** The namespace of the Gateway. */
  readonly namespace: string;
  /** Name of the listener to attach to. @default every listener that accepts the hosts */
  readonly listener?: string;
  /**
   * Whether the Gateway allows ListenerSets. Then you give the certificate, and a ListenerSet declares the hosts.
   * @default false
   */
  readonly listenerSet?: boolean;
}

/**
 * How the Gateway verifies a workload that serves TLS itself.
 * @example { hostname: 'web.shop.svc', configMap: 'web-ca' }
 */
export interface BackendTlsProps<Text = string> {
  /** The host name in the certificate of the workload. @example 'web.shop.svc' */
  readonly hostname: Text;
  /**
   * Name of a ConfigMap with the CA certificate that signed it, under the key `ca.crt`.
   * @default the CA certificates that the Gateway's system trusts
   */
  readonly configMap?: Text;
}

/** A request path: a prefix, or `{ exact }` for one exact path. @needs a path, or { exact } @example '/' */
export type PathProps = string | { readonly exact: string };

/** How requests for hosts are routed to a workload over HTTPS. */
export interface HostProps<Text = string> {
  /** The host name. A host name belongs to one namespace. @default `hosts` @example 'shop.example.com' */
  readonly host?: string;
  /** Several host names, instead of `host`. @default `host` @example ['shop.example.com'] */
  readonly hosts?: readonly string[];
  /**
   * Where the TLS certificate comes from. A shared Gateway has its own.
   * @default none, which is an error without `gateway`
   */
  readonly certificate?: CertificateProps<Text>;
  /** The request paths to route to the workload. @default all paths */
  readonly paths?: readonly PathProps[];
  /** Name of the port that receives the requests. @default the first */
  readonly port?: string;
  /** `'optOut'` does not answer plain HTTP requests. @default plain HTTP requests are redirected to HTTPS */
  readonly redirect?: OptOutProp;
  /** The timeout of a request, such as `30s`. @default the setting of the Gateway or the Ingress controller */
  readonly timeout?: string;
  /**
   * The maximum size of a request body, if the controller in the cluster profile supports it.
   * @default the setting of the Gateway or the Ingress controller @example '8Mi'
   */
  readonly maxBodySize?: string;
  /**
   * The address ranges of the clients, if the controller in the cluster profile supports it. All other requests are
   * refused. @default everyone @needs ranges of addresses @example ['203.0.113.0/24']
   */
  readonly sourceRanges?: readonly string[];
  /**
   * Keeps a client on the pod that it reached first, with a cookie, if the controller in the cluster profile supports
   * it. @default any pod answers
   */
  readonly sessionAffinity?: 'Cookie';
  /** The TTL of the DNS records in seconds, for external-dns. @default the setting of external-dns @example 60 */
  readonly dnsTtl?: number;
  /** Annotations of the route or the Ingress. Configuration snippets are refused. @default none */
  readonly annotations?: Readonly<Record<string, Text>>;
}

/**
 * Routes hosts to a workload through a Gateway of the Gateway API.
 * @example { host: 'shop.example.com', certificate: { issuer: 'letsencrypt' } }
 */
export interface GatewayExposeProps<Text = string> extends HostProps<Text> {
  /** What receives the requests. @default a Gateway */
  readonly type?: 'Gateway';
  /**
   * The protocol of the port. With `'tls'`, connections are passed through and your program holds the certificate.
   * @default 'grpc' if the port has that name, else 'http'
   */
  readonly protocol?: 'http' | 'grpc' | 'tls';
  /**
   * Uses TLS between the Gateway and the workload, and verifies the certificate of the workload. @default plain text
   */
  readonly backendTls?: BackendTlsProps<Text>;
  /** An existing Gateway to attach to. @default the Gateway in the cluster profile, else a new one in the namespace */
  readonly gateway?: SharedGatewayProps;
}

/**
 * Routes hosts to a workload through an Ingress. The cluster profile names the IngressClass.
 * @example { type: 'Ingress', host: 'shop.example.com', certificate: { issuer: 'letsencrypt' } }
 */
export interface IngressExposeProps<Text = string> extends HostProps<Text> {
  /** What receives the requests. */
  readonly type: 'Ingress';
}

/**
 * An additional Service through which clients reach the workload without a Gateway or Ingress. The controls for such
 * Services require a waiver.
 * @example { type: 'LoadBalancer', sourceRanges: ['203.0.113.0/24'] }
 */
export interface ServiceExposeProps<Text = string> {
  /** The type of the Service: a load balancer, or a port of every node. */
  readonly type: 'LoadBalancer' | 'NodePort';
  /**
   * The address ranges of the clients. All other traffic is refused. @needs ranges of addresses @example
   * ['203.0.113.0/24']
   */
  readonly sourceRanges: readonly string[];
  /** Names of the ports to expose. @default all */
  readonly ports?: readonly string[];
  /**
   * The node ports of a NodePort Service, by port name. @default the API server chooses them @example { http: 30080 }
   */
  readonly nodePorts?: Readonly<Record<string, number>>;
  /**
   * `'Local'` preserves client addresses. With `'Cluster'`, traffic arrives from node addresses, so
   * `cluster.cidrs.nodes` has to be set. @default Local
   */
  readonly externalTrafficPolicy?: 'Local' | 'Cluster';
  /** Keeps a client on the pod that it reached first. @default any pod answers */
  readonly sessionAffinity?: 'ClientIP';
  /**
   * Seconds that session affinity lasts. @default the API's: 10800 @beside { sessionAffinity: 'ClientIP' } @example
   * 3600
   */
  readonly sessionTimeout?: number;
  /** The class of the load balancer. @default that of the cluster */
  readonly loadBalancerClass?: Text;
  /** The DNS name that external-dns creates. @default `hosts` @example 'mail.example.com' */
  readonly host?: string;
  /** Several DNS names, instead of `host`. @default none @example ['mail.example.com'] */
  readonly hosts?: readonly string[];
  /** The TTL of the DNS records in seconds, for external-dns. @default the setting of external-dns @example 60 */
  readonly dnsTtl?: number;
  /** Annotations of the Service, such as those of your cloud provider. @default none */
  readonly annotations?: Readonly<Record<string, Text>>;
}

/** How clients outside of the cluster reach a workload. @example { host: 'shop.example.com', certificate: { issuer: 'letsencrypt' } } */
export type ExposeProps<Text = string> =
  | GatewayExposeProps<Text>
  | IngressExposeProps<Text>
  | ServiceExposeProps<Text>;

/** What you can set on workloads that serve a port. */
export interface ExposedProps<Text = string> {
  /**
   * How clients outside of the cluster reach the workload. Use a list if hosts route to several ports.
   * @default not at all
   * @example { host: 'shop.example.com', certificate: { issuer: 'letsencrypt' } }
   * @example [{ host: 'api.example.com', certificate: { issuer: 'letsencrypt' } }]
   * @example { host: 'own.example.com', protocol: 'tls' }
   *
   * @example { host: 'set.example.com', certificate: { secret: 'all', namespace: 'certificates' }, gateway: { name: 'public', namespace: 'gateways', listenerSet: true } }
   *
   * @example { type: 'LoadBalancer', sourceRanges: ['203.0.113.0/24'], sessionAffinity: 'ClientIP', host: 'mail.example.com' }
   * @example { type: 'Ingress', host: 'old.example.com', certificate: { secret: 'old-tls' } }
   * @beside { port: 8080 }
   */
  readonly expose?: ExposeProps<Text> | readonly ExposeProps<Text>[];
}
