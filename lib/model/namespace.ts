import type { Level } from '../core/pod-security';
import type { Text } from './text';

/** Amounts of the three resources that a container asks for. */
export interface Amounts {
  readonly cpu: string;
  readonly memory: string;
  readonly ephemeralStorage: string;
}

/** What all pods of a namespace may ask for together. */
export interface Quota {
  readonly cpu: string;
  readonly memory: string;
  readonly pods: number;
  readonly configMaps: number;
  readonly secrets: number;
  /** What all claims may ask for together. @default an amount where there are claims, else not said */
  readonly storage?: string;
  /** The most claims. @default a number where there are claims, else not said */
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
  /** The first day on which it no longer holds, as `YYYY-MM-DD`. */
  readonly expires: string;
  readonly ticket?: string;
}

/** An isolated namespace with every default in its place. */
export interface Namespace {
  readonly name: string;
  /** Whether the Namespace object itself is somebody else's. */
  readonly existing: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, Text>>;
  /** The level that Pod Security enforces. */
  readonly podSecurity: Level;
  /** That it is one of node agents, which no level of Pod Security but `privileged` lets in. @default it is not */
  readonly nodeAgents?: NodeAgents;
  readonly quota: Quota | undefined;
  readonly limits: Limits | undefined;
  /** Whether quota and limits ask for limits of CPU. */
  readonly cpuLimits: boolean;
  /** Names of Secrets that every workload of the namespace pulls its images with. */
  readonly imagePullSecrets: readonly Text[];
}
