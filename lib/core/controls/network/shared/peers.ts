import { homeOf } from '../../../manifest/identity';
import type { Entry, ManifestSet } from '../../../manifest/manifest-set';
import { isAbsent, objectAt, type PlainObject } from '../../../manifest/plain';
import type { Pod } from '../../../manifest/pod';
import { matchOf } from '../../../manifest/pod-index';
import { requirementsOf } from '../../../manifest/pod-match';
import { type LabelSelector, matches, meets, selectorOf } from '../../../manifest/selector';
import { NAMESPACE_NAME_LABEL } from '../../../well-known';
import { namespacesOf } from '../../entries';
import { fieldAt } from '../../field';
import { isEmptySelector } from './policies';

const ALL: LabelSelector = Object.freeze({});

/** A pod, and the namespace that it is in. */
export interface PodPlace {
  readonly pod: Pod;
  readonly namespace: string | undefined;
}

/** Says which pods the peers of network policies mean; makes what it needs of a set once. */
export class Peers {
  private readonly labels = new Map<string, PlainObject>();
  private readonly selected = new Map<string, readonly (string | undefined)[]>();

  constructor(private readonly set: ManifestSet) {
    for (const { ref, manifest } of namespacesOf(set)) {
      const written = objectAt(objectAt(manifest, 'metadata'), 'labels') ?? {};
      this.labels.set(ref.name, { ...written, [NAMESPACE_NAME_LABEL]: ref.name });
    }
  }

  /** Whether the Namespace object is in the set, so that all its pods are known. */
  owns(namespace: string | undefined): boolean {
    return this.labels.has(homeOf({ namespace }));
  }

  /**
   * Whether a peer may mean a pod. Labels of namespaces that are not in the set are not known, and neither are the
   * addresses of pods: there it may.
   * @param home the namespace of the policy
   */
  mayMean(peer: unknown, home: string | undefined, { pod, namespace }: PodPlace): boolean {
    if (!isAbsent(fieldAt(peer, 'ipBlock'))) return true;
    const namespaces = selectorIn(peer, 'namespaceSelector');
    if (namespaces === undefined) {
      if (homeOf({ namespace }) !== homeOf({ namespace: home })) return false;
    } else if (!this.namespaceMayMatch(namespaces, namespace)) return false;
    const pods = selectorIn(peer, 'podSelector') ?? ALL;
    return pods === 'unreadable' || matchOf(pod, pods).certainty !== 'none';
  }

  /** Whether a selector of namespaces may match one. */
  namespaceMayMatch(selector: LabelSelector | 'unreadable', namespace: string | undefined): boolean {
    if (selector === 'unreadable' || isEmptySelector(selector)) return true;
    const known = this.labels.get(homeOf({ namespace }));
    if (known !== undefined) return matches(selector, known);
    return namespace === undefined || maySelect(selector, { [NAMESPACE_NAME_LABEL]: namespace });
  }

  /**
   * The objects whose pods a peer names by their labels, in namespaces of the set.
   * @returns undefined where it names none by label, or others than those of the set may be meant
   */
  named(peer: unknown, home: string | undefined): readonly Entry[] | undefined {
    const pods = selectorIn(peer, 'podSelector');
    if (pods === undefined || pods === 'unreadable' || isEmptySelector(pods)) return undefined;
    const namespaces = selectorIn(peer, 'namespaceSelector');
    if (namespaces === 'unreadable') return undefined;
    const places = namespaces === undefined ? [home] : this.namespacesOf(namespaces);
    if (places.length === 0 || !places.every((place) => this.owns(place))) return undefined;
    return places.flatMap((place) => this.set.podsMatching(place, pods));
  }

  /** Whether pods of the namespaces that a peer names, or their labels, may be hidden in custom resources. */
  mayBeHidden(peer: unknown, home: string | undefined): boolean {
    const namespaces = selectorIn(peer, 'namespaceSelector');
    if (namespaces === 'unreadable') return true;
    const places = namespaces === undefined ? [home] : this.namespacesOf(namespaces);
    return places.some((place) => this.set.hidesPodsIn(place));
  }

  /** The namespaces that a selector matches; one that the set does not hold where it asks for one by its name. */
  private namespacesOf(selector: LabelSelector): readonly (string | undefined)[] {
    const key = JSON.stringify(selector);
    const known = this.selected.get(key);
    if (known !== undefined) return known;
    const name = selector.matchLabels?.[NAMESPACE_NAME_LABEL];
    const found =
      name === undefined
        ? [...this.labels].filter(([, labels]) => matches(selector, labels)).map(([namespace]) => namespace)
        : [name];
    this.selected.set(key, found);
    return found;
  }
}

const made = new WeakMap<ManifestSet, Peers>();

/** The peers of a set; several controls ask. */
export function peersOf(set: ManifestSet): Peers {
  const known = made.get(set) ?? new Peers(set);
  made.set(set, known);
  return known;
}

/** The selector under a key of a peer; undefined where there is none. */
export function selectorIn(
  peer: unknown,
  key: 'podSelector' | 'namespaceSelector',
): LabelSelector | 'unreadable' | undefined {
  const written = fieldAt(peer, key);
  return isAbsent(written) ? undefined : (selectorOf(written) ?? 'unreadable');
}

/** Whether what is known of some labels does not speak against a selector. */
export function maySelect(selector: LabelSelector | 'unreadable', known: PlainObject): boolean {
  if (selector === 'unreadable') return true;
  return requirementsOf(selector).every((item) => !Object.hasOwn(known, item.key) || meets(item, known));
}
