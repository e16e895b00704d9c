// Made by `npm run api-types` from lib/core/manifest/fields.generated.json. Do not edit.

import type { Text } from '../text';
import type { LabelSelector, ObjectMeta } from './meta.v1.generated';

/** `core.v1.CSIVolumeSource` of the Kubernetes API. */
export type CSIVolumeSource = {
  readonly driver: Text;
  readonly fsType?: Text;
  readonly nodePublishSecretRef?: LocalObjectReference;
  readonly readOnly?: boolean;
  readonly volumeAttributes?: { readonly [key: string]: Text };
};

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

/** `core.v1.LocalObjectReference` of the Kubernetes API. */
export type LocalObjectReference = {
  readonly name?: Text;
};

/** `core.v1.ObjectFieldSelector` of the Kubernetes API. */
export type ObjectFieldSelector = {
  readonly apiVersion?: Text;
  readonly fieldPath: Text;
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

/** `core.v1.ResourceRequirements` of the Kubernetes API. */
export type ResourceRequirements = {
  readonly claims?: readonly ResourceClaim[];
  readonly limits?: { readonly [key: string]: Text };
  readonly requests?: { readonly [key: string]: Text };
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
