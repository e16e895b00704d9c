import type { WorkloadProps } from '../props';
import type { ScaledProps } from '../scale/props';

/** What the kinds have in common that keep revisions of their pods. */
export interface RevisionProps {
  /** Seconds that a new pod must be ready before the next is replaced. @default 5 @example 7 */
  readonly minReadySeconds?: number;
  /** Old revisions kept for a rollback. @default 3 @example 5 */
  readonly revisionHistoryLimit?: number;
}

/** What the kinds have in common whose pods are counted, run for good and are replaced one after the other. */
export interface RevisedProps extends RevisionProps {
  /** How many pods there are. @default 2; one replica has no disruption budget and stops during a drain @example 3 */
  readonly replicas?: number;
  /** Whether an autoscaler of yours owns the replicas; then none are written. One of ours is `scale`. @default false */
  readonly autoscaled?: boolean;
  /** How far a drain of nodes may go at a time, where there are two or more replicas. @default one pod, and pods that are not ready in any case @beside { replicas: 3 } */
  readonly disruptionBudget?: {
    /** Pods that may be away at a time: fewer than there are; a percentage is rounded up. @default 1 @example 2 @example '50%' */
    readonly maxUnavailable?: number | string;
    /** `'IfHealthyBudget'` keeps pods that are not ready until enough others are: for members of a quorum. @default 'AlwaysAllow' */
    readonly unhealthyPodEvictionPolicy?: 'AlwaysAllow' | 'IfHealthyBudget';
  };
}

/** What a developer says about a Deployment; everything else is a default that the docs explain. */
export interface DeploymentProps<Text = string> extends WorkloadProps<Text>, RevisedProps, ScaledProps<Text> {
  /**
   * `'Recreate'` stops the old pods first: an outage, where two versions must never run together. @default one pod more, none less
   * @needs 'Recreate', or { maxSurge, maxUnavailable }
   */
  readonly strategy?:
    | 'Recreate'
    | {
        /** @example 2 @example '25%' */
        readonly maxSurge?: number | string;
        /** @example 0 @example '10%' */
        readonly maxUnavailable?: number | string;
      };
  /** Whether changes are kept back until it is false. @default false */
  readonly paused?: boolean;
  /** Seconds until a rollout that does not move counts as failed. @default the API's: 600 @example 700 */
  readonly progressDeadlineSeconds?: number;
}

/** What a developer says about a StatefulSet; everything else is a default that the docs explain. */
export interface StatefulSetProps<Text = string>
  extends WorkloadProps<Text>,
    RevisedProps,
    ScaledProps<Text> {
  /** UID and GID of the processes, 10001..65535: what they wrote to their claims belongs to it, so that it is never derived from a name. @example 20001 */
  readonly user: number;
  /** Name of the headless Service that gives each pod its name. Immutable. @default the name with `-pods` @example 'db-nodes' */
  readonly serviceName?: string;
  /** `'Parallel'` starts and stops pods without waiting for one another. Immutable. @default one after the other */
  readonly podManagement?: 'Parallel';
  /**
   * `'OnDelete'` replaces a pod when somebody deletes it; a partition keeps the pods below it at the old revision. @default one pod after the other, from the last to the first
   * @needs 'OnDelete', or { partition }
   */
  readonly update?:
    | 'OnDelete'
    | {
        /** @example 1 */
        readonly partition?: number;
      };
  /** What becomes of the claims when the StatefulSet is deleted, or has fewer pods. @default both are kept */
  readonly retention?: { readonly whenDeleted?: 'Delete'; readonly whenScaled?: 'Delete' };
}

/** A rule for pods that failed: what becomes of the Job, and which failures the rule is about. */
export interface PodFailureRule {
  /** `FailJob` ends the Job, `FailIndex` the index; `Ignore` does not count the failure, `Count` does. The first rule that fits holds. */
  readonly action: 'FailJob' | 'FailIndex' | 'Ignore' | 'Count';
  /** By the exit code of a container. @default no code: the rule is about conditions */
  readonly onExitCodes?: {
    /** The container that is asked. @default any @example 'web' */
    readonly containerName?: string;
    readonly operator: 'In' | 'NotIn';
    /** In ascending order, without 0 for `In`. @example [42] */
    readonly values: readonly number[];
  };
  /** By a condition of the pod, such as `DisruptionTarget`, which a drain and a preemption set. @default no condition: the rule is about codes */
  readonly onPodConditions?: readonly {
    /** @example 'DisruptionTarget' */
    readonly type: string;
    /** @default 'True' */
    readonly status?: 'True' | 'False' | 'Unknown';
  }[];
}

/** What the kinds have in common whose pods end. */
export interface EndingProps {
  /** Whether a container that failed starts again in its pod (`OnFailure`), or another pod takes over (`Never`), which keeps the logs of each try. @default 'Never' */
  readonly restartPolicy?: 'Never' | 'OnFailure';
  /** Failed pods until the Job has failed; each is tried after a longer pause, from 10 seconds to 6 minutes. @default 3; none where `backoffLimitPerIndex` is said @example 5 */
  readonly backoffLimit?: number;
  /** Seconds until a Job that does not end is stopped and has failed; `'never'` lets it run for as long as it takes. @default 86400; a day @example 600 */
  readonly activeDeadlineSeconds?: number | 'never';
  /** How many pods have to succeed. Immutable, but for an Indexed Job. @default the API's: 1; with `parallelism`, pods take from a queue until one of them succeeds @example 5 */
  readonly completions?: number;
  /** How many pods run at a time. @default the API's: 1 @example 2 */
  readonly parallelism?: number;
  /** `'Indexed'` gives each pod a number, in `JOB_COMPLETION_INDEX`. Needs `completions`. Immutable. @default the API's: NonIndexed @beside { completions: 5 } */
  readonly completionMode?: 'NonIndexed' | 'Indexed';
  /** Failed pods of one index until that index has failed, and the others go on. Indexed only, with `restartPolicy: 'Never'`. Immutable. @default none @example 1 @beside { completionMode: 'Indexed', completions: 5 } */
  readonly backoffLimitPerIndex?: number;
  /** Failed indexes until the Job has failed at once. Needs `backoffLimitPerIndex`. @default none @example 2 @beside { completionMode: 'Indexed', completions: 5, backoffLimitPerIndex: 1 } */
  readonly maxFailedIndexes?: number;
  /** When an Indexed Job has succeeded before all indexes have. Immutable. @default when all have @beside { completionMode: 'Indexed', completions: 5 } */
  readonly successPolicy?: {
    /** The first rule that holds ends the Job. */
    readonly rules: readonly {
      /** How many indexes have to succeed. @default all of `succeededIndexes` @example 2 */
      readonly succeededCount?: number;
      /** Which indexes count. @default all @example '0,2-4' */
      readonly succeededIndexes?: string;
    }[];
  };
  /** What becomes of the Job when a pod fails. Needs `restartPolicy: 'Never'`. Immutable. @default pods that a drain or a preemption stops do not count @example { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } }, { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }] } */
  readonly podFailurePolicy?: { readonly rules: readonly PodFailureRule[] };
  /** `'Failed'` waits until a pod has stopped before another takes over; `'TerminatingOrFailed'` does not, and leaves the default of `podFailurePolicy` out. @default 'Failed', with `podFailurePolicy` */
  readonly podReplacementPolicy?: 'Failed' | 'TerminatingOrFailed';
}
