import type { Protocol } from '../core/network/route';
import type {
  ConfigMapVolumeSource,
  CSIVolumeSource,
  EnvFromSource,
  EnvVar,
  EphemeralVolumeSource,
  HostPathVolumeSource,
  Lifecycle,
  PersistentVolumeClaimVolumeSource,
  Probe,
  ProjectedVolumeSource,
  ResourceRequirements,
  SecretVolumeSource,
} from './api';
import type { CONTAINER_FIELDS, POD_FIELDS, POD_SECURITY_FIELDS } from './pass-through';
import type { Text } from './text';

/** A port that a container listens on and a Service offers. */
export interface Port {
  /** The name of the port, by which Services and probes find it. */
  readonly name: string;
  /** The port of the container. */
  readonly container: number;
  /** The port of the Service. */
  readonly service: number;
  readonly protocol: Protocol;
}

/** A writable folder of one container, in an emptyDir. */
export interface Scratch {
  readonly volume: string;
  /** The folder. */
  readonly path: string;
  /** The most that it holds, such as `64Mi`. @default what the node has: only third-party manifests say nothing */
  readonly size?: string;
  /** Whether it is in memory, where what it holds counts against the memory of the pod. @default on the disk of the node */
  readonly inMemory?: boolean;
}

/** A folder with files that a container only reads. */
export interface Files {
  readonly volume: string;
  /** The folder. */
  readonly path: string;
  /** The sources of the files. */
  readonly source:
    | { readonly configMap: ConfigMapVolumeSource }
    | { readonly secret: SecretVolumeSource }
    | { readonly projected: ProjectedVolumeSource }
    /** What a driver fetches when the pod starts, and keeps in memory. */
    | { readonly csi: CSIVolumeSource }
    /** What another container of the pod has written into memory. */
    | { readonly emptyDir: { readonly medium: 'Memory'; readonly sizeLimit?: string } }
    /** A folder or a file of the node. */
    | { readonly hostPath: HostPathVolumeSource };
}

/** A claim, mounted into a container. */
export interface ClaimMount {
  readonly volume: string;
  /** The folder. */
  readonly path: string;
  readonly readOnly: boolean;
  /** A folder of the volume. @default all of it */
  readonly subPath?: string;
  /** What it is a claim for. @default a claim that each pod of a StatefulSet has for itself */
  readonly source?:
    | { readonly persistentVolumeClaim: PersistentVolumeClaimVolumeSource }
    | { readonly ephemeral: EphemeralVolumeSource };
}

/** The probes of a container. */
export interface Probes {
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly startupProbe?: Probe;
}

/** Fields of a container that are the user's alone, in the API's form; those that pass through are not looked into. */
export type ContainerFields = {
  readonly command?: readonly Text[];
  readonly args?: readonly Text[];
  readonly workingDir?: Text;
} & {
  readonly [Field in (typeof CONTAINER_FIELDS)[number]]?: unknown;
};

/** A container with every default in its place. */
export interface Container {
  readonly name: string;
  /** The reference of the image. */
  readonly image: Text;
  readonly ports: readonly Port[];
  /** Variables in the order in which they were given; those of `uses` come after them. */
  readonly env: readonly EnvVar[];
  readonly envFrom: readonly EnvFromSource[];
  readonly resources: ResourceRequirements;
  readonly scratch: readonly Scratch[];
  readonly files: readonly Files[];
  readonly claims: readonly ClaimMount[];
  readonly probes: Probes;
  readonly lifecycle: Lifecycle | undefined;
  readonly fields: ContainerFields;
}

/** Fields of a pod that are the user's or the cluster's alone; those that pass through are not looked into. */
export type PodFields = {
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly priorityClassName?: string;
  readonly hostUsers?: boolean;
} & {
  readonly [Field in (typeof POD_FIELDS)[number]]?: unknown;
};

/** Fields of a pod's security context that are the user's alone, and pass through. */
export type PodSecurityFields = { readonly [Field in (typeof POD_SECURITY_FIELDS)[number]]?: unknown };

/** Whether the containers of a pod that ended start again: always, where they failed, or never. */
export type RestartPolicy = 'Always' | 'OnFailure' | 'Never';

/** The pod of a workload with every default in its place. */
export interface Pod {
  /** The container that the workload is about. */
  readonly main: Container;
  /** Containers beside the main one that are no sidecars of Kubernetes: only third-party manifests have them. @default none */
  readonly beside?: readonly Container[];
  /** Containers that end before sidecars start. @default none */
  readonly first?: readonly Container[];
  /** Containers that end before the main one starts. */
  readonly initContainers: readonly Container[];
  /** Containers that run as long as the pod. */
  readonly sidecars: readonly Container[];
  readonly annotations: Readonly<Record<string, Text>>;
  /** UID and GID of the processes; undefined where the image decides, which only third-party manifests leave to it. */
  readonly user: number | undefined;
  /** The group that its volumes belong to. @default `user` */
  readonly group?: number;
  /** Whether containers that ended start again where they are. */
  readonly restartPolicy: RestartPolicy;
  /** Seconds between SIGTERM and SIGKILL. */
  readonly gracePeriod: number;
  /** Names of Secrets that the images are pulled with. */
  readonly imagePullSecrets: readonly Text[];
  readonly fields: PodFields;
  readonly securityFields: PodSecurityFields;
  /** The pool whose nodes alone run it. @default any node */
  readonly pool?: string;
  /** Whether its pods prefer nodes and zones of their own. */
  readonly spread: boolean;
  /** Whether the SELinux type of the cluster is written. */
  readonly seLinux: boolean;
  /** Whether `ndots` is lowered, so that full names are asked for once. */
  readonly ndots: boolean;
  /** Whether the AppArmor profile of the container runtime is asked for, where the cluster has AppArmor. */
  readonly appArmor: boolean;
}

/** All containers of a pod, the main one first. */
export function containersOf(pod: Pod): Container[] {
  return [pod.main, ...(pod.beside ?? []), ...pod.sidecars, ...(pod.first ?? []), ...pod.initContainers];
}

/** The ports that a pod serves: of the main container, of those next to it, then of the sidecars. */
export function portsOf(pod: Pod): Port[] {
  return [pod.main, ...(pod.beside ?? []), ...pod.sidecars].flatMap(({ ports }) => ports);
}
