export type { Check, CheckId, Level, Rejection, Revision } from './check';
export { CHECKS } from './checks/index';
export {
  type CheckResult,
  evaluateLevels,
  evaluatePod,
  type LevelVerdicts,
  type PodPolicy,
  type PodVerdict,
} from './evaluate';
export { evaluateFound } from './found';
export { type ModePolicy, type NamespacePolicy, namespacePolicy } from './namespace-labels';
export type { PodInput } from './pod-view';
export { type FoundPod, findPods } from './pods';
export { type LevelRecord, type PodSecurityRecord, podSecurityRecords, type RecordSource } from './records';
export { isPolicyVersion, NEWEST_MINOR, PolicyVersionError, policyMinor } from './version';
