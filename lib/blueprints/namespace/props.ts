import type { Level } from '../../core/pod-security';
import type { Waiver } from '../../core/policy/waiver';
import type { Dedicated } from '../node-pool/props';
import type { OptOutProp } from '../opt-out';
import type { PullSecretProp, SecretStoreProps } from '../secrets/props';
import type { TenancyProps } from './tenancy/props';

/** What all pods of a namespace together may request. */
export interface QuotaProps {
  /** Requests and limits of CPU. @default '40' @needs a quantity @example '500m' */
  readonly cpu?: string;
  /** Requests and limits of memory. @default '80Gi' @needs a quantity @example '256Mi' */
  readonly memory?: string;
  /** The maximum number of pods. @default 100 @example 40 */
  readonly pods?: number;
  /** The maximum number of ConfigMaps. @default 50 @example 20 */
  readonly configMaps?: number;
  /** The maximum number of Secrets. @default 50 @example 20 */
  readonly secrets?: number;
  /**
   * The storage that all claims together may request. @default '500Gi' if the namespace has claims, else no limit
   * @needs a quantity @example '500Gi'
   */
  readonly storage?: string;
  /** The maximum number of PersistentVolumeClaims. @default 50 if the namespace has claims, else no limit */
  readonly claims?: number;
}

/** A bound for the requests of one container. */
export interface AmountProps {
  /** CPU. @default that of the bound @needs a quantity @example '500m' */
  readonly cpu?: string;
  /** Memory. @default that of the bound @needs a quantity @example '256Mi' */
  readonly memory?: string;
  /** Ephemeral storage. @default that of the bound @needs a quantity @example '256Mi' */
  readonly ephemeralStorage?: string;
}

/** What one container may request, and what it gets if it sets nothing. */
export interface LimitProps {
  /** CPU of a container that sets none. @default '250m' @needs a quantity @example '500m' */
  readonly cpu?: string;
  /** Memory of a container that sets none. @default '256Mi' @needs a quantity @example '256Mi' */
  readonly memory?: string;
  /** Ephemeral storage of a container that sets none. @default '128Mi' @needs a quantity @example '256Mi' */
  readonly ephemeralStorage?: string;
  /** The maximum that a container may request. @default cpu '4', memory '8Gi', ephemeralStorage '4Gi' */
  readonly max?: AmountProps;
  /** The minimum that a container must request. @default cpu '10m', memory '16Mi', ephemeralStorage '1Mi' */
  readonly min?: AmountProps;
}

/** Why a namespace allows node agents. The waivers of the agents and of the namespace repeat this text. */
export interface NodeAgentsProps {
  /**
   * Why the agents need to read files of their nodes; at least 20 characters.
   * @example 'log agents read /var/log of their nodes'
   */
  readonly reason: string;
  /** The team or person who is responsible for it. @example 'team-platform' */
  readonly owner: string;
  /** The date on which it expires, `YYYY-MM-DD`: the first day on which it no longer applies. @example '2027-03-31' */
  readonly expires: string;
  /** The ticket that tracks it. @default none @example 'OPS-1' */
  readonly ticket?: string;
}

/** Settings of a namespace. Every field is optional. */
export interface NamespaceProps<Text = string> extends TenancyProps {
  /** The name, if it differs from the id. @default the id of the construct @example 'shop-live' */
  readonly name?: string;
  /**
   * The ResourceQuota: what all pods together may request, and how many objects the namespace may hold.
   * @default the values of QuotaProps
   */
  readonly quota?: QuotaProps | OptOutProp;
  /** The LimitRange: what one container may request. @default the values of LimitProps */
  readonly limits?: LimitProps | OptOutProp;
  /**
   * `'optOut'` leaves CPU limits out of the quota and the LimitRange, so that workloads can opt out of theirs.
   * @default enforced
   */
  readonly cpuLimits?: 'optOut' | 'refused';
  /**
   * The Pod Security level that the namespace enforces. Any level below `restricted` needs a waiver on the namespace.
   * @default 'restricted' @example 'restricted'
   */
  readonly podSecurity?: Level;
  /**
   * Makes this a namespace for node agents: a waiver sets `enforce` to `privileged`, `warn` and `audit` keep their
   * level, and only a `SecureDaemonSet` can be in it. @default not a namespace for node agents
   */
  readonly nodeAgents?: NodeAgentsProps;
  /** The `NodePool` whose nodes run every workload of the namespace that names no other. @default any node */
  readonly dedicatedTo?: Dedicated;
  /** Additional labels of the namespace. @default none @example { 'example.com/team': 'shop' } */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the namespace. @default none @example { 'example.com/contact': 'shop@example.com' } */
  readonly annotations?: Readonly<Record<string, Text>>;
  /** The image pull Secrets of every workload in the namespace. @default none @example ['registry'] */
  readonly imagePullSecrets?: readonly PullSecretProp<Text>[];
  /**
   * `'declared'` lets pods use only the Secrets that a workload of their account declares in code: a ValidatingAdmissionPolicy
   * refuses the others. @default whoever may create pods may use every Secret of the namespace
   */
  readonly secretAccess?: 'declared';
  /** Where the Secrets of its workloads come from, by External Secrets: a SecretStore of this namespace. @default that of the app */
  readonly secretStore?: SecretStoreProps<Text>;
  /** Whether the Namespace object is created elsewhere, so that it is not written here. @default false */
  readonly existing?: boolean;
  /** Waivers for everything in the namespace. @default none */
  readonly waivers?: readonly Waiver[];
}
