import type { Waiver } from '../../core/policy/waiver';
import type { POD_FIELDS, POD_SECURITY_FIELDS } from '../../model/pass-through';
import type { Dedicated } from '../node-pool/props';
import type { OptOutProp } from '../opt-out';
import type { PullSecretProp } from '../secrets/props';
import type { ContainerProps, PortProp, ProbeProp, Reference } from './container/props';
import type { ExposedProps } from './expose/props';
import type { ScrapedProps } from './scrape/props';
import type { VolumeMountProps, VolumeProp } from './volumes/props';

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
  /**
   * How many seconds the container may take to start. @default 150 @example 60
   * @beside { port: { container: 8080, name: 'http' }, probe: { http: '/readyz' } }
   */
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
   * @inside { secretStore: { aws: { region: 'eu-west-1', serviceAccount: 'secret-reader' } } }
   */
  readonly initContainers?: readonly ExtraContainerProps<Text>[];
  /**
   * Containers that run next to the main container. @default none
   * @beside { volumes: { '/data': { size: '10Gi', mode: 'ReadWriteMany' } }, user: 20001 }
   * @inside { secretStore: { aws: { region: 'eu-west-1', serviceAccount: 'secret-reader' } } }
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
  /**
   * The `NodePool` whose nodes run the pods, and run no others. @default that of the namespace, else any node
   */
  readonly dedicatedTo?: Dedicated;
  /** CPU architecture of the nodes. @default any */
  readonly architecture?: 'amd64' | 'arm64' | 'ppc64le' | 's390x';
  /**
   * Image pull Secrets, in addition to those of the app and the namespace. @default none @example ['registry']
   */
  readonly imagePullSecrets?: readonly PullSecretProp<Text>[];
  /** Seconds between SIGTERM and SIGKILL. @default 30 @example 60 */
  readonly terminationGracePeriod?: number;
  /**
   * Name of a PriorityClass, or `'optOut'` for none. @default the cluster's @optOut priority-class-set @example
   * 'shop-critical'
   */
  readonly priorityClass?: string | OptOutProp;
  /** `'optOut'` leaves SELinux options out. @default the type in the cluster profile @optOut set-selinux-options */
  readonly seLinux?: OptOutProp;
  /** `'optOut'` leaves AppArmor out. @default set if the cluster supports it @optOut apparmor-not-unconfined */
  readonly appArmor?: OptOutProp;
  /**
   * `'optOut'` runs in the host's user namespace (volumes on NFS need it). @default set if the cluster supports them
   * @optOut user-namespaces
   */
  readonly userNamespaces?: OptOutProp;
  /** `'optOut'` leaves DNS options alone. @default `ndots: 2` @optOut dns-config-ndots */
  readonly ndots?: OptOutProp;
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
