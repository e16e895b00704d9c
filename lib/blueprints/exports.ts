/** What every front end offers beside its constructs: each has it from here, so that one cannot lack what another has. */

export { type ClusterOptions, clusters } from '../core/cluster/presets';
export type { ClusterProfile, KubernetesVersion } from '../core/cluster/profile';
export type { ControlId } from '../core/controls';
export type { Finding } from '../core/engine/finding';
export type { EnvironmentDifference } from '../core/environments/differences';
export { BulwarkError, InvalidInputError } from '../core/errors';
export { dev, type Policy, type PolicyOptions, restricted } from '../core/policy/policy';
export type { TargetedWaiver, Waiver } from '../core/policy/waiver';
export {
  type ClusterResource,
  type CreatableResource,
  type CustomResource,
  create,
  type Grant,
  type GrantTarget,
  type GrantWaiver,
  type NamedResource,
  patch,
  read,
  remove,
  type StandsForObject,
  update,
  type WatchableResource,
  watch,
} from '../core/rbac/grant';
export type { GrpcRule, HttpRule } from '../model/intent';
export type { DebugAccessProps } from './access/props';
export {
  type AksCredential,
  type AksOptions,
  aksCredential,
  type GkeMember,
  type GkeOptions,
  gkeMember,
  type IrsaOptions,
  irsaTrust,
  type PodIdentityOptions,
  type PodIdentityTrust,
  podIdentityTrust,
  type TrustPolicy,
} from './account/cloud-trust';
export type { Changeable, Grantee, Readable, Scalable, Watchable } from './account/grantable';
export type { CloudIdentityProps } from './account/props';
export type { BreakGlassDebugProps } from './break-glass/props';
export type { ConfigKey, ConfigOptions, SharedConfig } from './configuration/config';
export type { ExistingSecret, ExistingSecretOptions, SecretKey } from './configuration/existing-secret';
export type { ConfigData } from './configuration/props';
export type { ArgoCdProps } from './deploy/props';
export type { Edit } from './edits';
export type {
  AnyWorkloadOverrides,
  ContainerOverrides,
  CronJobOverrides,
  EnvironmentProps,
  NamespaceOverrides,
  ReplicaOverrides,
  ResourceOverrides,
  WorkloadOverrides,
} from './environment/props';
export { external } from './external';
export type { ImageLock, LockedImage } from './image-lock';
export type { LimitProps, NamespaceProps, QuotaProps } from './namespace/props';
export type { Dedicated, PoolPriorityProps, PoolRuntimeProps } from './node-pool/props';
export {
  type AddressesProps,
  type AllPodsProps,
  addresses,
  allPodsOf,
  apiServer,
  type ExternalHostsProps,
  gateway,
  host,
  type InternetProps,
  internet,
  type OutsidePeer,
  type OutsideProps,
} from './outside';
export type {
  DeliveredKey,
  DeliveredSecret,
  MountedOptions,
  MountedSecret,
  SealedOptions,
  SecretKeys,
  SecretOptions,
  SopsOptions,
} from './secrets/delivered';
export type {
  AwsStoreProps,
  AzureStoreProps,
  DeliveredSecretData,
  GoogleStoreProps,
  KubernetesStoreProps,
  PullSecretProp,
  RemoteKeyProps,
  SecretStoreProps,
  SecretType,
  StoreAuthorityProps,
  VaultStoreProps,
} from './secrets/props';
export type {
  ExternalPeer,
  ExternalProps,
  RouteOptions,
  TrafficPeer,
} from './traffic';
export type {
  ContainerProps,
  CopiedSecret,
  EnvFrom,
  EnvValue,
  FilesProp,
  LifecycleAction,
  PortProp,
  ProbeProp,
  ProbeTiming,
  Reference,
  ResourceProps,
} from './workload/container/props';
export type { CertificateProps, ExposeProps, SharedGatewayProps } from './workload/expose/props';
export type { DaemonSetProps } from './workload/kinds/daemon-set';
export type { DeploymentProps, StatefulSetProps } from './workload/kinds/props';
export type { ExtraContainerProps, PodFields, SidecarProps, WorkloadProps } from './workload/props';
export type { KedaProps, MetricProps, ScaleProps } from './workload/scale/props';
export type { ScrapeProps } from './workload/scrape/props';
export type {
  Claimed,
  ClaimMode,
  ClaimProps,
  EphemeralProps,
  ExistingClaimProps,
  MountProps,
  ProjectedProps,
  ProjectedSource,
  SharedClaimMount,
  TokenOptions,
  VolumeProp,
} from './workload/volumes/props';
export {
  claim,
  ephemeral,
  existingClaim,
  projected,
  sharedClaim,
  tokenFor,
} from './workload/volumes/volumes';
