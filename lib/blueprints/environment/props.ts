import type { ClusterProfile } from '../../core/cluster/profile';
import type { Waiver } from '../../core/policy/waiver';
import type { ImageLock } from '../image-lock';
import type { LimitProps, QuotaProps } from '../namespace/props';
import type { PullSecretProp, SecretStoreProps } from '../secrets/props';
import type { CertificateProps } from '../workload/expose/props';

/** Resources that a container has in one environment. What you leave out stays as the code says. */
export interface ResourceOverrides<Text = string> {
  /** CPU. @default as in code @example '100m' */
  readonly cpu?: Text;
  /** Memory. @default as in code @example '128Mi' */
  readonly memory?: Text;
  /** How much it may write to the disk of the node. @default as in code @example '1Gi' */
  readonly ephemeralStorage?: Text;
  /** The CPU limit, where the code has one above the request. @default as in code @example '200m' */
  readonly cpuLimit?: Text;
  /** The memory limit, where the code has one above the request. @default as in code @example '512Mi' */
  readonly memoryLimit?: Text;
}

/** What a container has in one environment. What you leave out stays as the code says. */
export interface ContainerOverrides<Text = string> {
  /** The image, with a tag. @default as in code @example 'registry.example.com/shop/web:v1.5.0' */
  readonly image?: Text;
  /** The resource requests and limits, field by field. @default as in code */
  readonly resources?: ResourceOverrides<Text>;
  /** Values of environment variables, beside those of the code or in place of them. @default as in code @example { LOG_LEVEL: 'debug' } */
  readonly env?: Readonly<Record<string, Text>>;
}

/** What a workload of any kind has in one environment. What you leave out stays as the code says. */
export interface WorkloadOverrides<Text = string> extends ContainerOverrides<Text> {
  /** Init containers and sidecars, by their names. @default as in code */
  readonly containers?: Readonly<Record<string, ContainerOverrides<Text>>>;
  /**
   * The host names of the workload, in place of those in its `expose`: a list where `expose` has one entry, else each
   * host of the code with the one that takes its place. @default as in code
   * @needs host names, or an object with a host name for each host of the code
   * @example ['staging.example.com']
   */
  readonly hosts?: readonly string[] | Readonly<Record<string, string>>;
  /** Where the TLS certificate of the hosts comes from. @default as in code */
  readonly certificate?: CertificateProps<Text>;
  /** The address ranges of the clients, in every entry of `expose`. @default as in code @example ['203.0.113.0/24'] */
  readonly sourceRanges?: readonly string[];
  /** The sizes of volumes, by their mount paths. @default as in code @example { '/data': '100Gi' } */
  readonly volumeSizes?: Readonly<Record<string, string>>;
  /** Waivers for this workload that hold in this environment only. @default none */
  readonly waivers?: readonly Waiver[];
}

/** What a workload with replicas has in one environment. What you leave out stays as the code says. */
export interface ReplicaOverrides<Text = string> extends WorkloadOverrides<Text> {
  /** The number of pods. @default as in code @example 3 */
  readonly replicas?: number;
  /** The bounds of the autoscaler that the code asks for. @default as in code @example { min: 3, max: 30 } */
  readonly scale?: {
    /** The minimum number of pods. @default as in code @example 3 */
    readonly min?: number;
    /** The maximum number of pods. @default as in code @example 30 */
    readonly max?: number;
  };
}

/** What a CronJob has in one environment. What you leave out stays as the code says. */
export interface CronJobOverrides<Text = string> extends WorkloadOverrides<Text> {
  /** When it runs, in the five fields of cron. @default as in code @example '0 3 * * *' */
  readonly schedule?: Text;
  /** The time zone of the schedule. @default as in code @example 'Europe/Berlin' */
  readonly timeZone?: Text;
  /** Whether no run starts. @default as in code */
  readonly suspend?: boolean;
}

/** What a workload has in one environment, where the type does not say its kind. */
export interface AnyWorkloadOverrides<Text = string> extends ReplicaOverrides<Text>, CronJobOverrides<Text> {}

/** What a namespace has in one environment. What you leave out stays as the code says. */
export interface NamespaceOverrides<Text = string> {
  /** The ResourceQuota, field by field. @default as in code */
  readonly quota?: QuotaProps;
  /** The LimitRange, field by field; `max` and `min` are one field each. @default as in code */
  readonly limits?: LimitProps;
  /** Further image pull Secrets of every workload in the namespace. @default none @example ['registry'] */
  readonly imagePullSecrets?: readonly PullSecretProp<Text>[];
  /** Where its Secrets come from, in place of the store of the code. @default as in code */
  readonly secretStore?: SecretStoreProps<Text>;
  /** Waivers for everything in the namespace that hold in this environment only. @default none */
  readonly waivers?: readonly Waiver[];
}

/**
 * One environment: its cluster, and what differs from the code. Nothing here can make the policy weaker: there are no
 * opt-outs, and what is judged is judged by the policy of the app.
 */
export interface EnvironmentProps<Text = string> {
  /** The cluster that the environment is, and is judged by. */
  readonly cluster: ClusterProfile;
  /**
   * Digests of images: an image lock, or the path of its file. @default that of the app
   * @needs an image lock, or the path of its file
   * @example 'images.staging.lock.json'
   */
  readonly images?: ImageLock | string;
  /**
   * Registries, and the mirror that the cluster pulls their images from, beside those of the app or in place of them. The
   * lock has the names of the originals, since a mirror serves the same digests. @default those of the app
   * @example { 'docker.io': 'mirror.example.com/docker' }
   */
  readonly registryMirrors?: Readonly<Record<string, string>>;
  /** Further image pull Secrets of every workload. @default none @example ['registry'] */
  readonly imagePullSecrets?: readonly PullSecretProp<Text>[];
  /**
   * Ranges of addresses of peers and of zones, each with the one that takes its place. @default as in code
   * @example { '192.0.2.0/24': '198.51.100.0/24' }
   */
  readonly cidrs?: Readonly<Record<string, string>>;
  /** Where the Secrets of every namespace come from whose code names no store of its own. @default that of the app */
  readonly secretStore?: SecretStoreProps<Text>;
  /** Namespaces, by their names. @default as in code */
  readonly namespaces?: Readonly<Record<string, NamespaceOverrides<Text>>>;
  /** Workloads, by their names: `web`, or `shop/web` where several namespaces have one. @default as in code */
  readonly workloads?: Readonly<Record<string, AnyWorkloadOverrides<Text>>>;
  /** Waivers that hold in this environment only. @default none */
  readonly waivers?: readonly Waiver[];
}
