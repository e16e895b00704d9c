import type { Protocol } from '../../core/network/route';
import type { Waiver } from '../../core/policy/waiver';
import type { CONTAINER_FIELDS, POD_FIELDS, POD_SECURITY_FIELDS } from '../../model/pass-through';
import type { ConfigData } from '../configuration/props';
import type { OptOutProp } from '../opt-out';
import type { TrafficPeer } from '../traffic';
import type { ExposedProps } from './expose/props';
import type { ScrapedProps } from './scrape/props';
import type { VolumeMountProps, VolumeProp } from './volumes/props';

/** A port: the same number on the Service and in the container, or one each. @example 9000 */
export type PortProp =
  | number
  | {
      /** Port of the container; 1024 or higher. @example 8080 */
      readonly container: number;
      /** Port of the Service. @default the port of the container @example 80 */
      readonly service?: number;
      /** At most 15 characters. @default 'http', 'grpc' or 'tcp' by the probe; 'port-<n>' for further ones @example 'http' */
      readonly name?: string;
      /** The protocol of the port. @default 'TCP' */
      readonly protocol?: Protocol;
    };

/** When a probe asks, and how long it waits. Seconds. */
export interface ProbeTiming {
  /** Time between two questions. @default 10 */
  readonly period?: number;
  /** How long an answer may take. @default 2 */
  readonly timeout?: number;
  /** Failures in a row until it counts. @default 3 */
  readonly failures?: number;
  /** Time before the first question. @default 0 */
  readonly delay?: number;
  /** Answers in a row until it counts as ready; readiness only. @default 1 */
  readonly successes?: number;
  /** Seconds between SIGTERM and SIGKILL where this probe restarts it; liveness only. @default that of the pod */
  readonly terminationGracePeriod?: number;
}

/**
 * How a container is asked whether it is well. A host cannot be given: the kubelet asks the pod itself.
 * @needs 'tcp', 'grpc', or an object such as { http: '/healthz' }
 * @example { http: '/healthz' }
 */
export type ProbeProp<Text = string> =
  | 'tcp'
  | 'grpc'
  | ({
      /** Path that answers 200..399. @example '/readyz' */
      readonly http: string;
      /** Name of a declared port. @default the first port @example 'http' */
      readonly port?: string;
      /** @example { Accept: 'text/plain' } */
      readonly headers?: Readonly<Record<string, Text>>;
      readonly scheme?: 'HTTP' | 'HTTPS';
    } & ProbeTiming)
  | ({
      /** Service name of the gRPC health protocol; true for the empty one. @example 'model.Ready' */
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
 * The value of an environment variable, or where it comes from: `config(…).key('…')` and `existingSecret(…).key('…')` are such
 * places, too.
 * @needs a string, or one of secret, configMap, config, field, resource
 * @example 'value'
 */
export type EnvValue<Text = string> = Text | EnvSource<Text>;

/** Where the value of an environment variable comes from, where it is not written down. */
export type EnvSource<Text = unknown> =
  | {
      /** @example 'credentials' */
      readonly secret: Text;
      /** @example 'password' */
      readonly key: Text;
      readonly optional?: boolean;
      /** Changes whenever the Secret does, and then rolls the workload. @default none, and nothing rolls @example '2' */
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

/** All keys of a ConfigMap or a Secret as environment variables. @example { secret: 'web' } */
export type EnvFrom<Text = string> =
  | {
      /** @example 'credentials' */
      readonly secret: Text;
      /** @example 'APP_' */
      readonly prefix?: string;
      readonly optional?: boolean;
      /** The keys that it is known to have. @default nobody knows @example ['password'] */
      readonly keys?: readonly string[];
      /** Changes whenever the Secret does, and then rolls the workload. @default none, and nothing rolls @example '2' */
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

/** What a container asks for; requests and limits are equal. */
export interface ResourceProps<Text = string> {
  /** CPU. @default '250m' @example '100m' */
  readonly cpu?: Text;
  /** Memory. @default '256Mi' @example '128Mi' */
  readonly memory?: Text;
  /** What it may write to the disk of the node. @default the sizes of the scratch paths, the log budget of the cluster and 64Mi @example '1Gi' */
  readonly ephemeralStorage?: Text;
  /** A limit above the request (a burst), or `'optOut'` where the namespace opts out of CPU limits. @default equal to `cpu` @example '200m' */
  readonly cpuLimit?: Text | 'optOut' | 'refused';
  /** A memory limit above the request. @default equal to `memory` @example '512Mi' */
  readonly memoryLimit?: Text;
  /** Resources of devices and huge pages, such as `nvidia.com/gpu: '1'`. @default none @example { 'nvidia.com/gpu': '1' } */
  readonly extended?: Readonly<Record<string, Text>>;
  /** Names of `pod.resourceClaims` that the container uses. @default none */
  readonly claims?: readonly string[];
}

/**
 * Files that a container sees: literal contents (a ConfigMap of its own), what `config(…)` and `existingSecret(…)` make, or an
 * object that exists. Key: the folder. @example { configMap: 'settings' }
 */
export type FilesProp<Text = string> =
  | {
      /** File name to content; a change rolls the workload. @example { 'web.conf': 'a=b' } */
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
      /** The keys that are files. @default all @example ['password'] */
      readonly keys?: readonly string[];
      /** Changes whenever the Secret does, and then rolls the workload. @default none, and nothing rolls @example '2' */
      readonly version?: Text;
    };

/** What runs when a container starts or stops. */
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
 * What every container of a workload can be told. `Text` is the type of the leaves: of everything that decides neither
 * which objects there are nor what they are called.
 */
export interface ContainerProps<Text = string> {
  /**
   * Reference with a tag; the digest comes from the image lock, or is in the reference.
   * @needs a reference with a tag
   * @example 'registry.example.com/shop/web:v1.4.2'
   */
  readonly image: Text;
  /** The program, instead of the entrypoint of the image. @default that of the image @example ['/bin/server'] */
  readonly command?: readonly Text[];
  /** Arguments of the program. @default those of the image @example ['--verbose'] */
  readonly args?: readonly Text[];
  /** The folder that the program starts in. @default that of the image @example '/srv' */
  readonly workingDir?: Text;
  /** Variables. @default none @example { MODE: 'live' } */
  readonly env?: Readonly<Record<string, EnvValue<Text>>>;
  /** Objects of which every key becomes a variable. @default none */
  readonly envFrom?: readonly EnvFrom<Text>[];
  /** What it asks for. @default the values of ResourceProps */
  readonly resources?: ResourceProps<Text>;
  /** Writable folders: paths (64Mi each), or paths with their sizes. @default ['/tmp'] of 64Mi, also where others are given @example ['/tmp'] @example { '/cache': '100Mi' } */
  readonly scratch?: readonly string[] | Readonly<Record<string, string>>;
  /** Folders with files. @default none @example { '/etc/web': { configMap: 'settings' } } */
  readonly files?: Readonly<Record<string, FilesProp<Text>>>;
  /** What runs at start and stop; `'optOut'` leaves the default out. @default before the stop a sleep of 5 seconds, where the grace period is 10 or more @beside { port: { container: 8080, name: 'http' } } */
  readonly lifecycle?: {
    readonly postStart?: LifecycleAction<Text>;
    readonly preStop?: LifecycleAction<Text> | 'optOut' | 'none';
    /** Such as `SIGQUIT`. @default that of the image @example 'SIGQUIT' */
    readonly stopSignal?: string;
  };
  /** Further fields of the container that no control judges, in the API's own spelling, untouched. @default none @example { terminationMessagePath: '/dev/termination-log' } */
  readonly fields?: ContainerFields;
}

/** Fields of a container that no control judges and that pass through untouched. */
export type ContainerFields = { readonly [Field in (typeof CONTAINER_FIELDS)[number]]?: unknown };

/** A container beside or before the main one. */
export interface ExtraContainerProps<Text = string> extends ContainerProps<Text> {
  /** Its name, once in the pod. @example 'proxy' */
  readonly name: string;
  /** Variables with addresses; each opens its route for the pod. @default none */
  readonly uses?: Readonly<Record<string, Reference>>;
  /**
   * Volumes of the workload that it mounts too: its own folder, and the folder that the volume has in `volumes`; so one that
   * restores fills it before the main container starts, and a sidecar that backs up reads it. @default none
   * @example { '/restore': '/data' }
   * @example { '/data': { volume: '/data', readOnly: true } }
   */
  readonly volumeMounts?: Readonly<Record<string, string | VolumeMountProps>>;
}

/** A container that runs beside the main one for as long as the pod. */
export interface SidecarProps<Text = string> extends ExtraContainerProps<Text> {
  /** Startup and readiness. @default none @beside { port: { container: 8080, name: 'http' } } */
  readonly probe?: ProbeProp<Text>;
  /** Liveness, where it differs from `probe`. @default none @example { http: '/livez' } @beside { port: { container: 8080, name: 'http' } } */
  readonly liveness?: ProbeProp<Text>;
  /** The port that it serves, in the Service of the workload too. @default none */
  readonly port?: PortProp;
}

/** Fields of the pod that no control judges and that pass through untouched, in the API's own spelling. */
export type PodFields = { readonly [Field in (typeof POD_FIELDS)[number]]?: unknown };

/** Fields of the pod's security context that no control judges and that pass through untouched. */
export type PodSecurityFields = { readonly [Field in (typeof POD_SECURITY_FIELDS)[number]]?: unknown };

/** What a developer says about a workload of any kind; everything else is a default that the docs explain. */
export interface WorkloadProps<Text = string>
  extends ContainerProps<Text>,
    ExposedProps<Text>,
    ScrapedProps<Text> {
  /** The name of every object of the workload, where it is not the id. Part of the identity: a change replaces. @default the id @example 'web-live' */
  readonly name?: string;
  /** Labels that select the pods, to keep the identity of an app that runs. Immutable. @default `app.kubernetes.io/instance: <name>` @example { app: 'web' } */
  readonly selector?: Readonly<Record<string, string>>;
  /** The port that it serves; makes a Service. @default none, and no Service */
  readonly port?: PortProp;
  /** Several ports, instead of `port`. @default none */
  readonly ports?: readonly PortProp[];
  /** Startup and readiness. @default none, and a finding @beside { port: { container: 8080, name: 'http' } } */
  readonly probe?: ProbeProp<Text>;
  /** Liveness, where it differs from `probe` by path, port or gRPC service. @default none, which is written down as an opt-out @example { http: '/livez', terminationGracePeriod: 10 } @beside { port: { container: 8080, name: 'http' } } */
  readonly liveness?: ProbeProp<Text>;
  /** How long a start may take, in seconds. @default 150 @example 60 */
  readonly startupBudget?: number;
  /** Environment variables with the addresses of other workloads; each also opens exactly that route. @default none */
  readonly uses?: Readonly<Record<string, Reference>>;
  /**
   * Volumes of the main container: the folder, and what is there; further containers name them in `volumeMounts`. Claims need
   * a `user`, which never changes. @default none
   * @example { '/data': { size: '10Gi', mode: 'ReadWriteMany' } }
   * @example { '/media': { existingClaim: 'media', mode: 'ReadWriteMany' } }
   * @example { '/work': { ephemeral: { size: '100Gi' } } }
   * @example { '/etc/tls': { projected: [{ secret: 'tls' }] } }
   * @beside { user: 20001 }
   */
  readonly volumes?: Readonly<Record<string, VolumeProp<Text>>>;
  /** Containers that run before the main one, each to its end. @default none @without lifecycle port @beside { volumes: { '/data': { size: '10Gi', mode: 'ReadWriteMany' } }, user: 20001 } */
  readonly initContainers?: readonly ExtraContainerProps<Text>[];
  /** Containers that run beside the main one. @default none @beside { volumes: { '/data': { size: '10Gi', mode: 'ReadWriteMany' } }, user: 20001 } */
  readonly sidecars?: readonly SidecarProps<Text>[];
  /** UID and GID of the processes, 10001..65535. @default a hash of namespace and name @example 20001 */
  readonly user?: number;
  /** Further labels of all objects and of the pods. @default none @example { 'example.com/tier': 'front' } */
  readonly labels?: Readonly<Record<string, string>>;
  /** Further annotations of the workload object. @default none @example { 'example.com/note': 'a' } */
  readonly annotations?: Readonly<Record<string, Text>>;
  /** Further annotations of the pods; a change rolls the workload. @default none @example { 'example.com/note': 'a' } */
  readonly podAnnotations?: Readonly<Record<string, Text>>;
  /** The role in the app, such as `frontend`. @default the name @example 'frontend' */
  readonly component?: string;
  /** Labels that a node must have. @default none @example { 'topology.kubernetes.io/zone': 'a' } */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Processor architecture of the nodes. @default any */
  readonly architecture?: 'amd64' | 'arm64' | 'ppc64le' | 's390x';
  /** Names of Secrets to pull the images with, beside those of the app and the namespace. @default none @example ['registry'] */
  readonly imagePullSecrets?: readonly Text[];
  /** Seconds between SIGTERM and SIGKILL. @default 30 @example 60 */
  readonly terminationGracePeriod?: number;
  /** Name of another PriorityClass, or `'optOut'` for none. @default the cluster's @optOut priority-class-set @example 'shop-critical' */
  readonly priorityClass?: string | OptOutProp;
  /** `'optOut'` leaves SELinux options out. @default the cluster's type @optOut set-selinux-options */
  readonly seLinux?: OptOutProp;
  /** `'optOut'` leaves AppArmor out. @default where the cluster has it */
  readonly appArmor?: OptOutProp;
  /** `'optOut'` runs in the host's user namespace (volumes on NFS need it). @default where the cluster can @optOut user-namespaces */
  readonly userNamespaces?: OptOutProp;
  /** `'optOut'` leaves DNS options alone. @default `ndots: 2` @optOut dns-config-ndots */
  readonly ndots?: OptOutProp;
  /** `'optOut'` leaves anti-affinity and spread out. @default both, preferred; none on a DaemonSet @optOut pod-anti-affinity topology-spread */
  readonly spread?: OptOutProp;
  /** Further fields of the pod that no control judges, untouched. @default none @example { hostname: 'web' } */
  readonly pod?: PodFields;
  /** Further fields of the pod's security context that no control judges, untouched. @default none @example { supplementalGroups: [20000] } */
  readonly podSecurity?: PodSecurityFields;
  /** Suppressions of this workload. @default none */
  readonly waivers?: readonly Waiver[];
}
