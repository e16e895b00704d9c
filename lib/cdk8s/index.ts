/** Constructs for cdk8s: hardened by default, judged as a whole. */

import './peers';

export type { ImageLock, LockedImage } from '../blueprints/image-lock';
export type { LimitProps, NamespaceProps, QuotaProps } from '../blueprints/namespace/props';
export {
  type AddressesProps,
  addresses,
  gateway,
  host,
  internet,
  type OutsidePeer,
  type OutsideProps,
} from '../blueprints/outside';
export { type ExternalPeer, type ExternalProps, external, type TrafficPeer } from '../blueprints/traffic';
export type { ClaimProps, DeploymentProps, StatefulSetProps } from '../blueprints/workload/kinds/props';
export type {
  ContainerProps,
  EnvFrom,
  EnvValue,
  ExtraContainerProps,
  FilesProp,
  LifecycleAction,
  PodFields,
  PortProp,
  ProbeProp,
  ProbeTiming,
  Reference,
  ResourceProps,
  SidecarProps,
  WorkloadProps,
} from '../blueprints/workload/props';
export { type ClusterOptions, clusters } from '../core/cluster/presets';
export type { ClusterProfile, KubernetesVersion } from '../core/cluster/profile';
export type { ControlId } from '../core/controls';
export type { Finding, Judgement } from '../core/engine/finding';
export { BulwarkError, InvalidInputError } from '../core/errors';
export { dev, type Policy, type PolicyOptions, restricted } from '../core/policy/policy';
export type { TargetedWaiver, Waiver } from '../core/policy/waiver';
export {
  type Grant,
  type NamedResource,
  read,
  update,
  type WatchableResource,
  watch,
} from '../core/rbac/grant';
export { waive } from './excuses';
export { HardenedApp, type HardenedAppProps, type Synthesis } from './hardened-app';
export { IsolatedNamespace, type IsolatedNamespaceProps } from './isolated-namespace';
export {
  LeastPrivilegeServiceAccount,
  type LeastPrivilegeServiceAccountProps,
} from './least-privilege-service-account';
export { type Edit, override } from './override';
export { SecureDeployment, type SecureDeploymentProps } from './secure-deployment';
export { SecureStatefulSet, type SecureStatefulSetProps } from './secure-stateful-set';
export type { SecureWorkload } from './secure-workload';
