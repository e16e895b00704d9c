import type { Text } from './text';
import type { Claim, Workload } from './workload';

/** A workload where it is. */
interface Placed {
  readonly workload: Workload;
}

/** A claim that several workloads mount, or that nothing of the model is known to mount. */
export interface SharedClaim extends Claim {
  /** Its namespace; undefined if it is chosen when the object is applied. */
  readonly namespace: string | undefined;
  /** Additional labels. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What a claim held at one moment. */
export interface Snapshot {
  readonly name: string;
  readonly namespace: string | undefined;
  /** The name of the claim. */
  readonly claim: Text;
  /** The VolumeSnapshotClass. @default the default of the cluster */
  readonly snapshotClass?: Text;
  /** Additional labels. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What is known of the storage of one namespace. */
export interface NamespaceStorage {
  /** Whether pods or workloads of it ask for volumes of a class. */
  readonly any: boolean;
  /** Whether one of them holds what someone needs. */
  readonly kept: boolean;
}

const NONE: NamespaceStorage = Object.freeze({ any: false, kept: false });

/** What the namespaces of a model that is still being filled hold; each part of it is looked at once. */
export class StorageIndex {
  private readonly found = new Map<string, NamespaceStorage>();
  private workloads = 0;
  private claims = 0;

  /** @param name the namespace */
  of(
    name: string,
    model: { readonly workloads: readonly Placed[]; readonly claims: readonly SharedClaim[] },
  ): NamespaceStorage {
    for (; this.workloads < model.workloads.length; this.workloads += 1) {
      const placed = model.workloads[this.workloads];
      if (placed !== undefined) this.add(placed.workload.namespace, storageOf(placed));
    }
    for (; this.claims < model.claims.length; this.claims += 1) {
      const claim = model.claims[this.claims];
      this.add(claim?.namespace, { any: true, kept: claim?.disposable === undefined });
    }
    return this.found.get(name) ?? NONE;
  }

  private add(namespace: string | undefined, { any, kept }: NamespaceStorage): void {
    if (namespace === undefined || !any) return;
    const before = this.found.get(namespace) ?? NONE;
    this.found.set(namespace, { any: true, kept: before.kept || kept });
  }
}

/** The claims of a workload: its own, or those of each of its pods. */
export function claimsOf({ workload }: Placed): readonly Claim[] {
  const { controller, claims = [] } = workload;
  return controller.kind === 'StatefulSet' ? [...controller.claims, ...claims] : claims;
}

function storageOf(placed: Placed): NamespaceStorage {
  const claims = claimsOf(placed);
  const mounts = placed.workload.pod.main.claims;
  const ephemeral = mounts.some(({ source }) => source !== undefined && 'ephemeral' in source);
  return {
    any: claims.length > 0 || ephemeral,
    kept: claims.some(({ disposable }) => disposable === undefined),
  };
}
