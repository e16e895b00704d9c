import type { Suppression } from '../core/policy/waiver';
import type {
  DaemonSetUpdateStrategy,
  DeploymentStrategy,
  PersistentVolumeClaimSpec,
  PodFailurePolicy,
  StatefulSetPersistentVolumeClaimRetentionPolicy,
  StatefulSetUpdateStrategy,
  SuccessPolicy,
} from './api';
import type { Exposed, ExternalService, IngressRoute } from './exposed';
import type { Monitor } from './monitor';
import type { Pod } from './pod';
import type { Scale } from './scale';
import type { Text } from './text';

/** A Deployment: pods that replace each other. */
export interface DeploymentController {
  readonly kind: 'Deployment';
  /** How many pods run; undefined where an autoscaler decides. */
  readonly replicas: number | undefined;
  readonly strategy: DeploymentStrategy;
  /** Seconds that a new pod must be ready before the next pod is replaced. */
  readonly minReadySeconds: number;
  /** Old ReplicaSets that are kept for a rollback. */
  readonly revisionHistoryLimit: number;
  /** Seconds without progress after which a rollout counts as failed. */
  readonly progressDeadlineSeconds?: number;
  readonly paused?: boolean;
}

/** A claim that is asked for: of a workload as a whole, or of each pod of a StatefulSet for itself. */
export interface Claim {
  readonly name: string;
  readonly spec: PersistentVolumeClaimSpec;
  /** Why nobody needs what it holds. @default it is protected from being deleted */
  readonly disposable?: string;
}

/** A StatefulSet: pods with a name and storage of their own. */
export interface StatefulSetController {
  readonly kind: 'StatefulSet';
  /** How many pods run; undefined where an autoscaler decides. */
  readonly replicas: number | undefined;
  /** The headless Service that gives each pod its name. */
  readonly serviceName: string;
  readonly podManagementPolicy: 'OrderedReady' | 'Parallel';
  readonly updateStrategy: StatefulSetUpdateStrategy;
  /** Seconds that a new pod must be ready before the next pod is replaced. */
  readonly minReadySeconds: number;
  /** Old revisions that are kept for a rollback. */
  readonly revisionHistoryLimit: number;
  readonly claims: readonly Claim[];
  readonly retention: StatefulSetPersistentVolumeClaimRetentionPolicy;
}

/** A DaemonSet: one pod on each node. */
export interface DaemonSetController {
  readonly kind: 'DaemonSet';
  readonly updateStrategy: DaemonSetUpdateStrategy;
  readonly minReadySeconds: number;
  readonly revisionHistoryLimit: number;
}

/** A Job: pods that end. */
export interface JobController {
  readonly kind: 'Job';
  /** Failed pods until the Job has failed; undefined where only each index has such a limit. */
  readonly backoffLimit: number | undefined;
  /** Seconds until a Job that does not end is stopped. */
  readonly activeDeadlineSeconds?: number;
  /** Seconds that a Job which has ended is kept. */
  readonly ttlSecondsAfterFinished?: number;
  /** How many pods have to succeed. */
  readonly completions?: number;
  /** How many pods run at a time. */
  readonly parallelism?: number;
  readonly completionMode?: 'NonIndexed' | 'Indexed';
  /** Failed pods of one index until that index has failed. */
  readonly backoffLimitPerIndex?: number;
  /** Failed indexes until the Job has failed. */
  readonly maxFailedIndexes?: number;
  readonly successPolicy?: SuccessPolicy;
  readonly podFailurePolicy?: PodFailurePolicy;
  readonly podReplacementPolicy?: 'Failed' | 'TerminatingOrFailed';
  readonly suspend?: boolean;
}

/** A CronJob: Jobs by the clock. */
export interface CronJobController {
  readonly kind: 'CronJob';
  readonly schedule: Text;
  readonly timeZone?: Text;
  readonly concurrencyPolicy: 'Allow' | 'Forbid' | 'Replace';
  /** Seconds after its time in which a Job that was missed still starts. */
  readonly startingDeadlineSeconds?: number;
  /** Jobs that succeeded, and are kept. */
  readonly successfulJobsHistoryLimit?: number;
  /** Jobs that failed, and are kept. */
  readonly failedJobsHistoryLimit?: number;
  readonly suspend?: boolean;
  readonly job: JobController;
}

/** A pod that nothing replaces. */
export interface PodController {
  readonly kind: 'Pod';
}

/**
 * An object of another kind, such as a custom resource that an operator makes pods of. Only what it says of its pods is in
 * the model, and no renderer writes it.
 */
export interface OtherController {
  readonly kind: 'Other';
  readonly apiVersion: string;
  /** Its kind, such as `Rollout`. */
  readonly of: string;
  /** Where in the object the pod stands: one object may hold several. */
  readonly path: string;
}

/** What keeps the pods of a workload: which object that is, and what it alone decides. */
export type Controller =
  | DeploymentController
  | StatefulSetController
  | DaemonSetController
  | JobController
  | CronJobController
  | PodController
  | OtherController;

/** How far a drain of nodes may go at a time, and what it does with pods that are not ready. */
export interface DisruptionBudget {
  /** A number of pods, or a percentage of them, rounded up. */
  readonly maxUnavailable: number | string;
  readonly unhealthyPodEvictionPolicy: 'AlwaysAllow' | 'IfHealthyBudget';
}

/** A ConfigMap that a workload brings, for files that are in the code. */
export interface Config {
  readonly name: string;
  /** File name to content. */
  readonly data: Readonly<Record<string, Text>>;
}

/** A workload with every default in its place. */
export interface Workload {
  readonly name: string;
  /** Its namespace; undefined if it is chosen when the object is applied. */
  readonly namespace: string | undefined;
  readonly controller: Controller;
  readonly pod: Pod;
  /** How the number of pods follows the load. @default a fixed number, or an autoscaler that is not in the model */
  readonly scale?: Scale;
  /** Whether a VerticalPodAutoscaler says what the pods should ask for. @default false */
  readonly recommend?: boolean;
  /** Its disruption budget, where it has one. @default one pod, and pods that are not ready in any case */
  readonly budget?: DisruptionBudget;
  /** What tells Prometheus where its metrics are. @default nothing, or its annotations */
  readonly monitors?: readonly Monitor[];
  /** How clients outside of the cluster reach it through Gateways. @default not at all */
  readonly exposed?: readonly Exposed[];
  /** How clients outside of the cluster reach it through Ingresses. @default not at all */
  readonly ingresses?: readonly IngressRoute[];
  /** How clients outside of the cluster reach it past the gateway, through Services of their own. @default not at all */
  readonly services?: readonly ExternalService[];
  /** The labels that select its pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** The labels of the pods and of the workload object. */
  readonly labels: Readonly<Record<string, string>>;
  /** The labels of the props, for the objects around it. */
  readonly extraLabels: Readonly<Record<string, string>>;
  /** Annotations of the workload object. */
  readonly annotations: Readonly<Record<string, Text>>;
  readonly configs: readonly Config[];
  /** Claims of the workload as a whole. @default none */
  readonly claims?: readonly Claim[];
  /** What is suppressed on it. */
  readonly suppressions: readonly Suppression[];
}

/** The replicas of a workload; undefined where its kind has none, or an autoscaler decides. */
export function replicasOf({ controller }: Workload): number | undefined {
  return 'replicas' in controller ? controller.replicas : undefined;
}

/** The workload with its replicas left to an autoscaler. */
export function withoutReplicas(workload: Workload): Workload {
  const { controller } = workload;
  if (!('replicas' in controller)) return workload;
  return { ...workload, controller: { ...controller, replicas: undefined } };
}
