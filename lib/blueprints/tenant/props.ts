import type { Level } from '../../core/pod-security';
import type { Waiver } from '../../core/policy/waiver';
import type { LimitProps, QuotaProps } from '../namespace/props';
import type { AllowanceProps } from '../namespace/tenancy/props';
import type { Dedicated } from '../node-pool/props';
import type { OptOutProp } from '../opt-out';
import type { PullSecretProp, SecretStoreProps } from '../secrets/props';

/** One namespace of a tenant. */
export interface TenantNamespaceProps<Text = string> extends AllowanceProps {
  /** Its part of the quota of the tenant, in whole percent, 1 to 100. @example 60 */
  readonly share: number;
  /** The LimitRange: what one container may request. @default the values of LimitProps */
  readonly limits?: LimitProps | OptOutProp;
  /**
   * The Pod Security level that the namespace enforces. Any level below `restricted` needs a waiver on the namespace.
   * @default 'restricted' @example 'restricted'
   */
  readonly podSecurity?: Level;
  /** The `NodePool` whose nodes run every workload of the namespace that names no other. @default any node */
  readonly dedicatedTo?: Dedicated;
  /**
   * `'declared'` lets pods use only the Secrets that a workload of their account declares in code: a ValidatingAdmissionPolicy
   * refuses the others. @default whoever may create pods may use every Secret of the namespace
   */
  readonly secretAccess?: 'declared';
  /** Where the Secrets of its workloads come from, by External Secrets: a SecretStore of this namespace. @default that of the app */
  readonly secretStore?: SecretStoreProps<Text>;
  /** Additional labels of the namespace. @default those of the tenant @example { 'example.com/tier': 'front' } */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the namespace. @default none @example { 'example.com/docs': 'shop' } */
  readonly annotations?: Readonly<Record<string, Text>>;
  /** The image pull Secrets of every workload in the namespace. @default none @example ['registry'] */
  readonly imagePullSecrets?: readonly PullSecretProp<Text>[];
  /** Waivers for everything in the namespace. @default none */
  readonly waivers?: readonly Waiver[];
}

/** Several namespaces of one team, with one quota. */
export interface TenantProps<Text = string, Name extends string = string> extends AllowanceProps {
  /** The team whose they are, as the annotation `bulwark.dev/owner` of each. @example 'team-shop' */
  readonly owner: string;
  /** Where to reach the owner, as the annotation `bulwark.dev/contact` of each. @default none @example 'shop@example.com' */
  readonly contact?: string;
  /** What all namespaces together may request and hold. Each gets its share; the parts never are more than the whole. @default the values of QuotaProps */
  readonly quota?: QuotaProps;
  /**
   * The maximum number of objects of further resources in all namespaces together; each gets its share.
   * @default none @needs a whole number from 0 @example { 'jobs.batch': 20 }
   */
  readonly objectCounts?: Readonly<Record<string, number>>;
  /** Additional labels of all namespaces. @default none @example { 'example.com/cost-centre': '4711' } */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * The namespaces, by a key: `web` of the tenant `team-a` is called `team-a-web`.
   * @example { web: { share: 60 }, batch: { share: 40 } }
   * @example { web: { share: 50, limits: { cpu: '100m' }, labels: { tier: 'front' }, annotations: { 'example.com/docs': 'shop' }, podSecurity: 'restricted', secretAccess: 'declared', secretStore: { vault: { server: 'https://vault.example.com', role: 'shop', serviceAccount: 'secret-reader' } }, waivers: [], imagePullSecrets: ['registry'], allowed: { serviceTypes: ['ClusterIP'] }, zone: { from: { entities: ['gateway'] } } } }
   */
  readonly namespaces: Readonly<Record<Name, TenantNamespaceProps<Text>>>;
}
