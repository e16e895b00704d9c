import type { OptOutProp } from '../../opt-out';
import type { WorkloadProps } from '../props';
import type { ScaledProps } from '../scale/props';

/** What you can set on kinds that keep a revision history. */
export interface RevisionProps {
  /** Seconds that a new pod must be ready before the next pod is replaced. @default 5 @example 7 */
  readonly minReadySeconds?: number;
  /** How many old revisions to keep for a rollback. @default 3 @example 5 */
  readonly revisionHistoryLimit?: number;
}

/** What you can set on kinds with replicas that run until they are replaced. */
export interface RevisedProps extends RevisionProps {
  /** The number of pods. @default 2; one replica has no disruption budget and stops during a drain @example 3 */
  readonly replicas?: number;
  /**
   * Whether your own autoscaler sets the replicas; then none are written. To let Bulwark write an autoscaler, use
   * `scale`. @default false
   */
  readonly autoscaled?: boolean;
  /** `'optOut'` leaves anti-affinity and spread out. @default both, preferred @optOut pod-anti-affinity topology-spread */
  readonly spread?: OptOutProp;
  /** How far a drain of nodes may go at a time, where there are two or more replicas. @default one pod, and pods that are not ready in any case @beside { replicas: 3 } */
  readonly disruptionBudget?: {
    /** Pods that may be away at a time: fewer than there are; a percentage is rounded up. @default 1 @example 2 @example '50%' */
    readonly maxUnavailable?: number | string;
    /** `'IfHealthyBudget'` keeps pods that are not ready until enough others are: for members of a quorum. @default 'AlwaysAllow' */
    readonly unhealthyPodEvictionPolicy?: 'AlwaysAllow' | 'IfHealthyBudget';
  };
}

/** What you can set on a Deployment. Everything else has a default. */
export interface DeploymentProps<Text = string> extends WorkloadProps<Text>, RevisedProps, ScaledProps<Text> {
  /**
   * How an update replaces pods. `'Recreate'` stops the old pods first, which is an outage: use it if two versions must
   * never run at the same time. @default one pod more, none fewer
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
  /** Whether the rollout is paused. Changes take effect when you set it to false. @default false */
  readonly paused?: boolean;
  /** Seconds without progress after which a rollout counts as failed. @default the API's: 600 @example 700 */
  readonly progressDeadlineSeconds?: number;
}

/** What you can set on a StatefulSet. Everything else has a default. */
export interface StatefulSetProps<Text = string>
  extends WorkloadProps<Text>,
    RevisedProps,
    ScaledProps<Text> {
  /**
   * UID and GID of the processes, 10001..65535. It owns the files on the claims, so you have to choose it: it is never
   * derived from a name. @example 20001
   */
  readonly user: number;
  /** Name of the headless Service that gives each pod its name. Immutable. @default the name with `-pods` @example 'db-nodes' */
  readonly serviceName?: string;
  /** `'Parallel'` starts and stops pods without waiting for one another. Immutable. @default one after another */
  readonly podManagement?: 'Parallel';
  /**
   * How an update replaces pods. With `'OnDelete'`, a pod is replaced only after you delete it; pods with an ordinal
   * below `partition` keep the old revision. @default one pod at a time, from the last to the first
   * @needs 'OnDelete', or { partition }
   */
  readonly update?:
    | 'OnDelete'
    | {
        /** @example 1 */
        readonly partition?: number;
      };
  /**
   * What happens to the claims when the StatefulSet is deleted or scaled down.
   * @default the claims are kept in both cases @example { whenScaled: 'Delete' }
   */
  readonly retention?: { readonly whenDeleted?: 'Delete'; readonly whenScaled?: 'Delete' };
}

/** A rule for failed pods: which failures it matches, and what happens to the Job. */
export interface PodFailureRule {
  /**
   * `FailJob` ends the Job, `FailIndex` ends the index, `Ignore` does not count the failure, `Count` counts it. The
   * first rule that matches applies.
   */
  readonly action: 'FailJob' | 'FailIndex' | 'Ignore' | 'Count';
  /** Matches the exit code of a container. @default none: the rule matches pod conditions */
  readonly onExitCodes?: {
    /** The container that is asked. @default any @example 'web' */
    readonly containerName?: string;
    readonly operator: 'In' | 'NotIn';
    /** In ascending order, without 0 for `In`. @example [42] */
    readonly values: readonly number[];
  };
  /**
   * Matches a condition of the pod, such as `DisruptionTarget`, which a drain or a preemption sets.
   * @default none: the rule matches exit codes
   */
  readonly onPodConditions?: readonly {
    /** @example 'DisruptionTarget' */
    readonly type: string;
    /** @default 'True' */
    readonly status?: 'True' | 'False' | 'Unknown';
  }[];
}

/** What you can set on kinds whose pods run to completion. */
export interface EndingProps {
  /**
   * What happens when a container fails: `OnFailure` restarts it in the same pod; `Never` starts another pod, which
   * keeps the logs of each attempt. @default 'Never'
   */
  readonly restartPolicy?: 'Never' | 'OnFailure';
  /**
   * How many pods may fail before the Job counts as failed. The delay between attempts grows from 10 seconds to 6
   * minutes. @default 3; none if `backoffLimitPerIndex` is set @example 5
   */
  readonly backoffLimit?: number;
  /**
   * Seconds after which a Job that is still running is stopped and counts as failed; `'never'` sets no deadline.
   * @default 86400; a day @example 600
   */
  readonly activeDeadlineSeconds?: number | 'never';
  /**
   * How many pods have to succeed. Immutable, except on an Indexed Job.
   * @default the API's: 1; with `parallelism`, pods take from a queue until one of them succeeds @example 5
   */
  readonly completions?: number;
  /** How many pods run at a time. @default the API's: 1 @example 2 */
  readonly parallelism?: number;
  /** `'Indexed'` gives each pod a number, in `JOB_COMPLETION_INDEX`. Needs `completions`. Immutable. @default the API's: NonIndexed @beside { completions: 5 } */
  readonly completionMode?: 'NonIndexed' | 'Indexed';
  /**
   * How many pods of one index may fail before that index counts as failed; the other indexes continue. Only for an
   * Indexed Job with `restartPolicy: 'Never'`. Immutable. @default none @example 1
   * @beside { completionMode: 'Indexed', completions: 5 }
   */
  readonly backoffLimitPerIndex?: number;
  /**
   * How many indexes may fail before the whole Job is stopped as failed. Needs `backoffLimitPerIndex`. @default none
   * @example 2 @beside { completionMode: 'Indexed', completions: 5, backoffLimitPerIndex: 1 }
   */
  readonly maxFailedIndexes?: number;
  /**
   * When an Indexed Job counts as successful although some indexes have not succeeded. Immutable.
   * @default when all indexes have succeeded @beside { completionMode: 'Indexed', completions: 5 }
   */
  readonly successPolicy?: {
    /** The first rule that holds ends the Job. */
    readonly rules: readonly {
      /** How many indexes have to succeed. @default all of `succeededIndexes` @example 2 */
      readonly succeededCount?: number;
      /** Which indexes count. @default all @example '0,2-4' */
      readonly succeededIndexes?: string;
    }[];
  };
  /**
   * What happens to the Job when a pod fails. Needs `restartPolicy: 'Never'`. Immutable.
   * @default pods that a drain or a preemption stops do not count
   * @example { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } }, { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }] }
   */
  readonly podFailurePolicy?: { readonly rules: readonly PodFailureRule[] };
  /**
   * When a replacement pod starts: `'Failed'` waits until the old pod has stopped; `'TerminatingOrFailed'` does not
   * wait, and leaves out the default of `podFailurePolicy`. @default 'Failed', with `podFailurePolicy`
   */
  readonly podReplacementPolicy?: 'Failed' | 'TerminatingOrFailed';
}
