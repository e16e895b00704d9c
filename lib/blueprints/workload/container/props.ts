import type { Protocol } from '../../../core/network/route';
import type { CONTAINER_FIELDS } from '../../../model/pass-through';
import type { ConfigData } from '../../configuration/props';
import type { DeliveredSecretData } from '../../secrets/props';
import type { TrafficPeer } from '../../traffic';

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
  /** A key of a Secret that is delivered; it has to say `filesOnly: 'optOut'`. */
  | {
      readonly delivered: DeliveredSecretData<Text>;
      /** @example 'password' */
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
  /** A Secret that is delivered; it has to say `filesOnly: 'optOut'`. */
  | {
      readonly delivered: DeliveredSecretData<Text>;
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
    }
  /** A Secret that is delivered: its keys as files that the program alone reads; another reference rolls the workload. */
  | { readonly delivered: DeliveredSecretData<Text> }
  /**
   * Copies of the files of a Secret in memory, with mode 0600 and the user of the pod as owner: for a program that refuses
   * files of others. They are made when a pod starts, so that a later value of the Secret is in new pods alone.
   */
  | {
      readonly privateCopy: CopiedSecret<Text>;
      /**
       * The image whose program `install` copies; those of coreutils, BusyBox and toybox do.
       * @default that of the container @example 'registry.example.com/shop/busybox:1.37'
       */
      readonly image?: Text;
    };

/** A Secret whose files are copied. The step that copies names each of them. @example { secret: 'tls', keys: ['tls.key'] } */
export type CopiedSecret<Text = string> =
  | {
      /** @example 'credentials' */
      readonly secret: Text;
      /** The keys to copy. @example ['password'] */
      readonly keys: readonly string[];
      /**
       * A text that you change whenever the Secret changes; the change restarts the pods (a rollout).
       * @default none, and a changed Secret restarts nothing @example '2'
       */
      readonly version?: Text;
    }
  /** A Secret that is delivered. */
  | { readonly delivered: DeliveredSecretData<Text> };

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
  /**
   * Variables. @default none @example { MODE: 'live' }
   * @inside { secretStore: { aws: { region: 'eu-west-1', serviceAccount: 'secret-reader' } } }
   */
  readonly env?: Readonly<Record<string, EnvValue<Text>>>;
  /**
   * ConfigMaps and Secrets whose keys all become environment variables. @default none
   * @inside { secretStore: { aws: { region: 'eu-west-1', serviceAccount: 'secret-reader' } } }
   */
  readonly envFrom?: readonly EnvFrom<Text>[];
  /** The resource requests and limits. @default the values of ResourceProps */
  readonly resources?: ResourceProps<Text>;
  /**
   * Writable directories, each an `emptyDir`: paths (64Mi each), or paths with their sizes.
   * @default ['/tmp'] of 64Mi, which is also there if you list others @example ['/tmp'] @example { '/cache': '100Mi' }
   */
  readonly scratch?: readonly string[] | Readonly<Record<string, string>>;
  /**
   * Directories with files. @default none @example { '/etc/web': { configMap: 'settings' } }
   * @inside { secretStore: { aws: { region: 'eu-west-1', serviceAccount: 'secret-reader' } } }
   */
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
