import { dataText } from '../core/manifest/plain';
import { requirementsOf } from '../core/manifest/pod-match';
import type { LabelSelector } from '../core/manifest/selector';
import type { LoosePort, PodsPeer, PortSpec } from '../core/network/route';

/** A workload of the model, as the end of a route. */
export interface WorkloadParty extends PodsPeer {
  readonly party: 'workload';
  readonly name: string;
  /** What keeps its pods: objects of two kinds may have one name. @default any */
  readonly kind?: string;
  /** The name of the ServiceAccount that its pods run as: what meshes call its identity. */
  readonly account: string;
}

/** Pods that are not in the model: those of a chart, or of another team. */
export interface PodsParty extends PodsPeer {
  readonly party: 'pods';
  /** The name of their ServiceAccount, where it is known. */
  readonly account?: string;
}

/** Pods by selectors. Front ends name so all pods of a namespace alone; the rest is in third-party policies. */
export interface SelectedParty {
  readonly party: 'selected';
  /** Where they are: a namespace by its name, or those whose labels a selector matches; an empty one matches all. */
  readonly namespaces: string | LabelSelector;
  /** Which of the pods there; an empty selector matches all. */
  readonly pods: LabelSelector;
}

/** Everyone, in the cluster and outside of it: only third-party policies let everyone in or out. */
export interface AnybodyParty {
  readonly party: 'anybody';
}

/** What every cluster has, by its meaning: its addresses are in the cluster profile. */
export const ENTITIES = ['dns', 'api-server', 'internet', 'gateway', 'node'] as const;

/** Something that every cluster has, by its meaning. */
export type Entity = (typeof ENTITIES)[number];

/** The cluster's DNS, its API server, its gateway, the pod's own node, or everything outside of the cluster. */
export interface EntityParty {
  readonly party: 'entity';
  readonly entity: Entity;
}

/** Addresses. */
export interface CidrParty {
  readonly party: 'cidr';
  readonly cidr: string;
  /** Ranges in it that are left out. */
  readonly except?: readonly string[];
}

/** A host name outside of the cluster, such as `api.example.com`. */
export interface HostParty {
  readonly party: 'host';
  readonly host: string;
}

/** One end of a route. */
export type Party =
  | WorkloadParty
  | PodsParty
  | SelectedParty
  | AnybodyParty
  | EntityParty
  | CidrParty
  | HostParty;

/** An HTTP request that a route lets through. */
export interface HttpRule {
  /** Methods such as `GET`. @default any */
  readonly methods?: readonly string[];
  /** A path, or the start of one where it ends in `*`. @default any */
  readonly path?: string;
}

/** A call of gRPC that a route lets through. */
export interface GrpcRule {
  /** The full name of the service, such as `shop.CartService`. */
  readonly service: string;
  /** The name of the method, such as `AddItem`. @default all of the service */
  readonly method?: string;
}

/** Who may talk to whom. */
export interface Intent {
  readonly from: Party;
  readonly to: Party;
  /** Ports of the receiving side; none where it is `dns` or `api-server`, whose ports are in the cluster profile. */
  readonly ports: readonly PortSpec[];
  /** Further ports, as only third-party policies say them: ranges, names, or every port. @default none */
  readonly loose?: readonly LoosePort[] | 'all';
  /** The requests that are let through. @default all */
  readonly http?: readonly HttpRule[];
  /** The calls of gRPC that are let through, beside what `http` says. @default all, where `http` says nothing */
  readonly grpc?: readonly GrpcRule[];
  /**
   * The only end that opens the route, in a model of manifests that were read: the policies of the other end do not say
   * so in the same words. @default both, where both are in the model
   */
  readonly saidBy?: 'from' | 'to';
}

/** All pods of a namespace. */
export function allPodsOf(namespace: string): SelectedParty {
  return { party: 'selected', namespaces: namespace, pods: {} };
}

/** Whether a party is all pods of one namespace, which is known by its name. */
export function isWholeNamespace(party: Party): party is SelectedParty & { readonly namespaces: string } {
  if (party.party !== 'selected' || typeof party.namespaces !== 'string') return false;
  const { matchLabels = {}, matchExpressions = [] } = party.pods;
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

function selectorKey(selector: LabelSelector): string {
  return requirementsOf(selector)
    .map(({ key, operator, values = [] }) => dataText([key, operator, ...[...values].sort()]))
    .sort()
    .join();
}

/** A string that is equal for equal parties. */
export function partyKey(party: Party): string {
  switch (party.party) {
    case 'workload':
      return `workload/${party.namespace}/${party.name}/${party.kind ?? ''}`;
    case 'pods': {
      const labels = Object.entries(party.labels).map(([key, value]) => `${key}=${value}`);
      return `pods/${party.namespace}/${labels.sort().join(',')}`;
    }
    case 'selected': {
      const { namespaces, pods } = party;
      const where = typeof namespaces === 'string' ? namespaces : `?${selectorKey(namespaces)}`;
      return `selected/${where}/${selectorKey(pods)}`;
    }
    case 'anybody':
      return 'anybody';
    case 'entity':
      return `entity/${party.entity}`;
    case 'cidr':
      return `cidr/${party.cidr}/${[...(party.except ?? [])].sort().join(',')}`;
    case 'host':
      return `host/${party.host}`;
  }
}

/** A party in words, for messages. */
export function partyText(party: Party): string {
  switch (party.party) {
    case 'workload':
      return `${party.namespace}/${party.name}`;
    case 'pods':
      return `pods in ${party.namespace}`;
    case 'selected':
      return `pods in ${typeof party.namespaces === 'string' ? party.namespaces : 'selected namespaces'}`;
    case 'anybody':
      return 'everybody';
    case 'entity':
      return party.entity;
    case 'cidr':
      return party.cidr;
    case 'host':
      return party.host;
  }
}

/**
 * The requests that a route lets through; undefined where it lets every one through. A call of gRPC is a POST to the path
 * of its service and method. Source: gRPC over HTTP2.
 */
export function requestsOf({ http, grpc }: Intent): readonly HttpRule[] | undefined {
  if (http === undefined && grpc === undefined) return undefined;
  const calls = (grpc ?? []).map(({ service, method = '*' }) => ({
    methods: ['POST'],
    path: `/${service}/${method}`,
  }));
  return [...(http ?? []), ...calls];
}
