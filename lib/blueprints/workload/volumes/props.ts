/** How nodes may mount a claim that a workload asks for. */
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

/** How a claim shows in the container. */
export interface MountProps {
  /** Whether the container only reads it. @default false */
  readonly readOnly?: boolean;
  /** A folder of the volume, instead of all of it: relative, without `..`. @default the whole volume @example 'uploads' */
  readonly subPath?: string;
}

/** A volume of the workload in a further container. */
export interface VolumeMountProps extends MountProps {
  /** The folder that the volume has in `volumes` of the workload. @example '/data' */
  readonly volume: string;
}

/** Storage that the workload keeps when its pods are replaced; each pod of a StatefulSet has its own. */
export interface ClaimProps<Text = string> extends MountProps {
  /** How much it holds. It can grow where the class lets it, and never shrinks. @example '10Gi' */
  readonly size: Text;
  /** Name of the StorageClass. Immutable. @default the cluster's default class */
  readonly class?: Text;
  /** How nodes may mount it; `ReadWriteOncePod` keeps a second pod out, and needs a CSI driver. Immutable. @default 'ReadWriteOnce' */
  readonly mode?: ClaimMode;
  /** Name of a VolumeSnapshot of the namespace that it starts with. Immutable. @default empty */
  readonly fromSnapshot?: Text;
  /** Why nobody needs what it holds: then nothing protects it from being deleted. @default it is protected @example 'a cache that fills again' */
  readonly disposable?: string;
}

/** A claim that somebody else made. */
export interface ExistingClaimProps<Text = string> extends MountProps {
  /** The name of the claim, in the namespace of the workload. */
  readonly existingClaim: Text;
  /** How nodes may mount it. @default 'ReadWriteOnce': one pod at a time */
  readonly mode?: ClaimMode | 'ReadOnlyMany';
}

/** A claim that several workloads mount. */
export interface SharedClaimMount extends MountProps {
  /** The `SharedClaim`. */
  readonly sharedClaim: Claimed;
}

/** Storage of a class that lives as long as its pod: for what is too large for the disk of a node. */
export interface EphemeralProps<Text = string> {
  /** What each pod asks for. */
  readonly ephemeral: {
    /** How much it holds. @example '100Gi' */
    readonly size: Text;
    /** Name of the StorageClass. @default the cluster's default class */
    readonly class?: Text;
    /** How nodes may mount it. @default 'ReadWriteOnce' */
    readonly mode?: ClaimMode;
  };
}

/**
 * Files in one folder from several places, which the container only reads.
 * @needs { projected: [ … ] }
 * @example { projected: [{ secret: 'tls', items: { 'tls.crt': 'server.crt' } }] }
 */
export interface ProjectedProps<Text = string> {
  /** Where the files come from. */
  readonly projected: readonly ProjectedSource<Text>[];
}

/**
 * One place that files of a folder come from.
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
 * What is in a folder of the main container.
 * @needs claim({ size }), existingClaim('name'), sharedClaim(media), ephemeral({ size }) or projected([ … ])
 * @example claim({ size: '10Gi' })
 */
export type VolumeProp<Text = string> =
  | ClaimProps<Text>
  | ExistingClaimProps<Text>
  | SharedClaimMount
  | EphemeralProps<Text>
  | ProjectedProps<Text>;
