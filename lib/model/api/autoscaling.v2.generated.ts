// Made by `npm run api-types` from lib/core/manifest/fields.generated.json. Do not edit.

import type { Text } from '../text';
import type { LabelSelector } from './meta.v1.generated';

/** `autoscaling.v2.ContainerResourceMetricSource` of the Kubernetes API. */
export type ContainerResourceMetricSource = {
  readonly container: Text;
  readonly name: Text;
  readonly target: MetricTarget;
};

/** `autoscaling.v2.CrossVersionObjectReference` of the Kubernetes API. */
export type CrossVersionObjectReference = {
  readonly apiVersion?: Text;
  readonly kind: Text;
  readonly name: Text;
};

/** `autoscaling.v2.ExternalMetricSource` of the Kubernetes API. */
export type ExternalMetricSource = {
  readonly metric: MetricIdentifier;
  readonly target: MetricTarget;
};

/** `autoscaling.v2.HPAScalingPolicy` of the Kubernetes API. */
export type HPAScalingPolicy = {
  readonly periodSeconds: number;
  readonly type: Text;
  readonly value: number;
};

/** `autoscaling.v2.HPAScalingRules` of the Kubernetes API. */
export type HPAScalingRules = {
  readonly policies?: readonly HPAScalingPolicy[];
  readonly selectPolicy?: Text;
  readonly stabilizationWindowSeconds?: number;
  readonly tolerance?: Text;
};

/** `autoscaling.v2.HorizontalPodAutoscalerBehavior` of the Kubernetes API. */
export type HorizontalPodAutoscalerBehavior = {
  readonly scaleDown?: HPAScalingRules;
  readonly scaleUp?: HPAScalingRules;
};

/** `autoscaling.v2.MetricIdentifier` of the Kubernetes API. */
export type MetricIdentifier = {
  readonly name: Text;
  readonly selector?: LabelSelector;
};

/** `autoscaling.v2.MetricSpec` of the Kubernetes API. */
export type MetricSpec = {
  readonly containerResource?: ContainerResourceMetricSource;
  readonly external?: ExternalMetricSource;
  readonly object?: ObjectMetricSource;
  readonly pods?: PodsMetricSource;
  readonly resource?: ResourceMetricSource;
  readonly type: Text;
};

/** `autoscaling.v2.MetricTarget` of the Kubernetes API. */
export type MetricTarget = {
  readonly averageUtilization?: number;
  readonly averageValue?: Text;
  readonly type: Text;
  readonly value?: Text;
};

/** `autoscaling.v2.ObjectMetricSource` of the Kubernetes API. */
export type ObjectMetricSource = {
  readonly describedObject: CrossVersionObjectReference;
  readonly metric: MetricIdentifier;
  readonly target: MetricTarget;
};

/** `autoscaling.v2.PodsMetricSource` of the Kubernetes API. */
export type PodsMetricSource = {
  readonly metric: MetricIdentifier;
  readonly target: MetricTarget;
};

/** `autoscaling.v2.ResourceMetricSource` of the Kubernetes API. */
export type ResourceMetricSource = {
  readonly name: Text;
  readonly target: MetricTarget;
};
