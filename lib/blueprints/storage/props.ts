import type { Claimed, ClaimMode } from '../workload/volumes/props';

/** What a caller says about a claim that several workloads mount. */
export interface SharedClaimProps<Text = string> {
  /** The name of the claim, where it is not the id. Another name is another claim: an empty one. @default the id */
  readonly name?: string;
  /** How much it holds. It can grow where the class lets it, and never shrinks. @example '10Gi' */
  readonly size: Text;
  /** Name of the StorageClass. Immutable. @default the cluster's default class */
  readonly class?: Text;
  /** How nodes may mount it. With `ReadWriteOnce`, only pods on one node can: each workload has one pod, and a pod that lands on another node waits. Immutable. @default 'ReadWriteMany' */
  readonly mode?: ClaimMode;
  /** GID that its files belong to, 10001..65535: the group of all pods that mount it. @default a hash of namespace and name @example 20001 */
  readonly group?: number;
  /** Name of a VolumeSnapshot of the namespace that it starts with. Immutable. @default empty */
  readonly fromSnapshot?: Text;
  /** Why nobody needs what it holds: then nothing protects it from being deleted. @default it is protected @example 'a cache that fills again' */
  readonly disposable?: string;
  /** Further labels. @default none */
  readonly labels?: Readonly<Record<string, string>>;
}

/** What a caller says about a snapshot: it is made once, when it is applied first. */
export interface SnapshotProps<Text = string> {
  /** The name of the VolumeSnapshot, where it is not the id. Another name is another snapshot. @default the id */
  readonly name?: string;
  /**
   * The claim: a `SharedClaim`, or its name. That of a workload is called after it and the folder (`web-data`), that of a
   * pod of a StatefulSet after the folder and the pod (`data-db-0`).
   * @needs a SharedClaim, or the name of a claim
   * @example 'data-db-0'
   */
  readonly claim: Claimed | Text;
  /** Name of the VolumeSnapshotClass. @default that of `cluster.storage`; not said where the profile knows no storage */
  readonly class?: Text;
  /** Further labels. @default none */
  readonly labels?: Readonly<Record<string, string>>;
}
