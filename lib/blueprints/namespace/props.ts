import type { Level } from '../../core/pod-security';
import type { Waiver } from '../../core/policy/waiver';
import type { OptOutProp } from '../opt-out';

/** What all pods of a namespace may ask for together. */
export interface QuotaProps {
  /** Requests and limits of CPU. @default '40' @needs a quantity @example '500m' */
  readonly cpu?: string;
  /** Requests and limits of memory. @default '80Gi' @needs a quantity @example '256Mi' */
  readonly memory?: string;
  /** The most pods. @default 100 @example 40 */
  readonly pods?: number;
  /** The most ConfigMaps. @default 50 @example 20 */
  readonly configMaps?: number;
  /** The most Secrets. @default 50 @example 20 */
  readonly secrets?: number;
  /** What all claims may ask for together. @default '500Gi' where the namespace has claims, else not limited @needs a quantity @example '500Gi' */
  readonly storage?: string;
  /** The most claims. @default 50 where the namespace has claims, else not limited */
  readonly claims?: number;
}

/** A bound of what one container may ask for. */
export interface AmountProps {
  /** CPU. @default that of the bound @needs a quantity @example '500m' */
  readonly cpu?: string;
  /** Memory. @default that of the bound @needs a quantity @example '256Mi' */
  readonly memory?: string;
  /** Ephemeral storage. @default that of the bound @needs a quantity @example '256Mi' */
  readonly ephemeralStorage?: string;
}

/** What one container may ask for, and what it gets when it says nothing. */
export interface LimitProps {
  /** CPU of a container that says nothing. @default '250m' @needs a quantity @example '500m' */
  readonly cpu?: string;
  /** Memory of a container that says nothing. @default '256Mi' @needs a quantity @example '256Mi' */
  readonly memory?: string;
  /** Ephemeral storage of a container that says nothing. @default '128Mi' @needs a quantity @example '256Mi' */
  readonly ephemeralStorage?: string;
  /** The most that a container may ask for. @default cpu '4', memory '8Gi', ephemeralStorage '4Gi' */
  readonly max?: AmountProps;
  /** The least that a container must ask for. @default cpu '10m', memory '16Mi', ephemeralStorage '1Mi' */
  readonly min?: AmountProps;
}

/** Why a namespace lets node agents in: each of their waivers, and those of the namespace, say this. */
export interface NodeAgentsProps {
  /** Why they have to read their nodes; at least 20 characters. @example 'log agents read /var/log of their nodes' */
  readonly reason: string;
  /** The team or person who is responsible for it. @example 'team-platform' */
  readonly owner: string;
  /** The first day on which it no longer holds, as `YYYY-MM-DD`. @example '2027-03-31' */
  readonly expires: string;
  /** Where it is tracked. @default none @example 'OPS-1' */
  readonly ticket?: string;
}

/** What a caller says about a namespace; everything has a default. */
export interface NamespaceProps<Text = string> {
  /** The name, where it is not the id. @default the id of the construct @example 'shop-live' */
  readonly name?: string;
  /** What all pods together may ask for, and how many objects there may be. @default the values of QuotaProps */
  readonly quota?: QuotaProps | OptOutProp;
  /** What one container may ask for. @default the values of LimitProps */
  readonly limits?: LimitProps | OptOutProp;
  /** `'optOut'`: no CPU limits in the quota and the limits, so that workloads may opt out of theirs. @default enforced */
  readonly cpuLimits?: 'optOut' | 'refused';
  /** The level that Pod Security enforces; anything below `restricted` needs a waiver on the namespace. @default 'restricted' @example 'restricted' */
  readonly podSecurity?: Level;
  /**
   * Makes it a namespace of node agents: `enforce` is `privileged` by a waiver, `warn` and `audit` stay, and nothing but a
   * `SecureDaemonSet` may be in it. @default not one of node agents
   */
  readonly nodeAgents?: NodeAgentsProps;
  /** Further labels of the namespace. @default none @example { 'example.com/team': 'shop' } */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the namespace. @default none @example { 'example.com/contact': 'shop@example.com' } */
  readonly annotations?: Readonly<Record<string, Text>>;
  /** Names of Secrets that every workload of the namespace pulls its images with. @default none @example ['registry'] */
  readonly imagePullSecrets?: readonly Text[];
  /** Whether the Namespace object itself is somebody else's. @default false */
  readonly existing?: boolean;
  /** Suppressions that hold in the whole namespace. @default none */
  readonly waivers?: readonly Waiver[];
}
