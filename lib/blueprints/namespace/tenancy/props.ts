/**
 * What may be used in a namespace. Each list holds all that is allowed of its kind; without the list, the namespace limits nothing
 * of it. What is there is judged when the app is, and a ValidatingAdmissionPolicy refuses it in the cluster.
 */
export interface AllowedProps {
  /**
   * Registries, and paths in registries, that images name: `registry.example.com/shop` allows `…/shop:v1` and `…/shop/web:v1`. An image
   * has to name its registry: `docker.io/library/nginx`, not `nginx`. @default any that the policy allows
   * @needs a registry, or a path in one @example ['registry.example.com/shop']
   */
  readonly registries?: readonly string[];
  /** StorageClasses of claims; a claim has to name one, or get one by default. @default any @example ['standard'] */
  readonly storageClasses?: readonly string[];
  /** RuntimeClasses of pods; each pod has to name one. An empty list: pods name none. @default any, or none @example [] */
  readonly runtimeClasses?: readonly string[];
  /**
   * PriorityClasses of pods; each pod has to name one, or get one by default. An empty list: pods name none. @default any
   * @example ['standard']
   */
  readonly priorityClasses?: readonly string[];
  /** GatewayClasses of Gateways. An empty list: no Gateway. @default any @example ['envoy'] */
  readonly gatewayClasses?: readonly string[];
  /** IngressClasses of Ingresses. An empty list: no Ingress. @default any @example ['traefik'] */
  readonly ingressClasses?: readonly string[];
  /** Types of Services. @default any that the controls allow @example ['ClusterIP'] */
  readonly serviceTypes?: readonly ('ClusterIP' | 'ExternalName' | 'NodePort' | 'LoadBalancer')[];
  /**
   * Ranges that external IPs of Services are in; an empty list: no external IPs. @default any that the controls allow
   * @needs a range of addresses @example ['192.0.2.0/24']
   */
  readonly externalIps?: readonly string[];
}

/** Who may be at the other end of routes. The namespace itself always may, and DNS. */
export interface ZoneSideProps {
  /** Names of other namespaces. @default none @example ['monitoring'] */
  readonly namespaces?: readonly string[];
  /**
   * What every cluster has: `internet` is all addresses outside of it, `node` the pods' own node.
   * @default none @example ['gateway', 'api-server', 'internet', 'node']
   */
  readonly entities?: readonly ('gateway' | 'api-server' | 'internet' | 'node')[];
  /** Ranges of addresses; a route to or from a smaller one is in it. @default none @needs a range of addresses @example ['192.0.2.0/24'] */
  readonly cidrs?: readonly string[];
  /** Host names, as routes say them. @default none @example ['api.example.com'] */
  readonly hosts?: readonly string[];
}

/** Who may talk into and out of a namespace at all. A route that its zone does not hold is an error. */
export interface ZoneProps {
  /** Who may talk into it. @default anyone that a route names @example { namespaces: ['frontend'] } */
  readonly from?: ZoneSideProps;
  /** Whom it may talk to. @default anyone that a route names @example { namespaces: ['data'], cidrs: ['192.0.2.0/24'], hosts: ['api.example.com'] } */
  readonly to?: ZoneSideProps;
}

/** What may be in a namespace, and who may talk to it. Every field is optional. */
export interface AllowanceProps {
  /** What may be used in it: registries, classes, types of Services. @default any that the policy allows */
  readonly allowed?: AllowedProps;
  /** Who may talk into and out of it at all. @default anyone that a route names */
  readonly zone?: ZoneProps;
}

/** Whose a namespace is, and what may be in it. Every field is optional. */
export interface TenancyProps extends AllowanceProps {
  /** The team or person whose it is, as the annotation `bulwark.dev/owner`. @default none @example 'team-shop' */
  readonly owner?: string;
  /** Where to reach the owner, as the annotation `bulwark.dev/contact`. @default none @example 'shop@example.com' */
  readonly contact?: string;
  /**
   * The maximum number of objects of further resources, by their name and group: `jobs.batch`, `services`.
   * @default none @needs a whole number from 0 @example { 'jobs.batch': 20 }
   */
  readonly objectCounts?: Readonly<Record<string, number>>;
}
