// Made by `npm run api-types` from lib/core/manifest/fields.generated.json. Do not edit.

import type { Text } from './text';

/** `core.v1.ClusterTrustBundleProjection` of the Kubernetes API. */
export type ClusterTrustBundleProjection = {
  readonly labelSelector?: LabelSelector;
  readonly name?: Text;
  readonly optional?: boolean;
  readonly path: Text;
  readonly signerName?: Text;
  readonly user?: number;
};

/** `core.v1.ConfigMapEnvSource` of the Kubernetes API. */
export type ConfigMapEnvSource = {
  readonly name?: Text;
  readonly optional?: boolean;
};

/** `core.v1.ConfigMapKeySelector` of the Kubernetes API. */
export type ConfigMapKeySelector = {
  readonly key: Text;
  readonly name?: Text;
  readonly optional?: boolean;
};

/** `core.v1.ConfigMapProjection` of the Kubernetes API. */
export type ConfigMapProjection = {
  readonly items?: readonly KeyToPath[];
  readonly name?: Text;
  readonly optional?: boolean;
};

/** `core.v1.ConfigMapVolumeSource` of the Kubernetes API. */
export type ConfigMapVolumeSource = {
  readonly defaultMode?: number;
  readonly defaultUser?: number;
  readonly items?: readonly KeyToPath[];
  readonly name?: Text;
  readonly optional?: boolean;
};

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

/** `core.v1.DownwardAPIProjection` of the Kubernetes API. */
export type DownwardAPIProjection = {
  readonly items?: readonly DownwardAPIVolumeFile[];
};

/** `core.v1.DownwardAPIVolumeFile` of the Kubernetes API. */
export type DownwardAPIVolumeFile = {
  readonly fieldRef?: ObjectFieldSelector;
  readonly mode?: number;
  readonly path: Text;
  readonly resourceFieldRef?: ResourceFieldSelector;
  readonly user?: number;
};

/** `core.v1.EnvFromSource` of the Kubernetes API. */
export type EnvFromSource = {
  readonly configMapRef?: ConfigMapEnvSource;
  readonly prefix?: Text;
  readonly secretRef?: SecretEnvSource;
};

/** `core.v1.EnvVar` of the Kubernetes API. */
export type EnvVar = {
  readonly name: Text;
  readonly value?: Text;
  readonly valueFrom?: EnvVarSource;
};

/** `core.v1.EnvVarSource` of the Kubernetes API. */
export type EnvVarSource = {
  readonly configMapKeyRef?: ConfigMapKeySelector;
  readonly fieldRef?: ObjectFieldSelector;
  readonly fileKeyRef?: FileKeySelector;
  readonly resourceFieldRef?: ResourceFieldSelector;
  readonly secretKeyRef?: SecretKeySelector;
};

/** `core.v1.EphemeralVolumeSource` of the Kubernetes API. */
export type EphemeralVolumeSource = {
  readonly volumeClaimTemplate?: PersistentVolumeClaimTemplate;
};

/** `core.v1.ExecAction` of the Kubernetes API. */
export type ExecAction = {
  readonly command?: readonly Text[];
};

/** `autoscaling.v2.ExternalMetricSource` of the Kubernetes API. */
export type ExternalMetricSource = {
  readonly metric: MetricIdentifier;
  readonly target: MetricTarget;
};

/** `core.v1.FileKeySelector` of the Kubernetes API. */
export type FileKeySelector = {
  readonly key: Text;
  readonly optional?: boolean;
  readonly path: Text;
  readonly volumeName: Text;
};

/** `core.v1.GRPCAction` of the Kubernetes API. */
export type GRPCAction = {
  readonly mode?: Text;
  readonly port: number;
  readonly service?: Text;
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

/** `core.v1.HTTPGetAction` of the Kubernetes API. */
export type HTTPGetAction = {
  readonly host?: Text;
  readonly httpHeaders?: readonly HTTPHeader[];
  readonly path?: Text;
  readonly port: number | string;
  readonly protocol?: Text;
  readonly scheme?: Text;
};

/** `core.v1.HTTPHeader` of the Kubernetes API. */
export type HTTPHeader = {
  readonly name: Text;
  readonly value: Text;
};

/** `autoscaling.v2.HorizontalPodAutoscalerBehavior` of the Kubernetes API. */
export type HorizontalPodAutoscalerBehavior = {
  readonly scaleDown?: HPAScalingRules;
  readonly scaleUp?: HPAScalingRules;
};

/** `core.v1.HostPathVolumeSource` of the Kubernetes API. */
export type HostPathVolumeSource = {
  readonly path: Text;
  readonly type?: Text;
};

/** `core.v1.KeyToPath` of the Kubernetes API. */
export type KeyToPath = {
  readonly key: Text;
  readonly mode?: number;
  readonly path: Text;
  readonly user?: number;
};

/** `meta.v1.LabelSelector` of the Kubernetes API. */
export type LabelSelector = {
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
  readonly matchLabels?: { readonly [key: string]: Text };
};

/** `meta.v1.LabelSelectorRequirement` of the Kubernetes API. */
export type LabelSelectorRequirement = {
  readonly key: Text;
  readonly operator: Text;
  readonly values?: readonly Text[];
};

/** `core.v1.Lifecycle` of the Kubernetes API. */
export type Lifecycle = {
  readonly postStart?: LifecycleHandler;
  readonly preStop?: LifecycleHandler;
  readonly stopSignal?: Text;
};

/** `core.v1.LifecycleHandler` of the Kubernetes API. */
export type LifecycleHandler = {
  readonly exec?: ExecAction;
  readonly httpGet?: HTTPGetAction;
  readonly sleep?: SleepAction;
  readonly tcpSocket?: TCPSocketAction;
};

/** `meta.v1.ManagedFieldsEntry` of the Kubernetes API. */
export type ManagedFieldsEntry = {
  readonly apiVersion?: Text;
  readonly fieldsType?: Text;
  readonly fieldsV1?: { readonly [key: string]: unknown };
  readonly manager?: Text;
  readonly operation?: Text;
  readonly subresource?: Text;
  readonly time?: string;
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

/** `core.v1.ObjectFieldSelector` of the Kubernetes API. */
export type ObjectFieldSelector = {
  readonly apiVersion?: Text;
  readonly fieldPath: Text;
};

/** `meta.v1.ObjectMeta` of the Kubernetes API. */
export type ObjectMeta = {
  readonly annotations?: { readonly [key: string]: Text };
  readonly creationTimestamp?: string;
  readonly deletionGracePeriodSeconds?: number;
  readonly deletionTimestamp?: string;
  readonly finalizers?: readonly Text[];
  readonly generateName?: Text;
  readonly generation?: number;
  readonly labels?: { readonly [key: string]: Text };
  readonly managedFields?: readonly ManagedFieldsEntry[];
  readonly name?: Text;
  readonly namespace?: Text;
  readonly ownerReferences?: readonly OwnerReference[];
  readonly resourceVersion?: Text;
  readonly selfLink?: Text;
  readonly uid?: Text;
};

/** `autoscaling.v2.ObjectMetricSource` of the Kubernetes API. */
export type ObjectMetricSource = {
  readonly describedObject: CrossVersionObjectReference;
  readonly metric: MetricIdentifier;
  readonly target: MetricTarget;
};

/** `meta.v1.OwnerReference` of the Kubernetes API. */
export type OwnerReference = {
  readonly apiVersion: Text;
  readonly blockOwnerDeletion?: boolean;
  readonly controller?: boolean;
  readonly kind: Text;
  readonly name: Text;
  readonly uid: Text;
};

/** `core.v1.PersistentVolumeClaimSpec` of the Kubernetes API. */
export type PersistentVolumeClaimSpec = {
  readonly accessModes?: readonly Text[];
  readonly dataSource?: TypedLocalObjectReference;
  readonly dataSourceRef?: TypedObjectReference;
  readonly resources?: VolumeResourceRequirements;
  readonly selector?: LabelSelector;
  readonly storageClassName?: Text;
  readonly volumeAttributesClassName?: Text;
  readonly volumeMode?: Text;
  readonly volumeName?: Text;
};

/** `core.v1.PersistentVolumeClaimTemplate` of the Kubernetes API. */
export type PersistentVolumeClaimTemplate = {
  readonly metadata?: ObjectMeta;
  readonly spec: PersistentVolumeClaimSpec;
};

/** `core.v1.PersistentVolumeClaimVolumeSource` of the Kubernetes API. */
export type PersistentVolumeClaimVolumeSource = {
  readonly claimName: Text;
  readonly readOnly?: boolean;
};

/** `core.v1.PodCertificateProjection` of the Kubernetes API. */
export type PodCertificateProjection = {
  readonly certificateChainPath?: Text;
  readonly credentialBundlePath?: Text;
  readonly keyPath?: Text;
  readonly keyType: Text;
  readonly maxExpirationSeconds?: number;
  readonly signerName: Text;
  readonly user?: number;
  readonly userAnnotations?: { readonly [key: string]: Text };
};

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

/** `autoscaling.v2.PodsMetricSource` of the Kubernetes API. */
export type PodsMetricSource = {
  readonly metric: MetricIdentifier;
  readonly target: MetricTarget;
};

/** `core.v1.Probe` of the Kubernetes API. */
export type Probe = {
  readonly exec?: ExecAction;
  readonly failureThreshold?: number;
  readonly grpc?: GRPCAction;
  readonly httpGet?: HTTPGetAction;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly successThreshold?: number;
  readonly tcpSocket?: TCPSocketAction;
  readonly terminationGracePeriodSeconds?: number;
  readonly timeoutSeconds?: number;
};

/** `core.v1.ProjectedVolumeSource` of the Kubernetes API. */
export type ProjectedVolumeSource = {
  readonly defaultMode?: number;
  readonly defaultUser?: number;
  readonly sources?: readonly VolumeProjection[];
};

/** `core.v1.ResourceClaim` of the Kubernetes API. */
export type ResourceClaim = {
  readonly name: Text;
  readonly request?: Text;
};

/** `core.v1.ResourceFieldSelector` of the Kubernetes API. */
export type ResourceFieldSelector = {
  readonly containerName?: Text;
  readonly divisor?: Text;
  readonly resource: Text;
};

/** `autoscaling.v2.ResourceMetricSource` of the Kubernetes API. */
export type ResourceMetricSource = {
  readonly name: Text;
  readonly target: MetricTarget;
};

/** `core.v1.ResourceRequirements` of the Kubernetes API. */
export type ResourceRequirements = {
  readonly claims?: readonly ResourceClaim[];
  readonly limits?: { readonly [key: string]: Text };
  readonly requests?: { readonly [key: string]: Text };
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

/** `core.v1.SecretEnvSource` of the Kubernetes API. */
export type SecretEnvSource = {
  readonly name?: Text;
  readonly optional?: boolean;
};

/** `core.v1.SecretKeySelector` of the Kubernetes API. */
export type SecretKeySelector = {
  readonly key: Text;
  readonly name?: Text;
  readonly optional?: boolean;
};

/** `core.v1.SecretProjection` of the Kubernetes API. */
export type SecretProjection = {
  readonly items?: readonly KeyToPath[];
  readonly name?: Text;
  readonly optional?: boolean;
};

/** `core.v1.SecretVolumeSource` of the Kubernetes API. */
export type SecretVolumeSource = {
  readonly defaultMode?: number;
  readonly defaultUser?: number;
  readonly items?: readonly KeyToPath[];
  readonly optional?: boolean;
  readonly secretName?: Text;
};

/** `core.v1.ServiceAccountTokenProjection` of the Kubernetes API. */
export type ServiceAccountTokenProjection = {
  readonly audience?: Text;
  readonly expirationSeconds?: number;
  readonly path: Text;
  readonly user?: number;
};

/** `core.v1.SleepAction` of the Kubernetes API. */
export type SleepAction = {
  readonly seconds: number;
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

/** `batch.v1.SuccessPolicy` of the Kubernetes API. */
export type SuccessPolicy = {
  readonly rules: readonly SuccessPolicyRule[];
};

/** `batch.v1.SuccessPolicyRule` of the Kubernetes API. */
export type SuccessPolicyRule = {
  readonly succeededCount?: number;
  readonly succeededIndexes?: Text;
};

/** `core.v1.TCPSocketAction` of the Kubernetes API. */
export type TCPSocketAction = {
  readonly host?: Text;
  readonly port: number | string;
};

/** `core.v1.TypedLocalObjectReference` of the Kubernetes API. */
export type TypedLocalObjectReference = {
  readonly apiGroup?: Text;
  readonly kind: Text;
  readonly name: Text;
};

/** `core.v1.TypedObjectReference` of the Kubernetes API. */
export type TypedObjectReference = {
  readonly apiGroup?: Text;
  readonly kind: Text;
  readonly name: Text;
  readonly namespace?: Text;
};

/** `core.v1.VolumeProjection` of the Kubernetes API. */
export type VolumeProjection = {
  readonly clusterTrustBundle?: ClusterTrustBundleProjection;
  readonly configMap?: ConfigMapProjection;
  readonly downwardAPI?: DownwardAPIProjection;
  readonly podCertificate?: PodCertificateProjection;
  readonly secret?: SecretProjection;
  readonly serviceAccountToken?: ServiceAccountTokenProjection;
};

/** `core.v1.VolumeResourceRequirements` of the Kubernetes API. */
export type VolumeResourceRequirements = {
  readonly limits?: { readonly [key: string]: Text };
  readonly requests?: { readonly [key: string]: Text };
};
