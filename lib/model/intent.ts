import type { PodsPeer, PortSpec } from '../core/network/route';

/** A workload of the model, as the end of a route. */
export interface WorkloadParty extends PodsPeer {
  readonly party: 'workload';
  readonly name: string;
  /** The name of the ServiceAccount that its pods run as: what meshes call its identity. */
  readonly account: string;
}

/** Pods that are not in the model: those of a chart, or of another team. */
export interface PodsParty extends PodsPeer {
  readonly party: 'pods';
  /** The name of their ServiceAccount, where it is known. */
  readonly account?: string;
}

/** What every cluster has, by its meaning: its addresses stand in the cluster profile. */
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
export type Party = WorkloadParty | PodsParty | EntityParty | CidrParty | HostParty;

/** An HTTP request that a route lets through. */
export interface HttpRule {
  /** Methods such as `GET`. @default any */
  readonly methods?: readonly string[];
  /** A path, or the start of one where it ends in `*`. @default any */
  readonly path?: string;
}

/** Who may talk to whom. */
export interface Intent {
  readonly from: Party;
  readonly to: Party;
  /** Ports of the receiving side; none where it is `dns` or `api-server`, whose ports stand in the cluster profile. */
  readonly ports: readonly PortSpec[];
  /** The requests that are let through. @default all */
  readonly http?: readonly HttpRule[];
}

/** A text that is equal for equal parties. */
export function partyKey(party: Party): string {
  switch (party.party) {
    case 'workload':
      return `workload/${party.namespace}/${party.name}`;
    case 'pods': {
      const labels = Object.entries(party.labels).map(([key, value]) => `${key}=${value}`);
      return `pods/${party.namespace}/${labels.sort().join(',')}`;
    }
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
    case 'entity':
      return party.entity;
    case 'cidr':
      return party.cidr;
    case 'host':
      return party.host;
  }
}
