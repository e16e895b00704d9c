/** Constructs for cdk8s: hardened by default, judged as a whole. */

import './peers';

export * from '../blueprints/exports';
export type { ForeignWorkload } from '../blueprints/workload/foreign';
export type { Judgement } from '../core/engine/finding';
export { HardenedApp, type HardenedAppProps, type Synthesis } from './hardened-app';
export { IsolatedNamespace, type IsolatedNamespaceProps } from './isolated-namespace';
export {
  LeastPrivilegeServiceAccount,
  type LeastPrivilegeServiceAccountProps,
} from './least-privilege-service-account';
export { override } from './override';
export { peerOf } from './peer-of';
export { SecureCronJob, type SecureCronJobProps } from './secure-cron-job';
export { SecureDaemonSet, type SecureDaemonSetProps } from './secure-daemon-set';
export { SecureDeployment, type SecureDeploymentProps } from './secure-deployment';
export { SecureJob, type SecureJobProps } from './secure-job';
export { SecurePod, type SecurePodProps } from './secure-pod';
export { SecureStatefulSet, type SecureStatefulSetProps } from './secure-stateful-set';
export type { SecureWorkload } from './secure-workload';
export { SharedClaim, type SharedClaimProps } from './shared-claim';
export { config, existingSecret } from './shared-configs';
export { Snapshot, type SnapshotProps } from './snapshot';
export { waive } from './waive';
