import type { Claimed, ClaimMode } from '../workload/volumes/props';

/** Settings of a PersistentVolumeClaim that several workloads mount. */
export interface SharedClaimProps<Text = string> {
  /**
   * The name of the claim, if it differs from the id. If you change the name you get a new, empty claim.
   * @default the id
   */
  readonly name?: string;
  /**
   * The requested size. You can increase it if the StorageClass allows expansion; you can never reduce it. @example
   * '10Gi'
   */
  readonly size: Text;
  /** Name of the StorageClass. Immutable. @default the cluster's default class */
  readonly class?: Text;
  /**
   * The access mode. With `ReadWriteOnce`, only pods on the same node can mount it: run each workload with one replica;
   * a pod that is scheduled to another node waits. Immutable. @default 'ReadWriteMany'
   */
  readonly mode?: ClaimMode;
  /**
   * The GID that owns its files, 10001..65535: the group of all pods that mount it.
   * @default a hash of namespace and name @example 20001
   */
  readonly group?: number;
  /** Name of a VolumeSnapshot in the same namespace to restore from. Immutable. @default empty */
  readonly fromSnapshot?: Text;
  /**
   * Why its data may be lost. With this reason, the claim is not protected from deletion. @default it is protected
   * @example 'a cache that fills again'
   */
  readonly disposable?: string;
  /** Additional labels. @default none */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Settings of a snapshot. The snapshot is taken once, when the object is first applied. */
export interface SnapshotProps<Text = string> {
  /**
   * The name of the VolumeSnapshot, if it differs from the id. If you change the name you take another snapshot.
   * @default the id
   */
  readonly name?: string;
  /**
   * The claim to take a snapshot of: a `SharedClaim`, or the name of a claim. The claim of a workload is named after
   * the workload and the folder (`web-data`), the claim of a StatefulSet's pod after the folder and the pod
   * (`data-db-0`).
   * @needs a SharedClaim, or the name of a claim
   * @example 'data-db-0'
   */
  readonly claim: Claimed | Text;
  /**
   * Name of the VolumeSnapshotClass. @default the class in `cluster.storage`; left out if the profile has no storage
   */
  readonly class?: Text;
  /** Additional labels. @default none */
  readonly labels?: Readonly<Record<string, string>>;
}
