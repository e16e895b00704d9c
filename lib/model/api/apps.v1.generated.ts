// Made by `npm run api-types` from lib/core/manifest/fields.generated.json. Do not edit.

import type { Text } from '../text';

/** `apps.v1.DaemonSetUpdateStrategy` of the Kubernetes API. */
export type DaemonSetUpdateStrategy = {
  readonly rollingUpdate?: RollingUpdateDaemonSet;
  readonly type?: Text;
};

/** `apps.v1.DeploymentStrategy` of the Kubernetes API. */
export type DeploymentStrategy = {
  readonly rollingUpdate?: RollingUpdateDeployment;
  readonly type?: Text;
};

/** `apps.v1.RollingUpdateDaemonSet` of the Kubernetes API. */
export type RollingUpdateDaemonSet = {
  readonly maxSurge?: number | string;
  readonly maxUnavailable?: number | string;
};

/** `apps.v1.RollingUpdateDeployment` of the Kubernetes API. */
export type RollingUpdateDeployment = {
  readonly maxSurge?: number | string;
  readonly maxUnavailable?: number | string;
};

/** `apps.v1.RollingUpdateStatefulSetStrategy` of the Kubernetes API. */
export type RollingUpdateStatefulSetStrategy = {
  readonly maxUnavailable?: number | string;
  readonly partition?: number;
};

/** `apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy` of the Kubernetes API. */
export type StatefulSetPersistentVolumeClaimRetentionPolicy = {
  readonly whenDeleted?: Text;
  readonly whenScaled?: Text;
};

/** `apps.v1.StatefulSetUpdateStrategy` of the Kubernetes API. */
export type StatefulSetUpdateStrategy = {
  readonly rollingUpdate?: RollingUpdateStatefulSetStrategy;
  readonly type?: Text;
};
