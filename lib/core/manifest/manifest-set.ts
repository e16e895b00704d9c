import { homeOf, identityKey, isNamed, type ObjectRef, refOf } from './identity';
import type { PlainObject } from './plain';
import { type Pod, podOf } from './pod';
import { type MatchedPod, PodIndex } from './pod-index';
import { builtinKinds, isNamesake, type KindRegistry } from './registry';
import type { LabelSelector } from './selector';
import { type Workload, Workloads } from './workloads';

/** An object of a set, with what is asked of it again and again. */
export interface Entry {
  readonly manifest: PlainObject;
  readonly ref: ObjectRef;
  /** The pods that it carries; most kinds carry one or none, some custom resources several. */
  readonly pods: readonly Pod[];
  /** The first of them; undefined where there is none. What holds of every pod is asked of {@link pods}. */
  readonly pod: Pod | undefined;
  /** Where it comes from, for messages. */
  readonly origin: Origin;
  /** Whether a blueprint of ours made it: what it refers to must be there too. */
  readonly ours: boolean;
  /** Whether its name only stands for one that somebody makes up, so that another object with the same is another one. */
  readonly autonamed: boolean;
}

/** Where an object comes from. */
export interface Origin {
  /** Path of the construct. */
  readonly construct?: string;
  readonly file?: string;
  readonly line?: number;
}

const NOWHERE: Origin = Object.freeze({});
const NO_PODS: readonly Pod[] = Object.freeze([]);

/** All objects of an app, indexed once: what the checks across objects ask. */
export class ManifestSet {
  readonly entries: readonly Entry[];
  private readonly kinds = new Map<string, Entry[]>();
  private readonly names = new Map<string, Entry>();
  private readonly identities = new Map<string, Entry>();
  private readonly pods = new PodIndex();
  private tops: readonly Entry[] | undefined;
  private readonly topsByList = new WeakMap<readonly Entry[], readonly Entry[]>();
  private readonly workloads = new Workloads((ref) => this.identities.get(identityKey(ref)));

  constructor(
    manifests: readonly {
      readonly manifest: PlainObject;
      readonly origin?: Origin;
      readonly ours?: boolean;
      readonly autonamed?: boolean;
    }[],
    readonly registry: KindRegistry = builtinKinds,
  ) {
    this.entries = manifests.map(({ manifest, origin, ours, autonamed }) =>
      this.add(manifest, origin ?? NOWHERE, ours ?? false, autonamed ?? false),
    );
  }

  /** The objects of a kind, in order; kinds of others with the name of one of Kubernetes' own are left out. */
  ofKind(kind: string): readonly Entry[] {
    return this.kinds.get(kind) ?? [];
  }

  /**
   * The object of a kind, namespace and name; kinds of others as in {@link ofKind}. No namespace is the namespace
   * `default`.
   */
  find(kind: string, namespace: string | undefined, name: string): Entry | undefined {
    return this.names.get(nameKey(kind, namespace, name));
  }

  /** The objects that carry pods in a namespace. */
  podsIn(namespace: string | undefined): readonly Entry[] {
    return this.pods.in(homeOf({ namespace }));
  }

  /**
   * The objects of a namespace that have pods which a selector matches for certain; an empty selector matches all. The
   * same list for the same question.
   */
  podsMatching(namespace: string | undefined, selector: LabelSelector): readonly Entry[] {
    return this.pods.surely(homeOf({ namespace }), selector);
  }

  /** The pods themselves, with those that a selector may match. The same list for the same question. */
  matchesOf(namespace: string | undefined, selector: LabelSelector): readonly MatchedPod[] {
    return this.pods.matching(homeOf({ namespace }), selector);
  }

  /**
   * The workload that an object belongs to, by its owners: a Deployment, its ReplicaSets and their pods are one. For
   * what objects are to each other; what an object is by itself is judged on each of them.
   */
  workloadOf(entry: Entry): Workload {
    return this.workloads.of(entry);
  }

  /**
   * The objects that say what the pods of a workload are: of a Deployment, its ReplicaSets and their pods in one set, the
   * Deployment. Objects whose owner is not in the set are among them.
   */
  get workloadEntries(): readonly Entry[] {
    this.tops ??= this.entries.filter((entry) => entry.pod !== undefined && this.workloads.isTop(entry));
    return this.tops;
  }

  /** The object that says what the pods of an object's workload are: that one of {@link workloadEntries}. */
  topOf(entry: Entry): Entry {
    return this.workloads.isTop(entry) ? entry : (this.workloadOf(entry).entry ?? entry);
  }

  /** Those of {@link workloadEntries} that some objects belong to, each once. The same list for the same list. */
  topsOf(entries: readonly Entry[]): readonly Entry[] {
    const known = this.topsByList.get(entries);
    if (known !== undefined) return known;
    const found = [...new Set(entries.map((entry) => this.topOf(entry)))];
    this.topsByList.set(entries, found);
    return found;
  }

  private add(manifest: PlainObject, origin: Origin, ours: boolean, autonamed: boolean): Entry {
    const ref = refOf(manifest, this.registry);
    const info = this.registry.kindOf(ref.apiVersion, ref.kind);
    const pod = info?.podSpec === undefined ? undefined : podOf(manifest, info.podSpec);
    const entry: Entry = {
      manifest,
      ref,
      pod,
      pods: pod === undefined ? NO_PODS : [pod],
      origin,
      ours,
      autonamed,
    };
    if (isNamed(ref)) learn(this.identities, identityKey(ref), entry);
    if (pod !== undefined) this.pods.add(entry);
    if (isNamesake(ref.group, ref.kind)) return entry;
    const list = this.kinds.get(ref.kind);
    if (list === undefined) this.kinds.set(ref.kind, [entry]);
    else list.push(entry);
    if (isNamed(ref)) learn(this.names, nameKey(ref.kind, ref.namespace, ref.name), entry);
    return entry;
  }
}

/** Whether two objects are the same to the API server. */
export function sameIdentity(a: ObjectRef, b: ObjectRef): boolean {
  return isNamed(a) && isNamed(b) && identityKey(a) === identityKey(b);
}

function nameKey(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}|${homeOf({ namespace })}|${name}`;
}

/** Of two with one key the first one counts. */
function learn(map: Map<string, Entry>, key: string, entry: Entry): void {
  if (!map.has(key)) map.set(key, entry);
}
