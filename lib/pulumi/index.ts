/** Components for Pulumi: hardened by default, judged as a whole. */

import './peers';

export * from '../blueprints/exports';
export type { ForeignWorkload } from './foreign-workload';
export { HardenedApp, type HardenedAppArgs } from './hardened-app';
export { IsolatedNamespace, type IsolatedNamespaceArgs } from './isolated-namespace';
export {
  LeastPrivilegeServiceAccount,
  type LeastPrivilegeServiceAccountArgs,
} from './least-privilege-service-account';
export { peerOf } from './peer-of';
export { SecureCronJob, type SecureCronJobArgs } from './secure-cron-job';
export { SecureDaemonSet, type SecureDaemonSetArgs } from './secure-daemon-set';
export { SecureDeployment, type SecureDeploymentArgs } from './secure-deployment';
export { SecureJob, type SecureJobArgs } from './secure-job';
export { SecurePod, type SecurePodArgs } from './secure-pod';
export { SecureStatefulSet, type SecureStatefulSetArgs } from './secure-stateful-set';
export type { SecureWorkload } from './secure-workload';
export { SharedClaim, type SharedClaimArgs } from './shared-claim';
export { config, existingSecret } from './shared-configs';
export { Snapshot, type SnapshotArgs } from './snapshot';
export {
  type HardenOptions,
  hardenStack,
  hardenTransform,
  hardenTransformation,
  type StackWaiver,
  type UrnWaiver,
} from './transforms';
export { override, waive } from './waive';
