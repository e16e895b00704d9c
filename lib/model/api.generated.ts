// Made by `npm run api-types` from lib/core/manifest/fields.generated.json. Do not edit.

import type { Text } from './text';

/** `core.v1.AWSElasticBlockStoreVolumeSource` of the Kubernetes API. */
export type AWSElasticBlockStoreVolumeSource = {
  readonly fsType?: Text;
  readonly partition?: number;
  readonly readOnly?: boolean;
  readonly volumeID: Text;
};

/** `core.v1.Affinity` of the Kubernetes API. */
export type Affinity = {
  readonly nodeAffinity?: NodeAffinity;
  readonly podAffinity?: PodAffinity;
  readonly podAntiAffinity?: PodAntiAffinity;
};

/** `core.v1.AppArmorProfile` of the Kubernetes API. */
export type AppArmorProfile = {
  readonly localhostProfile?: Text;
  readonly type: Text;
};

/** `core.v1.AzureDiskVolumeSource` of the Kubernetes API. */
export type AzureDiskVolumeSource = {
  readonly cachingMode?: Text;
  readonly diskName: Text;
  readonly diskURI: Text;
  readonly fsType?: Text;
  readonly kind?: Text;
  readonly readOnly?: boolean;
};

/** `core.v1.AzureFileVolumeSource` of the Kubernetes API. */
export type AzureFileVolumeSource = {
  readonly readOnly?: boolean;
  readonly secretName: Text;
  readonly shareName: Text;
};

/** `core.v1.CSIVolumeSource` of the Kubernetes API. */
export type CSIVolumeSource = {
  readonly driver: Text;
  readonly fsType?: Text;
  readonly nodePublishSecretRef?: LocalObjectReference;
  readonly readOnly?: boolean;
  readonly volumeAttributes?: { readonly [key: string]: Text };
};

/** `core.v1.Capabilities` of the Kubernetes API. */
export type Capabilities = {
  readonly add?: readonly Text[];
  readonly drop?: readonly Text[];
};

/** `core.v1.CephFSVolumeSource` of the Kubernetes API. */
export type CephFSVolumeSource = {
  readonly monitors: readonly Text[];
  readonly path?: Text;
  readonly readOnly?: boolean;
  readonly secretFile?: Text;
  readonly secretRef?: LocalObjectReference;
  readonly user?: Text;
};

/** `core.v1.CinderVolumeSource` of the Kubernetes API. */
export type CinderVolumeSource = {
  readonly fsType?: Text;
  readonly readOnly?: boolean;
  readonly secretRef?: LocalObjectReference;
  readonly volumeID: Text;
};

/** `core.v1.ClaimSource` of the Kubernetes API. */
export type ClaimSource = {
  readonly resourceClaimName?: Text;
  readonly resourceClaimTemplateName?: Text;
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

/** `core.v1.Container` of the Kubernetes API. */
export type Container = {
  readonly args?: readonly Text[];
  readonly command?: readonly Text[];
  readonly env?: readonly EnvVar[];
  readonly envFrom?: readonly EnvFromSource[];
  readonly image?: Text;
  readonly imagePullPolicy?: Text;
  readonly lifecycle?: Lifecycle;
  readonly livenessProbe?: Probe;
  readonly name: Text;
  readonly ports?: readonly ContainerPort[];
  readonly readinessProbe?: Probe;
  readonly resizePolicy?: readonly ContainerResizePolicy[];
  readonly resources?: ResourceRequirements;
  readonly restartPolicy?: Text;
  readonly restartPolicyRules?: readonly ContainerRestartRule[];
  readonly securityContext?: SecurityContext;
  readonly startupProbe?: Probe;
  readonly stdin?: boolean;
  readonly stdinOnce?: boolean;
  readonly terminationMessagePath?: Text;
  readonly terminationMessagePolicy?: Text;
  readonly tty?: boolean;
  readonly volumeDevices?: readonly VolumeDevice[];
  readonly volumeMounts?: readonly VolumeMount[];
  readonly workingDir?: Text;
};

/** `core.v1.ContainerPort` of the Kubernetes API. */
export type ContainerPort = {
  readonly containerPort: number;
  readonly hostIP?: Text;
  readonly hostPort?: number;
  readonly name?: Text;
  readonly protocol?: Text;
};

/** `core.v1.ContainerResizePolicy` of the Kubernetes API. */
export type ContainerResizePolicy = {
  readonly resourceName: Text;
  readonly restartPolicy: Text;
};

/** `core.v1.ContainerRestartRule` of the Kubernetes API. */
export type ContainerRestartRule = {
  readonly action: Text;
  readonly exitCodes?: ContainerRestartRuleOnExitCodes;
};

/** `core.v1.ContainerRestartRuleOnExitCodes` of the Kubernetes API. */
export type ContainerRestartRuleOnExitCodes = {
  readonly operator: Text;
  readonly values?: readonly number[];
};

/** `batch.v1.CronJobSpec` of the Kubernetes API. */
export type CronJobSpec = {
  readonly concurrencyPolicy?: Text;
  readonly failedJobsHistoryLimit?: number;
  readonly jobTemplate: JobTemplateSpec;
  readonly schedule: Text;
  readonly startingDeadlineSeconds?: number;
  readonly successfulJobsHistoryLimit?: number;
  readonly suspend?: boolean;
  readonly timeZone?: Text;
};

/** `apps.v1.DaemonSetSpec` of the Kubernetes API. */
export type DaemonSetSpec = {
  readonly minReadySeconds?: number;
  readonly revisionHistoryLimit?: number;
  readonly selector: LabelSelector;
  readonly template: PodTemplateSpec;
  readonly updateStrategy?: DaemonSetUpdateStrategy;
};

/** `apps.v1.DaemonSetUpdateStrategy` of the Kubernetes API. */
export type DaemonSetUpdateStrategy = {
  readonly rollingUpdate?: RollingUpdateDaemonSet;
  readonly type?: Text;
};

/** `apps.v1.DeploymentSpec` of the Kubernetes API. */
export type DeploymentSpec = {
  readonly minReadySeconds?: number;
  readonly paused?: boolean;
  readonly progressDeadlineSeconds?: number;
  readonly replicas?: number;
  readonly revisionHistoryLimit?: number;
  readonly selector: LabelSelector;
  readonly strategy?: DeploymentStrategy;
  readonly template: PodTemplateSpec;
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

/** `core.v1.DownwardAPIVolumeSource` of the Kubernetes API. */
export type DownwardAPIVolumeSource = {
  readonly defaultMode?: number;
  readonly defaultUser?: number;
  readonly items?: readonly DownwardAPIVolumeFile[];
};

/** `core.v1.EmptyDirVolumeSource` of the Kubernetes API. */
export type EmptyDirVolumeSource = {
  readonly medium?: Text;
  readonly mode?: number;
  readonly sizeLimit?: Text;
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

/** `core.v1.EphemeralContainer` of the Kubernetes API. */
export type EphemeralContainer = {
  readonly args?: readonly Text[];
  readonly command?: readonly Text[];
  readonly env?: readonly EnvVar[];
  readonly envFrom?: readonly EnvFromSource[];
  readonly image?: Text;
  readonly imagePullPolicy?: Text;
  readonly lifecycle?: Lifecycle;
  readonly livenessProbe?: Probe;
  readonly name: Text;
  readonly ports?: readonly ContainerPort[];
  readonly readinessProbe?: Probe;
  readonly resizePolicy?: readonly ContainerResizePolicy[];
  readonly resources?: ResourceRequirements;
  readonly restartPolicy?: Text;
  readonly restartPolicyRules?: readonly ContainerRestartRule[];
  readonly securityContext?: SecurityContext;
  readonly startupProbe?: Probe;
  readonly stdin?: boolean;
  readonly stdinOnce?: boolean;
  readonly targetContainerName?: Text;
  readonly terminationMessagePath?: Text;
  readonly terminationMessagePolicy?: Text;
  readonly tty?: boolean;
  readonly volumeDevices?: readonly VolumeDevice[];
  readonly volumeMounts?: readonly VolumeMount[];
  readonly workingDir?: Text;
};

/** `core.v1.EphemeralVolumeSource` of the Kubernetes API. */
export type EphemeralVolumeSource = {
  readonly volumeClaimTemplate?: PersistentVolumeClaimTemplate;
};

/** `core.v1.EvictionResponder` of the Kubernetes API. */
export type EvictionResponder = {
  readonly name: Text;
  readonly priority: number;
};

/** `core.v1.ExecAction` of the Kubernetes API. */
export type ExecAction = {
  readonly command?: readonly Text[];
};

/** `core.v1.FCVolumeSource` of the Kubernetes API. */
export type FCVolumeSource = {
  readonly fsType?: Text;
  readonly lun?: number;
  readonly readOnly?: boolean;
  readonly targetWWNs?: readonly Text[];
  readonly wwids?: readonly Text[];
};

/** `core.v1.FileKeySelector` of the Kubernetes API. */
export type FileKeySelector = {
  readonly key: Text;
  readonly optional?: boolean;
  readonly path: Text;
  readonly volumeName: Text;
};

/** `core.v1.FlexVolumeSource` of the Kubernetes API. */
export type FlexVolumeSource = {
  readonly driver: Text;
  readonly fsType?: Text;
  readonly options?: { readonly [key: string]: Text };
  readonly readOnly?: boolean;
  readonly secretRef?: LocalObjectReference;
};

/** `core.v1.FlockerVolumeSource` of the Kubernetes API. */
export type FlockerVolumeSource = {
  readonly datasetName?: Text;
  readonly datasetUUID?: Text;
};

/** `core.v1.GCEPersistentDiskVolumeSource` of the Kubernetes API. */
export type GCEPersistentDiskVolumeSource = {
  readonly fsType?: Text;
  readonly partition?: number;
  readonly pdName: Text;
  readonly readOnly?: boolean;
};

/** `core.v1.GRPCAction` of the Kubernetes API. */
export type GRPCAction = {
  readonly mode?: Text;
  readonly port: number;
  readonly service?: Text;
};

/** `core.v1.GitRepoVolumeSource` of the Kubernetes API. */
export type GitRepoVolumeSource = {
  readonly directory?: Text;
  readonly repository: Text;
  readonly revision?: Text;
};

/** `core.v1.GlusterfsVolumeSource` of the Kubernetes API. */
export type GlusterfsVolumeSource = {
  readonly endpoints: Text;
  readonly path: Text;
  readonly readOnly?: boolean;
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

/** `core.v1.HostAlias` of the Kubernetes API. */
export type HostAlias = {
  readonly hostnames?: readonly Text[];
  readonly ip?: Text;
};

/** `core.v1.HostPathVolumeSource` of the Kubernetes API. */
export type HostPathVolumeSource = {
  readonly path: Text;
  readonly type?: Text;
};

/** `core.v1.ISCSIVolumeSource` of the Kubernetes API. */
export type ISCSIVolumeSource = {
  readonly chapAuthDiscovery?: boolean;
  readonly chapAuthSession?: boolean;
  readonly fsType?: Text;
  readonly initiatorName?: Text;
  readonly iqn: Text;
  readonly iscsiInterface?: Text;
  readonly lun: number;
  readonly portals?: readonly Text[];
  readonly readOnly?: boolean;
  readonly secretRef?: LocalObjectReference;
  readonly targetPortal: Text;
};

/** `core.v1.ImageVolumeSource` of the Kubernetes API. */
export type ImageVolumeSource = {
  readonly pullPolicy?: Text;
  readonly reference?: Text;
};

/** `batch.v1.JobSchedulingConfiguration` of the Kubernetes API. */
export type JobSchedulingConfiguration = {
  readonly disruptionMode?: WorkloadPodGroupDisruptionMode;
  readonly resourceClaims?: readonly WorkloadPodGroupResourceClaim[];
  readonly schedulingConstraints?: WorkloadPodGroupSchedulingConstraints;
  readonly schedulingPolicy?: WorkloadPodGroupSchedulingPolicy;
};

/** `batch.v1.JobSpec` of the Kubernetes API. */
export type JobSpec = {
  readonly activeDeadlineSeconds?: number;
  readonly backoffLimit?: number;
  readonly backoffLimitPerIndex?: number;
  readonly completionMode?: Text;
  readonly completions?: number;
  readonly managedBy?: Text;
  readonly manualSelector?: boolean;
  readonly maxFailedIndexes?: number;
  readonly parallelism?: number;
  readonly podFailurePolicy?: PodFailurePolicy;
  readonly podReplacementPolicy?: Text;
  readonly scheduling?: JobSchedulingConfiguration;
  readonly selector?: LabelSelector;
  readonly successPolicy?: SuccessPolicy;
  readonly suspend?: boolean;
  readonly template: PodTemplateSpec;
  readonly ttlSecondsAfterFinished?: number;
};

/** `batch.v1.JobTemplateSpec` of the Kubernetes API. */
export type JobTemplateSpec = {
  readonly metadata?: ObjectMeta;
  readonly spec?: JobSpec;
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

/** `core.v1.LocalObjectReference` of the Kubernetes API. */
export type LocalObjectReference = {
  readonly name?: Text;
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

/** `core.v1.ModifyVolumeStatus` of the Kubernetes API. */
export type ModifyVolumeStatus = {
  readonly status: Text;
  readonly targetVolumeAttributesClassName?: Text;
};

/** `core.v1.NFSVolumeSource` of the Kubernetes API. */
export type NFSVolumeSource = {
  readonly path: Text;
  readonly readOnly?: boolean;
  readonly server: Text;
};

/** `core.v1.NodeAffinity` of the Kubernetes API. */
export type NodeAffinity = {
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly PreferredSchedulingTerm[];
  readonly requiredDuringSchedulingIgnoredDuringExecution?: NodeSelector;
};

/** `core.v1.NodeSelector` of the Kubernetes API. */
export type NodeSelector = {
  readonly nodeSelectorTerms: readonly NodeSelectorTerm[];
};

/** `core.v1.NodeSelectorRequirement` of the Kubernetes API. */
export type NodeSelectorRequirement = {
  readonly key: Text;
  readonly operator: Text;
  readonly values?: readonly Text[];
};

/** `core.v1.NodeSelectorTerm` of the Kubernetes API. */
export type NodeSelectorTerm = {
  readonly matchExpressions?: readonly NodeSelectorRequirement[];
  readonly matchFields?: readonly NodeSelectorRequirement[];
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

/** `meta.v1.OwnerReference` of the Kubernetes API. */
export type OwnerReference = {
  readonly apiVersion: Text;
  readonly blockOwnerDeletion?: boolean;
  readonly controller?: boolean;
  readonly kind: Text;
  readonly name: Text;
  readonly uid: Text;
};

/** `core.v1.PersistentVolumeClaim` of the Kubernetes API. */
export type PersistentVolumeClaim = {
  readonly apiVersion?: Text;
  readonly kind?: Text;
  readonly metadata?: ObjectMeta;
  readonly spec?: PersistentVolumeClaimSpec;
  readonly status?: PersistentVolumeClaimStatus;
};

/** `core.v1.PersistentVolumeClaimCondition` of the Kubernetes API. */
export type PersistentVolumeClaimCondition = {
  readonly lastProbeTime?: string;
  readonly lastTransitionTime?: string;
  readonly message?: Text;
  readonly reason?: Text;
  readonly status: Text;
  readonly type: Text;
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

/** `core.v1.PersistentVolumeClaimStatus` of the Kubernetes API. */
export type PersistentVolumeClaimStatus = {
  readonly accessModes?: readonly Text[];
  readonly allocatedResourceStatuses?: { readonly [key: string]: Text };
  readonly allocatedResources?: { readonly [key: string]: Text };
  readonly capacity?: { readonly [key: string]: Text };
  readonly conditions?: readonly PersistentVolumeClaimCondition[];
  readonly currentVolumeAttributesClassName?: Text;
  readonly healthStatus?: VolumeHealthStatus;
  readonly modifyVolumeStatus?: ModifyVolumeStatus;
  readonly phase?: Text;
  readonly resizeStatus?: Text;
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

/** `core.v1.PhotonPersistentDiskVolumeSource` of the Kubernetes API. */
export type PhotonPersistentDiskVolumeSource = {
  readonly fsType?: Text;
  readonly pdID: Text;
};

/** `core.v1.PodAffinity` of the Kubernetes API. */
export type PodAffinity = {
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly WeightedPodAffinityTerm[];
  readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly PodAffinityTerm[];
};

/** `core.v1.PodAffinityTerm` of the Kubernetes API. */
export type PodAffinityTerm = {
  readonly labelSelector?: LabelSelector;
  readonly matchLabelKeys?: readonly Text[];
  readonly mismatchLabelKeys?: readonly Text[];
  readonly namespaceSelector?: LabelSelector;
  readonly namespaces?: readonly Text[];
  readonly topologyKey: Text;
};

/** `core.v1.PodAntiAffinity` of the Kubernetes API. */
export type PodAntiAffinity = {
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly WeightedPodAffinityTerm[];
  readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly PodAffinityTerm[];
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

/** `core.v1.PodDNSConfig` of the Kubernetes API. */
export type PodDNSConfig = {
  readonly nameservers?: readonly Text[];
  readonly options?: readonly PodDNSConfigOption[];
  readonly searches?: readonly Text[];
};

/** `core.v1.PodDNSConfigOption` of the Kubernetes API. */
export type PodDNSConfigOption = {
  readonly name?: Text;
  readonly value?: Text;
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

/** `core.v1.PodOS` of the Kubernetes API. */
export type PodOS = {
  readonly name: Text;
};

/** `core.v1.PodReadinessGate` of the Kubernetes API. */
export type PodReadinessGate = {
  readonly conditionType: Text;
};

/** `core.v1.PodResourceClaim` of the Kubernetes API. */
export type PodResourceClaim = {
  readonly name: Text;
  readonly resourceClaimName?: Text;
  readonly resourceClaimTemplateName?: Text;
  readonly source?: ClaimSource;
};

/** `core.v1.PodSchedulingGate` of the Kubernetes API. */
export type PodSchedulingGate = {
  readonly name: Text;
};

/** `core.v1.PodSchedulingGroup` of the Kubernetes API. */
export type PodSchedulingGroup = {
  readonly podGroupName?: Text;
};

/** `core.v1.PodSecurityContext` of the Kubernetes API. */
export type PodSecurityContext = {
  readonly appArmorProfile?: AppArmorProfile;
  readonly fsGroup?: number;
  readonly fsGroupChangePolicy?: Text;
  readonly runAsGroup?: number;
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly seLinuxChangePolicy?: Text;
  readonly seLinuxOptions?: SELinuxOptions;
  readonly seccompProfile?: SeccompProfile;
  readonly supplementalGroups?: readonly number[];
  readonly supplementalGroupsPolicy?: Text;
  readonly sysctls?: readonly Sysctl[];
  readonly windowsOptions?: WindowsSecurityContextOptions;
};

/** `core.v1.PodSpec` of the Kubernetes API. */
export type PodSpec = {
  readonly activeDeadlineSeconds?: number;
  readonly affinity?: Affinity;
  readonly automountServiceAccountToken?: boolean;
  readonly containers: readonly Container[];
  readonly dnsConfig?: PodDNSConfig;
  readonly dnsPolicy?: Text;
  readonly enableServiceLinks?: boolean;
  readonly ephemeralContainers?: readonly EphemeralContainer[];
  readonly evictionResponders?: readonly EvictionResponder[];
  readonly hostAliases?: readonly HostAlias[];
  readonly hostIPC?: boolean;
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostUsers?: boolean;
  readonly hostname?: Text;
  readonly hostnameOverride?: Text;
  readonly imagePullSecrets?: readonly LocalObjectReference[];
  readonly initContainers?: readonly Container[];
  readonly nodeName?: Text;
  readonly nodeSelector?: { readonly [key: string]: Text };
  readonly os?: PodOS;
  readonly overhead?: { readonly [key: string]: Text };
  readonly preemptionPolicy?: Text;
  readonly priority?: number;
  readonly priorityClassName?: Text;
  readonly readinessGates?: readonly PodReadinessGate[];
  readonly resourceClaims?: readonly PodResourceClaim[];
  readonly resources?: ResourceRequirements;
  readonly restartPolicy?: Text;
  readonly runtimeClassName?: Text;
  readonly schedulerName?: Text;
  readonly schedulingGates?: readonly PodSchedulingGate[];
  readonly schedulingGroup?: PodSchedulingGroup;
  readonly securityContext?: PodSecurityContext;
  readonly serviceAccount?: Text;
  readonly serviceAccountName?: Text;
  readonly setHostnameAsFQDN?: boolean;
  readonly shareProcessNamespace?: boolean;
  readonly subdomain?: Text;
  readonly terminationGracePeriodSeconds?: number;
  readonly tolerations?: readonly Toleration[];
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly volumes?: readonly Volume[];
  readonly workloadRef?: WorkloadReference;
};

/** `core.v1.PodTemplateSpec` of the Kubernetes API. */
export type PodTemplateSpec = {
  readonly metadata?: ObjectMeta;
  readonly spec?: PodSpec;
};

/** `core.v1.PortworxVolumeSource` of the Kubernetes API. */
export type PortworxVolumeSource = {
  readonly fsType?: Text;
  readonly readOnly?: boolean;
  readonly volumeID: Text;
};

/** `core.v1.PreferredSchedulingTerm` of the Kubernetes API. */
export type PreferredSchedulingTerm = {
  readonly preference: NodeSelectorTerm;
  readonly weight: number;
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

/** `core.v1.QuobyteVolumeSource` of the Kubernetes API. */
export type QuobyteVolumeSource = {
  readonly group?: Text;
  readonly readOnly?: boolean;
  readonly registry: Text;
  readonly tenant?: Text;
  readonly user?: Text;
  readonly volume: Text;
};

/** `core.v1.RBDVolumeSource` of the Kubernetes API. */
export type RBDVolumeSource = {
  readonly fsType?: Text;
  readonly image: Text;
  readonly keyring?: Text;
  readonly monitors: readonly Text[];
  readonly pool?: Text;
  readonly readOnly?: boolean;
  readonly secretRef?: LocalObjectReference;
  readonly user?: Text;
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

/** `core.v1.SELinuxOptions` of the Kubernetes API. */
export type SELinuxOptions = {
  readonly level?: Text;
  readonly role?: Text;
  readonly type?: Text;
  readonly user?: Text;
};

/** `core.v1.ScaleIOVolumeSource` of the Kubernetes API. */
export type ScaleIOVolumeSource = {
  readonly fsType?: Text;
  readonly gateway: Text;
  readonly protectionDomain?: Text;
  readonly readOnly?: boolean;
  readonly secretRef: LocalObjectReference;
  readonly sslEnabled?: boolean;
  readonly storageMode?: Text;
  readonly storagePool?: Text;
  readonly system: Text;
  readonly volumeName?: Text;
};

/** `core.v1.SeccompProfile` of the Kubernetes API. */
export type SeccompProfile = {
  readonly localhostProfile?: Text;
  readonly type: Text;
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

/** `core.v1.SecurityContext` of the Kubernetes API. */
export type SecurityContext = {
  readonly allowPrivilegeEscalation?: boolean;
  readonly appArmorProfile?: AppArmorProfile;
  readonly capabilities?: Capabilities;
  readonly privileged?: boolean;
  readonly procMount?: Text;
  readonly readOnlyRootFilesystem?: boolean;
  readonly runAsGroup?: number;
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly seLinuxOptions?: SELinuxOptions;
  readonly seccompProfile?: SeccompProfile;
  readonly windowsOptions?: WindowsSecurityContextOptions;
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

/** `apps.v1.StatefulSetOrdinals` of the Kubernetes API. */
export type StatefulSetOrdinals = {
  readonly start?: number;
};

/** `apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy` of the Kubernetes API. */
export type StatefulSetPersistentVolumeClaimRetentionPolicy = {
  readonly whenDeleted?: Text;
  readonly whenScaled?: Text;
};

/** `apps.v1.StatefulSetSpec` of the Kubernetes API. */
export type StatefulSetSpec = {
  readonly minReadySeconds?: number;
  readonly ordinals?: StatefulSetOrdinals;
  readonly persistentVolumeClaimRetentionPolicy?: StatefulSetPersistentVolumeClaimRetentionPolicy;
  readonly podManagementPolicy?: Text;
  readonly replicas?: number;
  readonly revisionHistoryLimit?: number;
  readonly selector: LabelSelector;
  readonly serviceName?: Text;
  readonly template: PodTemplateSpec;
  readonly updateStrategy?: StatefulSetUpdateStrategy;
  readonly volumeClaimTemplates?: readonly PersistentVolumeClaim[];
};

/** `apps.v1.StatefulSetUpdateStrategy` of the Kubernetes API. */
export type StatefulSetUpdateStrategy = {
  readonly rollingUpdate?: RollingUpdateStatefulSetStrategy;
  readonly type?: Text;
};

/** `core.v1.StorageOSVolumeSource` of the Kubernetes API. */
export type StorageOSVolumeSource = {
  readonly fsType?: Text;
  readonly readOnly?: boolean;
  readonly secretRef?: LocalObjectReference;
  readonly volumeName?: Text;
  readonly volumeNamespace?: Text;
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

/** `core.v1.Sysctl` of the Kubernetes API. */
export type Sysctl = {
  readonly name: Text;
  readonly value: Text;
};

/** `core.v1.TCPSocketAction` of the Kubernetes API. */
export type TCPSocketAction = {
  readonly host?: Text;
  readonly port: number | string;
};

/** `core.v1.Toleration` of the Kubernetes API. */
export type Toleration = {
  readonly effect?: Text;
  readonly key?: Text;
  readonly operator?: Text;
  readonly tolerationSeconds?: number;
  readonly value?: Text;
};

/** `scheduling.v1alpha3.TopologyConstraint` of the Kubernetes API. */
export type TopologyConstraint = {
  readonly key: Text;
};

/** `core.v1.TopologySpreadConstraint` of the Kubernetes API. */
export type TopologySpreadConstraint = {
  readonly labelSelector?: LabelSelector;
  readonly matchLabelKeys?: readonly Text[];
  readonly maxSkew: number;
  readonly minDomains?: number;
  readonly nodeAffinityPolicy?: Text;
  readonly nodeTaintsPolicy?: Text;
  readonly topologyKey: Text;
  readonly whenUnsatisfiable: Text;
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

/** `core.v1.Volume` of the Kubernetes API. */
export type Volume = {
  readonly awsElasticBlockStore?: AWSElasticBlockStoreVolumeSource;
  readonly azureDisk?: AzureDiskVolumeSource;
  readonly azureFile?: AzureFileVolumeSource;
  readonly cephfs?: CephFSVolumeSource;
  readonly cinder?: CinderVolumeSource;
  readonly configMap?: ConfigMapVolumeSource;
  readonly csi?: CSIVolumeSource;
  readonly downwardAPI?: DownwardAPIVolumeSource;
  readonly emptyDir?: EmptyDirVolumeSource;
  readonly ephemeral?: EphemeralVolumeSource;
  readonly fc?: FCVolumeSource;
  readonly flexVolume?: FlexVolumeSource;
  readonly flocker?: FlockerVolumeSource;
  readonly gcePersistentDisk?: GCEPersistentDiskVolumeSource;
  readonly gitRepo?: GitRepoVolumeSource;
  readonly glusterfs?: GlusterfsVolumeSource;
  readonly hostPath?: HostPathVolumeSource;
  readonly image?: ImageVolumeSource;
  readonly iscsi?: ISCSIVolumeSource;
  readonly name: Text;
  readonly nfs?: NFSVolumeSource;
  readonly persistentVolumeClaim?: PersistentVolumeClaimVolumeSource;
  readonly photonPersistentDisk?: PhotonPersistentDiskVolumeSource;
  readonly portworxVolume?: PortworxVolumeSource;
  readonly projected?: ProjectedVolumeSource;
  readonly quobyte?: QuobyteVolumeSource;
  readonly rbd?: RBDVolumeSource;
  readonly scaleIO?: ScaleIOVolumeSource;
  readonly secret?: SecretVolumeSource;
  readonly storageos?: StorageOSVolumeSource;
  readonly vsphereVolume?: VsphereVirtualDiskVolumeSource;
};

/** `core.v1.VolumeDevice` of the Kubernetes API. */
export type VolumeDevice = {
  readonly devicePath: Text;
  readonly name: Text;
};

/** `core.v1.VolumeHealthCondition` of the Kubernetes API. */
export type VolumeHealthCondition = {
  readonly message?: Text;
  readonly reason: Text;
  readonly status: Text;
};

/** `core.v1.VolumeHealthStatus` of the Kubernetes API. */
export type VolumeHealthStatus = {
  readonly healthConditions?: readonly VolumeHealthCondition[];
  readonly lastTransitionTime?: string;
};

/** `core.v1.VolumeMount` of the Kubernetes API. */
export type VolumeMount = {
  readonly bindMountOptions?: readonly Text[];
  readonly mountPath: Text;
  readonly mountPropagation?: Text;
  readonly name: Text;
  readonly readOnly?: boolean;
  readonly recursiveReadOnly?: Text;
  readonly subPath?: Text;
  readonly subPathExpr?: Text;
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

/** `core.v1.VsphereVirtualDiskVolumeSource` of the Kubernetes API. */
export type VsphereVirtualDiskVolumeSource = {
  readonly fsType?: Text;
  readonly storagePolicyID?: Text;
  readonly storagePolicyName?: Text;
  readonly volumePath: Text;
};

/** `core.v1.WeightedPodAffinityTerm` of the Kubernetes API. */
export type WeightedPodAffinityTerm = {
  readonly podAffinityTerm: PodAffinityTerm;
  readonly weight: number;
};

/** `core.v1.WindowsSecurityContextOptions` of the Kubernetes API. */
export type WindowsSecurityContextOptions = {
  readonly gmsaCredentialSpec?: Text;
  readonly gmsaCredentialSpecName?: Text;
  readonly hostProcess?: boolean;
  readonly runAsUserName?: Text;
};

/** `scheduling.v1alpha3.WorkloadPodGroupDisruptionMode` of the Kubernetes API. */
export type WorkloadPodGroupDisruptionMode = {
  readonly all?: { readonly [key: string]: unknown };
  readonly single?: { readonly [key: string]: unknown };
};

/** `scheduling.v1alpha3.WorkloadPodGroupGangSchedulingPolicy` of the Kubernetes API. */
export type WorkloadPodGroupGangSchedulingPolicy = {
  readonly minCount?: number;
};

/** `scheduling.v1alpha3.WorkloadPodGroupResourceClaim` of the Kubernetes API. */
export type WorkloadPodGroupResourceClaim = {
  readonly name: Text;
  readonly resourceClaimName?: Text;
  readonly resourceClaimTemplateName?: Text;
};

/** `scheduling.v1alpha3.WorkloadPodGroupSchedulingConstraints` of the Kubernetes API. */
export type WorkloadPodGroupSchedulingConstraints = {
  readonly topology?: readonly TopologyConstraint[];
};

/** `scheduling.v1alpha3.WorkloadPodGroupSchedulingPolicy` of the Kubernetes API. */
export type WorkloadPodGroupSchedulingPolicy = {
  readonly basic?: { readonly [key: string]: unknown };
  readonly gang?: WorkloadPodGroupGangSchedulingPolicy;
};

/** `core.v1.WorkloadReference` of the Kubernetes API. */
export type WorkloadReference = {
  readonly name: Text;
  readonly podGroup: Text;
  readonly podGroupReplicaKey?: Text;
};
