/** The access mode of a claim that a workload requests. */
export type ClaimMode = 'ReadWriteOnce' | 'ReadWriteOncePod' | 'ReadWriteMany';

/** A claim that was declared once: what workloads ask of the construct. */
export interface Claimed {
  /** The name of the claim. */
  readonly claimName: string;
  /** The namespace that it is in; undefined if it is chosen when the object is applied. */
  readonly claimNamespace: string | undefined;
  /** How nodes may mount it. */
  readonly claimMode: ClaimMode;
  /** The group that its files belong to: of all pods that mount it. */
  readonly claimGroup: number;
}

/** How a claim is mounted in the container. */
export interface MountProps {
  /** Whether the mount is read-only. @default false */
  readonly readOnly?: boolean;
  /**
   * A directory of the volume to mount instead of its root: relative, without `..`. @default the whole volume @example
   * 'uploads'
   */
  readonly subPath?: string;
}

/** A volume of the workload, mounted in another container. */
export interface VolumeMountProps extends MountProps {
  /** The mount path that the volume has in `volumes` of the workload. @example '/data' */
  readonly volume: string;
}

/** Storage that outlives the pods of the workload. Each pod of a StatefulSet gets its own claim. */
export interface ClaimProps<Text = string> extends MountProps {
  /**
   * The requested size. You can increase it if the StorageClass allows expansion; you can never reduce it. @example
   * '10Gi'
   */
  readonly size: Text;
  /** Name of the StorageClass. Immutable. @default the cluster's default class */
  readonly class?: Text;
  /**
   * The access mode. `ReadWriteOncePod` allows a single pod and needs a CSI driver. Immutable. @default 'ReadWriteOnce'
   */
  readonly mode?: ClaimMode;
  /** Name of a VolumeSnapshot in the same namespace to restore from. Immutable. @default empty */
  readonly fromSnapshot?: Text;
  /**
   * Why its data may be lost. With this reason, the claim is not protected from deletion. @default it is protected
   * @example 'a cache that fills again'
   */
  readonly disposable?: string;
}

/** A claim that already exists. */
export interface ExistingClaimProps<Text = string> extends MountProps {
  /** The name of the claim, in the namespace of the workload. */
  readonly existingClaim: Text;
  /** The access mode of the claim. @default 'ReadWriteOnce': one pod at a time */
  readonly mode?: ClaimMode | 'ReadOnlyMany';
}

/** A claim that several workloads mount. */
export interface SharedClaimMount extends MountProps {
  /** The `SharedClaim`. */
  readonly sharedClaim: Claimed;
}

/** Storage of a StorageClass that is deleted with its pod: for data that is too large for the disk of a node. */
export interface EphemeralProps<Text = string> {
  /** The claim of each pod. */
  readonly ephemeral: {
    /** How much it holds. @example '100Gi' */
    readonly size: Text;
    /** Name of the StorageClass. @default the cluster's default class */
    readonly class?: Text;
    /** The access mode of the claim. @default 'ReadWriteOnce' */
    readonly mode?: ClaimMode;
  };
}

/**
 * Files from several sources in one directory, mounted read-only.
 * @needs { projected: [ … ] }
 * @example { projected: [{ secret: 'tls', items: { 'tls.crt': 'server.crt' } }] }
 */
export interface ProjectedProps<Text = string> {
  /** The sources of the files. */
  readonly projected: readonly ProjectedSource<Text>[];
}

/** How a token for another receiver is given. */
export interface TokenOptions {
  /** Seconds that it lives, 600 or more; the kubelet renews it before. @default 3600 */
  readonly expires?: number;
  /** The file in the folder. @default 'token' */
  readonly path?: string;
}

/**
 * One source of files in a projected volume.
 * @needs one of configMap, secret, fields, token
 * @example { secret: 'tls', items: { 'tls.crt': 'server.crt' } }
 */
export type ProjectedSource<Text = string> =
  /** `items`: key to file name. @default all keys */
  | {
      readonly configMap: Text;
      readonly items?: Readonly<Record<string, string>>;
      readonly optional?: boolean;
    }
  | {
      readonly secret: Text;
      readonly items?: Readonly<Record<string, string>>;
      readonly optional?: boolean;
    }
  /** File name to a field of the pod, such as `metadata.labels`. */
  | { readonly fields: Readonly<Record<string, string>> }
  /** A token of its account, for a receiver that is not the API server. */
  | {
      readonly token: {
        /** Who takes the token, such as `vault`. */
        readonly audience: Text;
        /** The file. @default 'token' */
        readonly path?: string;
        /** How long it lives, 600 or more; the kubelet renews it. @default 3600 */
        readonly expirationSeconds?: number;
      };
    };

/**
 * What to mount in a directory of the main container.
 * @needs claim({ size }), existingClaim('name'), sharedClaim(media), ephemeral({ size }) or projected([ … ])
 * @example claim({ size: '10Gi' })
 */
export type VolumeProp<Text = string> =
  | ClaimProps<Text>
  | ExistingClaimProps<Text>
  | SharedClaimMount
  | EphemeralProps<Text>
  | ProjectedProps<Text>;
