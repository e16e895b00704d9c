// Made by `npm run api-types` from lib/core/manifest/fields.generated.json. Do not edit.

import type { Text } from '../text';

/** `batch.v1.PodFailurePolicy` of the Kubernetes API. */
export type PodFailurePolicy = {
  readonly rules: readonly PodFailurePolicyRule[];
};

/** `batch.v1.PodFailurePolicyOnExitCodesRequirement` of the Kubernetes API. */
export type PodFailurePolicyOnExitCodesRequirement = {
  readonly containerName?: Text;
  readonly operator: Text;
  readonly values: readonly number[];
};

/** `batch.v1.PodFailurePolicyOnPodConditionsPattern` of the Kubernetes API. */
export type PodFailurePolicyOnPodConditionsPattern = {
  readonly status?: Text;
  readonly type: Text;
};

/** `batch.v1.PodFailurePolicyRule` of the Kubernetes API. */
export type PodFailurePolicyRule = {
  readonly action: Text;
  readonly onExitCodes?: PodFailurePolicyOnExitCodesRequirement;
  readonly onPodConditions?: readonly PodFailurePolicyOnPodConditionsPattern[];
};

/** `batch.v1.SuccessPolicy` of the Kubernetes API. */
export type SuccessPolicy = {
  readonly rules: readonly SuccessPolicyRule[];
};

/** `batch.v1.SuccessPolicyRule` of the Kubernetes API. */
export type SuccessPolicyRule = {
  readonly succeededCount?: number;
  readonly succeededIndexes?: Text;
};
