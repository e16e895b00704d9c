import { recordsOfDefinitions } from '../kinds/definitions';
import { customObject } from '../kinds/objects';
import type { KindProblem } from '../kinds/problems';
import { MORE_LABELS } from '../kinds/view';
import { type Entry, type Origin, PodlessEntry } from './entry';
import { homeOf, type Identity, identityKey, isNamed, type ObjectRef, refOf } from './identity';
import { IdentityIndex } from './identity-index';
import type { PlainObject } from './plain';
import { type Pod, podOf } from './pod';
import { type MatchedPod, PodIndex } from './pod-index';
import { builtinKinds, isBuiltinGroup, isNamesake, type KindRegistry } from './registry';
import type { LabelSelector } from './selector';
import { isUnseenMaker } from './unseen-maker';
import { type Workload, Workloads } from './workloads';

export type { Entry, Origin, Template } from './entry';

const NOWHERE: Origin = Object.freeze({});
const NO_PODS: readonly Pod[] = Object.freeze([]);
const BUILTIN: Pick<Entry, 'templates' | 'unjudged' | 'unseen'> = Object.freeze({
  templates: [],
  unjudged: undefined,
  unseen: [],
});

/** Of what makes objects that nobody sees; the control `no-unseen-objects` says more. */
const UNSEEN_OBJECTS: KindProblem = Object.freeze({
  path: '',
  found: 'objects that nobody sees',
  needs: 'objects that can be seen',
  fix: 'make them in the program itself',
  deferred: false,
});

/** All objects of an app, indexed once: what the checks across objects ask. */
export class ManifestSet {
  readonly entries: readonly Entry[];
  /** The kinds that are known, with those that are defined in the set. */
  readonly registry: KindRegistry;
  private readonly kinds = new Map<string, Entry[]>();
  private readonly byName = new Map<string, Map<string, Map<string, Entry>>>();
  private identities: IdentityIndex<Entry> | undefined;
  private readonly pods = new PodIndex();
  private readonly hiding = new Set<string>();
  /** Whether something makes objects that nobody sees: they may be in any namespace. */
  private hidesEverywhere = false;
  private tops: readonly Entry[] | undefined;
  private readonly topsByList = new WeakMap<readonly Entry[], readonly Entry[]>();
  private readonly workloads = new Workloads((ref) => this.get(ref));

  constructor(
    manifests: readonly {
      readonly manifest: PlainObject;
      readonly origin?: Origin;
      readonly ours?: boolean;
      readonly autonamed?: boolean;
      readonly isSecret?: (text: string) => boolean;
    }[],
    registry: KindRegistry = builtinKinds,
  ) {
    const definitions = recordsOfDefinitions(manifests.map(({ manifest }) => manifest));
    this.registry = registry.withRecords(definitions, 'definition');
    this.entries = manifests.map(({ manifest, origin, ours, autonamed, isSecret }) =>
      this.add(manifest, {
        origin: origin ?? NOWHERE,
        ours: ours ?? false,
        autonamed: autonamed ?? false,
        isSecret,
      }),
    );
  }

  /** The objects of a kind, in order; third-party kinds with the name of one of Kubernetes' own are left out. */
  ofKind(kind: string): readonly Entry[] {
    return this.kinds.get(kind) ?? [];
  }

  /**
   * The object of a kind, namespace and name; third-party kinds as in {@link ofKind}. No namespace is the namespace
   * `default`.
   */
  find(kind: string, namespace: string | undefined, name: string): Entry | undefined {
    return this.namesOf(kind).get(homeOf({ namespace }))?.get(name);
  }

  /** The object that a reference names, of any kind; a kind that moved to another group is one and the same. */
  get(ref: Identity): Entry | undefined {
    this.identities ??= this.indexed();
    return this.identities.get(ref);
  }

  /** The objects that carry pods in a namespace. */
  podsIn(namespace: string | undefined): readonly Entry[] {
    return this.pods.in(homeOf({ namespace }));
  }

  /**
   * Whether pods of a namespace, or their labels, may be hidden: an object of a kind that is not known, or whose operator
   * writes labels of its own. Then nobody can say that a selector matches nothing.
   */
  hidesPodsIn(namespace: string | undefined): boolean {
    return this.hidesEverywhere || this.hiding.has(homeOf({ namespace }));
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

  private add(manifest: PlainObject, given: Given): Entry {
    const entry = entryOf(manifest, refOf(manifest, this.registry), given, this.registry);
    const { ref } = entry;
    if (entry.pod !== undefined) this.pods.add(entry);
    if (hidesPods(entry)) this.hiding.add(homeOf(ref));
    if (isUnseenMaker(ref)) this.hidesEverywhere = true;
    if (isUnseenMaker(ref) || isNamesake(ref.group, ref.kind)) return entry;
    const list = this.kinds.get(ref.kind);
    if (list === undefined) this.kinds.set(ref.kind, [entry]);
    else list.push(entry);
    return entry;
  }

  /** The objects of a kind by namespace and name; made when someone asks for the kind. */
  private namesOf(kind: string): ReadonlyMap<string, ReadonlyMap<string, Entry>> {
    const known = this.byName.get(kind);
    if (known !== undefined) return known;
    const homes = new Map<string, Map<string, Entry>>();
    for (const entry of this.ofKind(kind)) {
      const { ref } = entry;
      if (!isNamed(ref)) continue;
      const home = homeOf(ref);
      const names = homes.get(home) ?? new Map<string, Entry>();
      homes.set(home, names);
      // Of two with one name the first one counts.
      if (!names.has(ref.name)) names.set(ref.name, entry);
    }
    this.byName.set(kind, homes);
    return homes;
  }

  private indexed(): IdentityIndex<Entry> {
    const index = new IdentityIndex<Entry>();
    for (const entry of this.entries) if (isNamed(entry.ref)) index.learn(entry.ref, entry);
    return index;
  }
}

/** What is said of an object beside its manifest. */
type Given = Pick<Entry, 'origin' | 'ours' | 'autonamed' | 'isSecret'>;

function entryOf(
  manifest: PlainObject,
  ref: ObjectRef,
  { origin, ours, autonamed, isSecret }: Given,
  registry: KindRegistry,
): Entry {
  const { pod, pods, templates, unjudged, unseen } = carriedBy(manifest, ref, registry);
  const carriesNothing = pods.length === 0 && unjudged === undefined && unseen.length === 0;
  if (carriesNothing && !ours && !autonamed && isSecret === undefined) {
    return new PodlessEntry(manifest, ref, origin);
  }
  // One literal: joined objects take half as much again.
  return { manifest, ref, origin, ours, autonamed, isSecret, pod, pods, templates, unjudged, unseen };
}

/** What an object carries, and what of it nobody can tell. */
function carriedBy(
  manifest: PlainObject,
  ref: ObjectRef,
  registry: KindRegistry,
): Pick<Entry, 'pod' | 'pods' | 'templates' | 'unjudged' | 'unseen'> {
  if (isUnseenMaker(ref)) return { pod: undefined, pods: NO_PODS, ...BUILTIN, unjudged: UNSEEN_OBJECTS };
  const path = isBuiltinGroup(ref.group) ? registry.podSpecPath(ref.apiVersion, ref.kind) : undefined;
  const builtin = path === undefined ? undefined : podOf(manifest, path);
  if (builtin !== undefined) return { pod: builtin, pods: [builtin], ...BUILTIN };
  if (path !== undefined) return { pod: undefined, pods: NO_PODS, ...BUILTIN };
  const { views, unjudged, unseen } = customObject(manifest, ref, registry);
  const pods = views.length === 0 ? NO_PODS : views.map(({ pod }) => pod);
  const templates = views.filter(({ whole }) => whole).map(({ spec, pod }) => ({ spec, path: pod.path }));
  return { pods, pod: pods[0], templates, unjudged, unseen };
}

/** Whether an object may carry pods that nobody sees, or that have other labels than those that can be seen. */
function hidesPods({ pods, unjudged, unseen }: Entry): boolean {
  return (
    unjudged !== undefined ||
    unseen.length > 0 ||
    pods.some((pod) => pod.unseen?.includes(MORE_LABELS) === true)
  );
}

/** Whether two objects are the same to the API server. */
export function sameIdentity(a: ObjectRef, b: ObjectRef): boolean {
  return isNamed(a) && isNamed(b) && identityKey(a) === identityKey(b);
}
