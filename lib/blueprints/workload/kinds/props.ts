import type { WorkloadProps } from '../props';

/** What the kinds have in common that keep revisions of their pods. */
export interface RevisionProps {
  /** Seconds that a new pod must be ready before the next is replaced. @default 5 */
  readonly minReadySeconds?: number;
  /** Old revisions kept for a rollback. @default 3 */
  readonly revisionHistoryLimit?: number;
}

/** What the kinds have in common whose pods are counted, run for good and are replaced one after the other. */
export interface RevisedProps extends RevisionProps {
  /** How many pods there are. @default 2; one replica has no disruption budget and stops during a drain */
  readonly replicas?: number;
  /** Whether an autoscaler owns the replicas; then none are written. @default false */
  readonly autoscaled?: boolean;
}

/** What a developer says about a Deployment; everything else is a default that the docs explain. */
export interface DeploymentProps<Text = string> extends WorkloadProps<Text>, RevisedProps {
  /**
   * `'Recreate'` stops the old pods first: an outage, where two versions must never run together. @default one pod more, none less
   * @needs 'Recreate', or { maxSurge, maxUnavailable }
   */
  readonly strategy?:
    | 'Recreate'
    | { readonly maxSurge?: number | string; readonly maxUnavailable?: number | string };
  /** Whether changes are kept back until it is false. @default false */
  readonly paused?: boolean;
  /** Seconds until a rollout that does not move counts as failed. @default the API's: 600 */
  readonly progressDeadlineSeconds?: number;
}

/** Storage that each pod has for itself, and keeps when it is replaced. */
export interface ClaimProps {
  /** How much it holds. @example '10Gi' */
  readonly size: string;
  /** Name of the StorageClass. @default the cluster's default class */
  readonly class?: string;
  /** How nodes may mount it; `ReadWriteOncePod` keeps a second pod out. @default 'ReadWriteOnce' */
  readonly mode?: 'ReadWriteOnce' | 'ReadWriteOncePod' | 'ReadWriteMany';
}

/** What a developer says about a StatefulSet; everything else is a default that the docs explain. */
export interface StatefulSetProps<Text = string> extends WorkloadProps<Text>, RevisedProps {
  /** UID and GID of the processes, 10001..65535: what they wrote to their claims belongs to it, so that it is never derived from a name. @example 20001 */
  readonly user: number;
  /** Claims of the main container: the folder, and what stands there. @default none */
  readonly volumes?: Readonly<Record<string, ClaimProps>>;
  /** Name of the headless Service that gives each pod its name. Immutable. @default the name with `-pods` */
  readonly serviceName?: string;
  /** `'Parallel'` starts and stops pods without waiting for one another. Immutable. @default one after the other */
  readonly podManagement?: 'Parallel';
  /**
   * `'OnDelete'` replaces a pod when somebody deletes it; a partition keeps the pods below it at the old revision. @default one pod after the other, from the last to the first
   * @needs 'OnDelete', or { partition }
   */
  readonly update?: 'OnDelete' | { readonly partition?: number };
  /** What becomes of the claims when the StatefulSet is deleted, or has fewer pods. @default both are kept */
  readonly retention?: { readonly whenDeleted?: 'Delete'; readonly whenScaled?: 'Delete' };
}
