import type { Entry } from './entry';
import { type Identity, identityKey, type ObjectRef } from './identity';
import { type ControllerRef, controllerOf, isCopy } from './owners';
import { objectAt, stringAt } from './plain';
import { isBuiltinGroup } from './registry';
import { matches } from './selector';
import { workloadSelector } from './workload-selector';

/**
 * What one template makes: a Deployment with its ReplicaSets and their pods, a CronJob with its Jobs and their pods. In a
 * manifest that someone wrote it is one object; in a dump of a cluster it is the whole chain of owners.
 */
export interface Workload {
  /** The object at the top of the chain, which may not be in the set. */
  readonly ref: Pick<ObjectRef, 'kind' | 'namespace' | 'name' | 'generateName'>;
  /** It, where it is in the set. */
  readonly entry: Entry | undefined;
}

/** Finds an object by what identifies it. */
export type Find = (ref: Identity) => Entry | undefined;

/** Which objects of a set belong to one workload. Each object is asked once, so that long chains cost no more. */
export class Workloads {
  private readonly known = new Map<Entry, Workload>();
  private readonly absent = new Map<string, Workload>();

  constructor(private readonly find: Find) {}

  /** The workload that an object belongs to; an object that nothing controls is one by itself. */
  of(entry: Entry): Workload {
    const path: Entry[] = [];
    const seen = new Set<Entry>();
    let current = entry;
    let top: Workload | undefined;
    while (top === undefined) {
      top = this.known.get(current);
      if (top !== undefined) break;
      if (seen.has(current)) return this.cut(path, entry);
      seen.add(current);
      path.push(current);
      const owner = controllerOf(current.manifest, current.ref);
      const above = owner === undefined ? undefined : this.ownerOf(current, owner);
      if (above !== undefined) current = above;
      else top = this.topOf(current, owner);
    }
    return this.learn(path, top);
  }

  /**
   * Whether an object says itself what its pods are, and nothing above it in the set does: the template of a Deployment
   * counts, not what is left of it in its ReplicaSets.
   */
  isTop(entry: Entry): boolean {
    const top = this.of(entry).entry;
    return top === undefined || top === entry || top.pod === undefined;
  }

  /** Remembers the workload of objects, from the top of their chain down. */
  private learn(path: readonly Entry[], top: Workload): Workload {
    let workload = top;
    for (const entry of path.toReversed()) {
      const own = workload.entry !== undefined && workload.entry.pod === undefined && !isCopy(entry.ref);
      // An operator's object makes several workloads, a template makes one.
      if (own && workload.entry !== entry) workload = { ref: entry.ref, entry };
      this.known.set(entry, workload);
    }
    return workload;
  }

  /** Objects that own each other in a ring were never made by each other: each stands for itself. */
  private cut(path: readonly Entry[], asked: Entry): Workload {
    for (const entry of path) this.known.set(entry, { ref: entry.ref, entry });
    return this.known.get(asked) ?? { ref: asked.ref, entry: asked };
  }

  /** The top of a chain: an object without a controller, or a controller that is not in the set. */
  private topOf(entry: Entry, owner: ControllerRef | undefined): Workload {
    if (owner === undefined || !isCopy(entry.ref)) return { ref: entry.ref, entry };
    const { kind, name } = owner;
    const ref = { kind, name, namespace: entry.ref.namespace };
    const key = `${identityKey({ ...ref, group: owner.group })}|${owner.uid ?? ''}`;
    const known = this.absent.get(key) ?? { ref, entry: undefined };
    this.absent.set(key, known);
    return known;
  }

  private ownerOf(entry: Entry, owner: ControllerRef): Entry | undefined {
    return this.named(entry, owner) ?? this.beyond(entry, owner);
  }

  /** The owner itself: of the same namespace, or of the cluster, and with the same uid where both say theirs. */
  private named(entry: Entry, { group, kind, name, uid }: ControllerRef): Entry | undefined {
    const found =
      this.find({ group, kind, name, namespace: entry.ref.namespace }) ??
      (isBuiltinGroup(group) ? undefined : this.find({ group, kind, name }));
    if (found === undefined) return undefined;
    const own = stringAt(objectAt(found.manifest, 'metadata'), 'uid') ?? '';
    return own === '' || uid === undefined || own === uid ? found : undefined;
  }

  /**
   * The owner of an owner that is not in the set, as `kubectl get deployments,pods` leaves it out: ReplicaSets are named
   * after their Deployment and the hash of its template, Jobs after their CronJob and the minute.
   */
  private beyond(entry: Entry, owner: ControllerRef): Entry | undefined {
    const { namespace } = entry.ref;
    if (owner.kind === 'ReplicaSet') {
      const labels = objectAt(entry.pod?.metadata, 'labels') ?? {};
      const hash = stringAt(labels, 'pod-template-hash');
      const end = `-${hash}`;
      if (hash === undefined || hash === '' || !owner.name.endsWith(end)) return undefined;
      const name = owner.name.slice(0, -end.length);
      const found = this.find({ group: 'apps', kind: 'Deployment', namespace, name });
      const selector = found === undefined ? undefined : workloadSelector(found.manifest);
      return selector !== undefined && matches(selector, labels) ? found : undefined;
    }
    const name = owner.kind === 'Job' ? /^(.+)-\d{8,10}$/.exec(owner.name)?.[1] : undefined;
    return name === undefined ? undefined : this.find({ group: 'batch', kind: 'CronJob', namespace, name });
  }
}

/**
 * A key that is equal for objects of one workload, and for objects without a name that have one `generateName`: runs of
 * one program.
 */
export function workloadKey({ ref, entry }: Workload): string {
  const group = entry?.ref.group ?? '';
  return `${entry === undefined ? '?' : ''}${identityKey({ ...ref, group })}`;
}
