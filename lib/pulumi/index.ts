/** Components for Pulumi: hardened by default, judged as a whole. */

import './peers';

export * from '../blueprints/exports';
export { BreakGlass, type BreakGlassArgs } from './components/break-glass';
export { mountedSecret, sealedSecret, secret, sopsSecret } from './components/delivered-secrets';
export { Deployer, type DeployerArgs } from './components/deployer';
export { HardenedApp, type HardenedAppArgs } from './components/hardened-app';
export { IsolatedNamespace, type IsolatedNamespaceArgs } from './components/isolated-namespace';
export {
  LeastPrivilegeServiceAccount,
  type LeastPrivilegeServiceAccountArgs,
} from './components/least-privilege-service-account';
export { NodePool, type NodePoolArgs } from './components/node-pool';
export { SecureCronJob, type SecureCronJobArgs } from './components/secure-cron-job';
export { SecureDaemonSet, type SecureDaemonSetArgs } from './components/secure-daemon-set';
export { SecureDeployment, type SecureDeploymentArgs } from './components/secure-deployment';
export { SecureJob, type SecureJobArgs } from './components/secure-job';
export { SecurePod, type SecurePodArgs } from './components/secure-pod';
export { SecureStatefulSet, type SecureStatefulSetArgs } from './components/secure-stateful-set';
export type { SecureWorkload } from './components/secure-workload';
export { SharedClaim, type SharedClaimArgs } from './components/shared-claim';
export { config, existingSecret } from './components/shared-configs';
export { Snapshot, type SnapshotArgs } from './components/snapshot';
export { TeamAccess, type TeamAccessArgs } from './components/team-access';
export { Tenant, type TenantArgs } from './components/tenant';
export { Environments, type EnvironmentsAppArgs, environments } from './environments/environments';
export type { EnvironmentsOf, OverridesOf, WorkloadsOf } from './environments/types';
export type { ForeignWorkload } from './foreign/foreign-workload';
export { peerOf } from './foreign/peer-of';
export {
  type HardenOptions,
  hardenStack,
  hardenTransform,
  hardenTransformation,
  type StackWaiver,
  type UrnWaiver,
} from './transforms';
export { override, waive } from './waive';
