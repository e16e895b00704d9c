import type { Control } from '../control';
import { businessLabels } from './business-labels';
import { commonLabels } from './common-labels';
import { contactAnnotation } from './contact-annotation';
import { cpuLimits } from './cpu-limits';
import { cpuRequests } from './cpu-requests';
import { cpuRequestsEqualLimits } from './cpu-requests-equal-limits';
import { emptydirSizeLimit } from './emptydir-size-limit';
import { ephemeralStorageRequestsAndLimits } from './ephemeral-storage-requests-and-limits';
import { fitsClientSideApply } from './fits-client-side-apply';
import { hpaMaxAboveMin } from './hpa-max-above-min';
import { hpaMinReplicas } from './hpa-min-replicas';
import { hpaTargetExists } from './hpa-target-exists';
import { instanceLabelMatchesName } from './instance-label-matches-name';
import { livenessProbe } from './liveness-probe';
import { memoryInWholeBytes } from './memory-in-whole-bytes';
import { memoryLimits } from './memory-limits';
import { memoryRequests } from './memory-requests';
import { memoryRequestsEqualLimits } from './memory-requests-equal-limits';
import { noApiServerWarnings } from './no-api-server-warnings';
import { noDeprecatedServiceAccountField } from './no-deprecated-service-account-field';
import { noDuplicateEnvVars } from './no-duplicate-env-vars';
import { noNakedPods } from './no-naked-pods';
import { noReplicasWithAutoscaler } from './no-replicas-with-autoscaler';
import { noSurgeWithExclusiveClaim } from './no-surge-with-exclusive-claim';
import { noUnseenObjects } from './no-unseen-objects';
import { pdbAllowsDisruption } from './pdb-allows-disruption';
import { pdbHasPolicy } from './pdb-has-policy';
import { pdbUnhealthyEvictionPolicy } from './pdb-unhealthy-eviction-policy';
import { podAntiAffinity } from './pod-anti-affinity';
import { podDisruptionBudget } from './pod-disruption-budget';
import { priorityClassSet } from './priority-class-set';
import { probePortDeclared } from './probe-port-declared';
import { probesNotIdentical } from './probes-not-identical';
import { readinessProbe } from './readiness-probe';
import { restartPolicySet } from './restart-policy-set';
import { rollingUpdateStrategy } from './rolling-update-strategy';
import { selectorMatchesTemplate } from './selector-matches-template';
import { sortedKeys } from './sorted-keys';
import { stableApiVersions } from './stable-api-versions';
import { statefulSetPodsCanStart } from './stateful-set-pods-can-start';
import { storageInWholeBytes } from './storage-in-whole-bytes';
import { topologySpread } from './topology-spread';
import { validPortNames } from './valid-port-names';

/** The controls of the category workload, one a file, in the order of the catalogue. */
export const workloadControls = [
  readinessProbe,
  livenessProbe,
  probesNotIdentical,
  probePortDeclared,
  cpuRequests,
  memoryRequests,
  cpuLimits,
  memoryLimits,
  ephemeralStorageRequestsAndLimits,
  memoryRequestsEqualLimits,
  cpuRequestsEqualLimits,
  emptydirSizeLimit,
  memoryInWholeBytes,
  storageInWholeBytes,
  noReplicasWithAutoscaler,
  podAntiAffinity,
  topologySpread,
  podDisruptionBudget,
  pdbHasPolicy,
  pdbAllowsDisruption,
  pdbUnhealthyEvictionPolicy,
  hpaMinReplicas,
  hpaMaxAboveMin,
  hpaTargetExists,
  rollingUpdateStrategy,
  noSurgeWithExclusiveClaim,
  noNakedPods,
  restartPolicySet,
  statefulSetPodsCanStart,
  selectorMatchesTemplate,
  noDuplicateEnvVars,
  commonLabels,
  businessLabels,
  instanceLabelMatchesName,
  contactAnnotation,
  priorityClassSet,
  stableApiVersions,
  sortedKeys,
  validPortNames,
  fitsClientSideApply,
  noApiServerWarnings,
  noDeprecatedServiceAccountField,
  noUnseenObjects,
] as const satisfies readonly Control[];
