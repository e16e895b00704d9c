import type { Protocol } from '../../core/network/route';
import type { Waiver } from '../../core/policy/waiver';
import type { CONTAINER_FIELDS, POD_FIELDS, POD_SECURITY_FIELDS } from '../../model/pass-through';
import type { ConfigData } from '../configuration/props';
import type { OptOutProp } from '../opt-out';
import type { TrafficPeer } from '../traffic';
import type { ExposedProps } from './expose/props';
import type { ScrapedProps } from './scrape/props';
import type { VolumeMountProps, VolumeProp } from './volumes/props';

/** A port: one number for both the Service and the container, or one number for each. @example 9000 */
export type PortProp =
  | number
  | {
      /** Port of the container; 1024 or higher. @example 8080 */
      readonly container: number;
      /** Port of the Service. @default the port of the container @example 80 */
      readonly service?: number;
      /**
       * The name of the port, at most 15 characters.
       * @default 'http', 'grpc' or 'tcp' by the probe; 'port-<n>' for further ones @example 'http'
       */
      readonly name?: string;
      /** The protocol of the port. @default 'TCP' */
      readonly protocol?: Protocol;
    };

/** The timing of a probe, in seconds. */
export interface ProbeTiming {
  /** The time between two probes. @default 10 */
  readonly period?: number;
  /** How long the probe waits for an answer. @default 2 */
  readonly timeout?: number;
  /** Consecutive failures before the probe counts as failed. @default 3 */
  readonly failures?: number;
  /** The time before the first probe. @default 0 */
  readonly delay?: number;
  /** Consecutive successes before the container counts as ready; readiness only. @default 1 */
  readonly successes?: number;
  /**
   * Seconds between SIGTERM and SIGKILL when this probe restarts the container; liveness only. @default that of the pod
   */
  readonly terminationGracePeriod?: number;
}

/**
 * How the kubelet checks the health of a container. You cannot set a host: the kubelet always probes the pod itself.
 * @needs 'tcp', 'grpc', or an object such as { http: '/healthz' }
 * @example { http: '/healthz' }
 */
export type ProbeProp<Text = string> =
  | 'tcp'
  | 'grpc'
  | ({
      /** The HTTP path to request. A status from 200 to 399 counts as success. @example '/readyz' */
      readonly http: string;
      /** Name of a declared port. @default the first port @example 'http' */
      readonly port?: string;
      /** @example { Accept: 'text/plain' } */
      readonly headers?: Readonly<Record<string, Text>>;
      readonly scheme?: 'HTTP' | 'HTTPS';
    } & ProbeTiming)
  | ({
      /** The service name in the gRPC health checking protocol; `true` for the empty name. @example 'model.Ready' */
      readonly grpc: string | true;
      /** @example 'http' */
      readonly port?: string;
    } & ProbeTiming)
  | ({
      readonly tcp: true;
      /** @example 'http' */
      readonly port?: string;
    } & ProbeTiming)
  | ({
      /** @example ['/bin/alive'] */
      readonly exec: readonly Text[];
    } & ProbeTiming);

/**
 * The value of an environment variable, or its source. `config(…).key('…')` and `existingSecret(…).key('…')` are
 * sources too.
 * @needs a string, or one of secret, configMap, config, field, resource
 * @example 'value'
 */
export type EnvValue<Text = string> = Text | EnvSource<Text>;

/** The source of the value of an environment variable. */
export type EnvSource<Text = unknown> =
  | {
      /** @example 'credentials' */
      readonly secret: Text;
      /** @example 'password' */
      readonly key: Text;
      readonly optional?: boolean;
      /**
       * A text that you change whenever the Secret changes; the change restarts the pods (a rollout).
       * @default none, and a changed Secret restarts nothing @example '2'
       */
      readonly version?: Text;
    }
  | {
      /** @example 'settings' */
      readonly configMap: Text;
      /** @example 'mode' */
      readonly key: Text;
      readonly optional?: boolean;
    }
  /** A key of a configuration in code; a change rolls the workload. */
  | {
      readonly config: ConfigData<Text>;
      /** @example 'MODE' */
      readonly key: string;
    }
  | {
      /** A field of the pod, such as `status.podIP`. @example 'metadata.name' */
      readonly field: string;
    }
  | {
      /** A resource of the container. @example 'limits.memory' */
      readonly resource: string;
      /** @example '1Mi' */
      readonly divisor?: string;
    };

/** All keys of a ConfigMap or Secret as environment variables. @example { secret: 'web' } */
export type EnvFrom<Text = string> =
  | {
      /** @example 'credentials' */
      readonly secret: Text;
      /** @example 'APP_' */
      readonly prefix?: string;
      readonly optional?: boolean;
      /** The keys of the Secret, if you know them. @default unknown @example ['password'] */
      readonly keys?: readonly string[];
      /**
       * A text that you change whenever the Secret changes; the change restarts the pods (a rollout).
       * @default none, and a changed Secret restarts nothing @example '2'
       */
      readonly version?: Text;
    }
  /** A configuration in code; a change rolls the workload. */
  | {
      readonly config: ConfigData<Text>;
      /** @example 'APP_' */
      readonly prefix?: string;
    }
  | {
      /** @example 'settings' */
      readonly configMap: Text;
      /** @example 'APP_' */
      readonly prefix?: string;
      readonly optional?: boolean;
    };

/** The resources of a container. Limits equal requests unless you set them. */
export interface ResourceProps<Text = string> {
  /** CPU. @default '250m' @example '100m' */
  readonly cpu?: Text;
  /** Memory. @default '256Mi' @example '128Mi' */
  readonly memory?: Text;
  /**
   * How much it may write to the disk of the node.
   * @default the sizes of the scratch paths, the log budget of the cluster and 64Mi @example '1Gi'
   */
  readonly ephemeralStorage?: Text;
  /**
   * A limit above the request (burst), or `'optOut'` in a namespace that opts out of CPU limits.
   * @default equal to `cpu` @example '200m'
   */
  readonly cpuLimit?: Text | 'optOut' | 'refused';
  /** A memory limit above the request. @default equal to `memory` @example '512Mi' */
  readonly memoryLimit?: Text;
  /**
   * Extended resources and huge pages, such as `nvidia.com/gpu: '1'`. @default none @example { 'nvidia.com/gpu': '1' }
   */
  readonly extended?: Readonly<Record<string, Text>>;
  /** Names of `pod.resourceClaims` that the container uses. @default none */
  readonly claims?: readonly string[];
}

/**
 * Files in a directory of a container: contents that you write here (in a ConfigMap of its own), what `config(…)` or
 * `existingSecret(…)` returns, or an existing object. The key is the directory. @example { configMap: 'settings' }
 */
export type FilesProp<Text = string> =
  | {
      /** File names and their contents. A change restarts the pods (a rollout). @example { 'web.conf': 'a=b' } */
      readonly files: Readonly<Record<string, Text>>;
    }
  /** A configuration in code, which others may read, too; a change rolls the workload. */
  | { readonly config: ConfigData<Text> }
  | {
      /** @example 'settings' */
      readonly configMap: Text;
      readonly optional?: boolean;
    }
  | {
      /** @example 'credentials' */
      readonly secret: Text;
      readonly optional?: boolean;
      /** The keys to mount as files. @default all @example ['password'] */
      readonly keys?: readonly string[];
      /**
       * A text that you change whenever the Secret changes; the change restarts the pods (a rollout).
       * @default none, and a changed Secret restarts nothing @example '2'
       */
      readonly version?: Text;
    };

/** Lifecycle hooks of a container. */
export type LifecycleAction<Text = string> =
  | {
      /** @example ['/bin/drain'] */
      readonly exec: readonly Text[];
    }
  | {
      /** @example '/drain' */
      readonly http: string;
      /** @example 'http' */
      readonly port?: string;
    }
  | {
      /** Seconds. @example 3 */
      readonly sleep: number;
    };

/** An address that a variable takes: a workload of ours, one port of it, or a peer outside the tree. */
export interface Reference {
  /** Whom the route goes to. */
  readonly target: TrafficPeer;
  /** Names of the ports that the route opens. @default all */
  readonly targetPorts?: readonly string[];
  /** The address as the container uses it, such as `cartservice:7070`, seen from a namespace. */
  addressFrom(namespace: string | undefined): string;
}

/**
 * What you can set on every container of a workload. `Text` is the type of values that decide neither which objects
 * there are nor their names.
 */
export interface ContainerProps<Text = string> {
  /**
   * The image, with a tag. The digest comes from the image lock, or you write it into the reference.
   * @needs a reference with a tag
   * @example 'registry.example.com/shop/web:v1.4.2'
   */
  readonly image: Text;
  /** The command to run instead of the entrypoint of the image. @default that of the image @example ['/bin/server'] */
  readonly command?: readonly Text[];
  /** The arguments of the command. @default those of the image @example ['--verbose'] */
  readonly args?: readonly Text[];
  /** The working directory of the command. @default that of the image @example '/srv' */
  readonly workingDir?: Text;
  /** Variables. @default none @example { MODE: 'live' } */
  readonly env?: Readonly<Record<string, EnvValue<Text>>>;
  /** ConfigMaps and Secrets whose keys all become environment variables. @default none */
  readonly envFrom?: readonly EnvFrom<Text>[];
  /** The resource requests and limits. @default the values of ResourceProps */
  readonly resources?: ResourceProps<Text>;
  /**
   * Writable directories, each an `emptyDir`: paths (64Mi each), or paths with their sizes.
   * @default ['/tmp'] of 64Mi, which is also there if you list others @example ['/tmp'] @example { '/cache': '100Mi' }
   */
  readonly scratch?: readonly string[] | Readonly<Record<string, string>>;
  /** Directories with files. @default none @example { '/etc/web': { configMap: 'settings' } } */
  readonly files?: Readonly<Record<string, FilesProp<Text>>>;
  /**
   * Lifecycle hooks for start and stop; `'optOut'` leaves the default out.
   * @default a sleep of 5 seconds before the stop, if the grace period is 10 or more
   * @beside { port: { container: 8080, name: 'http' } }
   */
  readonly lifecycle?: {
    readonly postStart?: LifecycleAction<Text>;
    readonly preStop?: LifecycleAction<Text> | 'optOut' | 'none';
    /** Such as `SIGQUIT`. @default that of the image @example 'SIGQUIT' */
    readonly stopSignal?: string;
  };
  /**
   * Additional fields of the container that no control checks, with the names that the API uses. They are copied
   * unchanged. @default none @example { terminationMessagePath: '/dev/termination-log' }
   */
  readonly fields?: ContainerFields;
}

/** Fields of a container that no control checks. They are copied unchanged. */
export type ContainerFields = { readonly [Field in (typeof CONTAINER_FIELDS)[number]]?: unknown };

/** A container that runs next to the main container, or before it. */
export interface ExtraContainerProps<Text = string> extends ContainerProps<Text> {
  /** Its name, unique in the pod. @example 'proxy' */
  readonly name: string;
  /**
   * Environment variables with the addresses of other workloads; each also opens that route for the pod. @default none
   */
  readonly uses?: Readonly<Record<string, Reference>>;
  /**
   * Volumes of the workload that this container mounts too: its own mount path, and the path that the volume has in
   * `volumes`. An init container can restore data before the main container starts, and a sidecar can back it up.
   * @default none
   * @example { '/restore': '/data' }
   * @example { '/data': { volume: '/data', readOnly: true } }
   */
  readonly volumeMounts?: Readonly<Record<string, string | VolumeMountProps>>;
}

/** A container that runs next to the main container for the lifetime of the pod. */
export interface SidecarProps<Text = string> extends ExtraContainerProps<Text> {
  /** The startup and readiness probe. @default none @beside { port: { container: 8080, name: 'http' } } */
  readonly probe?: ProbeProp<Text>;
  /**
   * The liveness probe. It must differ from `probe`. @default none @example { http: '/livez' }
   * @beside { port: { container: 8080, name: 'http' } }
   */
  readonly liveness?: ProbeProp<Text>;
  /** The port that it serves. The Service of the workload has it too. @default none */
  readonly port?: PortProp;
}

/** Fields of the pod that no control checks, with the names that the API uses. They are copied unchanged. */
export type PodFields = { readonly [Field in (typeof POD_FIELDS)[number]]?: unknown };

/** Fields of the pod's security context that no control checks. They are copied unchanged. */
export type PodSecurityFields = { readonly [Field in (typeof POD_SECURITY_FIELDS)[number]]?: unknown };

/** What you can set on a workload of any kind. Everything else has a default. */
export interface WorkloadProps<Text = string>
  extends ContainerProps<Text>,
    ExposedProps<Text>,
    ScrapedProps<Text> {
  /**
   * The name of every object of the workload, if it differs from the id. Part of the identity: if you change it, the
   * objects are replaced. @default the id @example 'web-live'
   */
  readonly name?: string;
  /**
   * Labels that select the pods. Set them to keep the selector of a workload that is already running. Immutable.
   * @default `app.kubernetes.io/instance: <name>` @example { app: 'web' }
   */
  readonly selector?: Readonly<Record<string, string>>;
  /** The port that the workload serves. Creates a Service. @default none, and no Service */
  readonly port?: PortProp;
  /** Several ports, instead of `port`. @default none */
  readonly ports?: readonly PortProp[];
  /**
   * The startup and readiness probe. @default none, which is a finding
   * @beside { port: { container: 8080, name: 'http' } }
   */
  readonly probe?: ProbeProp<Text>;
  /**
   * The liveness probe. It must differ from `probe` in path, port or gRPC service.
   * @default none, which is recorded as an opt-out @example { http: '/livez', terminationGracePeriod: 10 }
   * @beside { port: { container: 8080, name: 'http' } }
   */
  readonly liveness?: ProbeProp<Text>;
  /** How many seconds the container may take to start. @default 150 @example 60 */
  readonly startupBudget?: number;
  /** Environment variables with the addresses of other workloads; each also opens exactly that route. @default none */
  readonly uses?: Readonly<Record<string, Reference>>;
  /**
   * Volumes of the main container: the mount path, and what to mount there. Other containers mount them with
   * `volumeMounts`. A claim needs a `user`, which must never change. @default none
   * @example { '/data': { size: '10Gi', mode: 'ReadWriteMany' } }
   * @example { '/media': { existingClaim: 'media', mode: 'ReadWriteMany' } }
   * @example { '/work': { ephemeral: { size: '100Gi' } } }
   * @example { '/etc/tls': { projected: [{ secret: 'tls' }] } }
   * @beside { user: 20001 }
   */
  readonly volumes?: Readonly<Record<string, VolumeProp<Text>>>;
  /**
   * Containers that run to completion before the main container, one after another. @default none
   * @without lifecycle port @beside { volumes: { '/data': { size: '10Gi', mode: 'ReadWriteMany' } }, user: 20001 }
   */
  readonly initContainers?: readonly ExtraContainerProps<Text>[];
  /**
   * Containers that run next to the main container. @default none
   * @beside { volumes: { '/data': { size: '10Gi', mode: 'ReadWriteMany' } }, user: 20001 }
   */
  readonly sidecars?: readonly SidecarProps<Text>[];
  /** The UID and GID that the processes run with, 10001..65535. @default a hash of namespace and name @example 20001 */
  readonly user?: number;
  /** Additional labels of all objects and of the pods. @default none @example { 'example.com/tier': 'front' } */
  readonly labels?: Readonly<Record<string, string>>;
  /** Additional annotations of the workload object. @default none @example { 'example.com/note': 'a' } */
  readonly annotations?: Readonly<Record<string, Text>>;
  /**
   * Additional annotations of the pods. A change restarts the pods (a rollout). @default none
   * @example { 'example.com/note': 'a' }
   */
  readonly podAnnotations?: Readonly<Record<string, Text>>;
  /** The role in the app, such as `frontend`. @default the name @example 'frontend' */
  readonly component?: string;
  /** Labels that a node must have to run the pods. @default none @example { 'topology.kubernetes.io/zone': 'a' } */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** CPU architecture of the nodes. @default any */
  readonly architecture?: 'amd64' | 'arm64' | 'ppc64le' | 's390x';
  /**
   * Names of image pull Secrets, in addition to those of the app and the namespace. @default none @example ['registry']
   */
  readonly imagePullSecrets?: readonly Text[];
  /** Seconds between SIGTERM and SIGKILL. @default 30 @example 60 */
  readonly terminationGracePeriod?: number;
  /**
   * Name of a PriorityClass, or `'optOut'` for none. @default the cluster's @optOut priority-class-set @example
   * 'shop-critical'
   */
  readonly priorityClass?: string | OptOutProp;
  /** `'optOut'` leaves SELinux options out. @default the type in the cluster profile @optOut set-selinux-options */
  readonly seLinux?: OptOutProp;
  /** `'optOut'` leaves AppArmor out. @default set if the cluster supports it */
  readonly appArmor?: OptOutProp;
  /**
   * `'optOut'` runs in the host's user namespace (volumes on NFS need it). @default set if the cluster supports them
   * @optOut user-namespaces
   */
  readonly userNamespaces?: OptOutProp;
  /** `'optOut'` leaves DNS options alone. @default `ndots: 2` @optOut dns-config-ndots */
  readonly ndots?: OptOutProp;
  /** `'optOut'` leaves anti-affinity and spread out. @default both, preferred; none on a DaemonSet @optOut pod-anti-affinity topology-spread */
  readonly spread?: OptOutProp;
  /**
   * Additional fields of the pod that no control checks. They are copied unchanged. @default none
   * @example { hostname: 'web' }
   */
  readonly pod?: PodFields;
  /**
   * Additional fields of the pod's security context that no control checks. They are copied unchanged. @default none
   * @example { supplementalGroups: [20000] }
   */
  readonly podSecurity?: PodSecurityFields;
  /** Waivers for this workload. @default none */
  readonly waivers?: readonly Waiver[];
}
