import { identityKey, type ObjectRef, refOf } from './identity';
import { objectAt, type PlainObject, textOf } from './plain';
import { type Pod, podOf } from './pod';
import { builtinKinds, isNamesake, type KindRegistry } from './registry';
import { type LabelSelector, matches } from './selector';

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
}

/** Where an object comes from. */
export interface Origin {
  /** Path of the construct. */
  readonly construct?: string;
  readonly file?: string;
  readonly line?: number;
}

const NOWHERE: Origin = Object.freeze({});
const NOBODY: readonly Entry[] = Object.freeze([]);
const NO_PODS: readonly Pod[] = Object.freeze([]);

/** All objects of an app, indexed once: what the checks across objects ask. */
export class ManifestSet {
  readonly entries: readonly Entry[];
  private readonly kinds = new Map<string, Entry[]>();
  private readonly identities = new Map<string, Entry>();
  private readonly podsByNamespace = new Map<string, Entry[]>();
  private readonly podsByLabel = new Map<string, Entry[]>();

  constructor(
    manifests: readonly {
      readonly manifest: PlainObject;
      readonly origin?: Origin;
      readonly ours?: boolean;
    }[],
    readonly registry: KindRegistry = builtinKinds,
  ) {
    this.entries = manifests.map(({ manifest, origin, ours }) =>
      this.add(manifest, origin ?? NOWHERE, ours ?? false),
    );
  }

  /** The objects of a kind, in order; kinds of others with the name of one of Kubernetes' own are left out. */
  ofKind(kind: string): readonly Entry[] {
    return this.kinds.get(kind) ?? [];
  }

  /** The object of a kind, namespace and name; kinds of others as in {@link ofKind}. */
  find(kind: string, namespace: string | undefined, name: string): Entry | undefined {
    return this.identities.get(`${kind}|${namespace ?? ''}|${name}`);
  }

  /** The objects that carry pods in a namespace. */
  podsIn(namespace: string | undefined): readonly Entry[] {
    return this.podsByNamespace.get(namespace ?? '') ?? [];
  }

  /** The objects of a namespace whose pods a selector matches; an empty selector matches all. Costs as much as the rarest of its labels has pods. */
  podsMatching(namespace: string | undefined, selector: LabelSelector): readonly Entry[] {
    let candidates = this.podsIn(namespace);
    for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
      const labelled = this.podsByLabel.get(`${namespace ?? ''}|${key}=${value}`) ?? NOBODY;
      if (labelled.length < candidates.length) candidates = labelled;
    }
    return candidates.filter((entry) => matchingPods(entry, selector).length > 0);
  }

  private add(manifest: PlainObject, origin: Origin, ours: boolean): Entry {
    const ref = refOf(manifest, this.registry);
    const info = this.registry.kindOf(ref.apiVersion, ref.kind);
    const pod = info?.podSpec === undefined ? undefined : podOf(manifest, info.podSpec);
    const entry: Entry = { manifest, ref, pod, pods: pod === undefined ? NO_PODS : [pod], origin, ours };
    if (isNamesake(ref.group, ref.kind)) return entry;
    push(this.kinds, ref.kind, entry);
    const key = `${ref.kind}|${ref.namespace ?? ''}|${ref.name}`;
    if (!this.identities.has(key)) this.identities.set(key, entry);
    if (pod !== undefined) this.addPod(entry);
    return entry;
  }

  private addPod(entry: Entry): void {
    const namespace = entry.ref.namespace ?? '';
    push(this.podsByNamespace, namespace, entry);
    const pairs = entry.pods.flatMap((pod) =>
      Object.entries(labelsOf(pod)).map(([key, value]) => `${namespace}|${key}=${textOf(value)}`),
    );
    for (const pair of entry.pods.length === 1 ? pairs : new Set(pairs)) push(this.podsByLabel, pair, entry);
  }
}

/** The pods of an object that a selector matches. */
export function matchingPods(entry: Entry, selector: LabelSelector): readonly Pod[] {
  return entry.pods.filter((pod) => matches(selector, labelsOf(pod)));
}

/** The labels of a pod. */
function labelsOf(pod: Pod): PlainObject {
  return objectAt(pod.metadata, 'labels') ?? {};
}

/** Whether two objects are the same to the API server. */
export function sameIdentity(a: ObjectRef, b: ObjectRef): boolean {
  return identityKey(a) === identityKey(b);
}

function push(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [entry]);
  else list.push(entry);
}
