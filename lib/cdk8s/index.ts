/** Constructs for cdk8s: hardened by default, judged as a whole. */

import './peers';

export * from '../blueprints/exports';
export type { ForeignWorkload } from '../blueprints/workload/foreign';
export type { Judgement } from '../core/engine/finding';
export { BreakGlass, type BreakGlassProps } from './constructs/break-glass';
export { mountedSecret, sealedSecret, secret, sopsSecret } from './constructs/delivered-secrets';
export { Deployer, type DeployerProps } from './constructs/deployer';
export { HardenedApp, type HardenedAppProps, type Synthesis } from './constructs/hardened-app';
export { IsolatedNamespace, type IsolatedNamespaceProps } from './constructs/isolated-namespace';
export {
  LeastPrivilegeServiceAccount,
  type LeastPrivilegeServiceAccountProps,
} from './constructs/least-privilege-service-account';
export { NodePool, type NodePoolProps } from './constructs/node-pool';
export { SecureCronJob, type SecureCronJobProps } from './constructs/secure-cron-job';
export { SecureDaemonSet, type SecureDaemonSetProps } from './constructs/secure-daemon-set';
export { SecureDeployment, type SecureDeploymentProps } from './constructs/secure-deployment';
export { SecureJob, type SecureJobProps } from './constructs/secure-job';
export { SecurePod, type SecurePodProps } from './constructs/secure-pod';
export { SecureStatefulSet, type SecureStatefulSetProps } from './constructs/secure-stateful-set';
export type { SecureWorkload } from './constructs/secure-workload';
export { SharedClaim, type SharedClaimProps } from './constructs/shared-claim';
export { config, existingSecret } from './constructs/shared-configs';
export { Snapshot, type SnapshotProps } from './constructs/snapshot';
export { TeamAccess, type TeamAccessProps } from './constructs/team-access';
export { Tenant, type TenantProps } from './constructs/tenant';
export {
  Environments,
  type EnvironmentsAppProps,
  type EnvironmentsSynthesis,
  environments,
} from './environments/environments';
export type { EnvironmentsOf, OverridesOf, WorkloadsOf } from './environments/types';
export { override } from './override';
export { peerOf } from './peer-of';
export { waive } from './waive';
