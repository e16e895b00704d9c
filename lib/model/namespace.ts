import type { Level } from '../core/pod-security';
import type { PoolUse } from './node-pool';
import type { SecretStore } from './secret-store';
import type { Tenancy } from './tenancy';
import type { Text } from './text';

/** Amounts of the three resources that a container asks for. */
export interface Amounts {
  readonly cpu: string;
  readonly memory: string;
  readonly ephemeralStorage: string;
}

/** What all pods of a namespace together may request. */
export interface Quota {
  readonly cpu: string;
  readonly memory: string;
  readonly pods: number;
  readonly configMaps: number;
  readonly secrets: number;
  /** The storage that all claims together may request. @default an amount where there are claims, else not said */
  readonly storage?: string;
  /** The maximum number of PersistentVolumeClaims. @default a number where there are claims, else not said */
  readonly claims?: number;
}

/** What one container may ask for, and what it gets where it says nothing. */
export interface Limits {
  readonly default: Amounts;
  readonly max: Amounts;
  readonly min: Amounts;
}

/** Why a namespace lets node agents in, who is responsible for it, and how long: what each waiver of them says. */
export interface NodeAgents {
  readonly reason: string;
  readonly owner: string;
  /** The date on which it expires, `YYYY-MM-DD`: the first day on which it no longer applies. */
  readonly expires: string;
  readonly ticket?: string;
}

/** An isolated namespace with every default in its place. */
export interface Namespace {
  readonly name: string;
  /** Whether the Namespace object is created elsewhere, so that it is not written here. */
  readonly existing: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, Text>>;
  /** The level that Pod Security enforces. */
  readonly podSecurity: Level;
  /** That it is one of node agents, which no level of Pod Security but `privileged` lets in. @default it is not */
  readonly nodeAgents?: NodeAgents;
  /** The pool whose nodes run its workloads. @default any node */
  readonly pool?: PoolUse;
  readonly quota: Quota | undefined;
  readonly limits: Limits | undefined;
  /** Whether quota and limits ask for limits of CPU. */
  readonly cpuLimits: boolean;
  /** Names of the image pull Secrets of every workload in the namespace. */
  readonly imagePullSecrets: readonly Text[];
  /** Whose it is, and what may be in it. @default nothing is said */
  readonly tenancy?: Tenancy;
  /** Whether admission lets pods use only the Secrets that workloads of their account declare. @default whoever is there may */
  readonly secretAccess?: 'declared';
  /** Where its Secrets come from. @default none */
  readonly secretStore?: SecretStore;
}
