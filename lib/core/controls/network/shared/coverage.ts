import { MORE_LABELS } from '../../../kinds/view';
import { homeOf } from '../../../manifest/identity';
import type { Entry, ManifestSet } from '../../../manifest/manifest-set';
import { either, isEvery, NO_PODS, type Ordinals } from '../../../manifest/ordinals';
import { isAbsent, isPlain } from '../../../manifest/plain';
import type { Pod } from '../../../manifest/pod';
import type { MatchedPod } from '../../../manifest/pod-index';
import type { LabelSelector } from '../../../manifest/selector';
import { fieldAt } from '../../field';
import {
  DIRECTIONS,
  type Direction,
  governs,
  isEmptySelector,
  policiesByNamespace,
  selectedPods,
} from './policies';

/** Which pods of a set the network policies select. */
export interface Coverage {
  /** The pods for which some policy governs the direction. */
  readonly Ingress: ReadonlySet<Pod>;
  readonly Egress: ReadonlySet<Pod>;
  /** Whether pods of an object that are not covered may be so after all: labels or selectors in its namespace cannot be read. */
  isUnsure(entry: Entry): boolean;
}

/** What was computed of a set; sets do not change, and several controls ask. */
const known = new WeakMap<ManifestSet, Coverage>();

/** Which pods the policies of a set select; linear in pods and in what the selectors match. */
export function coverageOf(set: ManifestSet): Coverage {
  const coverage = known.get(set) ?? compute(set);
  known.set(set, coverage);
  return coverage;
}

function compute(set: ManifestSet): Coverage {
  const covered = { Ingress: new Covered(), Egress: new Covered() };
  const unreadable = new Set<string>();
  for (const [namespace, policies] of policiesByNamespace(set)) {
    if (!policies.every(({ manifest }) => isReadable(manifest))) unreadable.add(namespace);
    for (const direction of DIRECTIONS) {
      for (const selector of selectorsFor(policies, direction)) {
        covered[direction].take(set.matchesOf(policies[0]?.ref.namespace, selector));
      }
    }
  }
  const possible = (pod: Pod): boolean =>
    DIRECTIONS.some((direction) => covered[direction].possible.has(pod));
  return {
    Ingress: covered.Ingress.whole,
    Egress: covered.Egress.whole,
    isUnsure: (entry) =>
      unreadable.has(homeOf(entry.ref)) || !hasReadableLabels(entry) || entry.pods.some(possible),
  };
}

/** What policies select in one direction. Several of them together may select all pods of a workload, one by one. */
class Covered {
  readonly whole = new Set<Pod>();
  /** Those of which some pods may be selected, by a value that is made up in the cluster. */
  readonly possible = new Set<Pod>();
  private readonly parts = new Map<Pod, Ordinals>();
  private readonly taken = new Set<readonly MatchedPod[]>();

  take(found: readonly MatchedPod[]): void {
    if (this.taken.has(found)) return;
    this.taken.add(found);
    for (const matched of found) {
      if (this.whole.has(matched.pod)) continue;
      if (matched.match.certainty === 'possible') this.possible.add(matched.pod);
      else this.add(matched);
    }
  }

  private add({ pod, match: { ordinals, range } }: MatchedPod): void {
    const sum = either(this.parts.get(pod) ?? NO_PODS, ordinals);
    if (isEvery(range, sum)) this.whole.add(pod);
    else this.parts.set(pod, sum);
  }
}

/** What the policies of a namespace that govern a direction select; one that selects all stands for them all. */
function selectorsFor(policies: readonly Entry[], direction: Direction): LabelSelector[] {
  const selectors: LabelSelector[] = [];
  for (const { manifest } of policies) {
    const selector = governs(manifest, direction) ? selectedPods(manifest) : undefined;
    if (selector === undefined) continue;
    if (isEmptySelector(selector)) return [selector];
    selectors.push(selector);
  }
  return selectors;
}

/** Whether it can be read what a policy selects, and in which directions. */
function isReadable(policy: Entry['manifest']): boolean {
  if (selectedPods(policy) === undefined) return false;
  const types = fieldAt(policy, 'spec', 'policyTypes');
  return isAbsent(types) || (Array.isArray(types) && types.every((type) => typeof type === 'string'));
}

/** Whether the labels of an object's pods can be compared. */
export function hasReadableLabels(entry: Entry): boolean {
  return entry.pods.every((pod) => {
    if (pod.unseen?.includes(MORE_LABELS) === true) return false;
    const labels = fieldAt(pod.metadata, 'labels');
    if (isAbsent(labels)) return true;
    return isPlain(labels) && Object.values(labels).every((value) => typeof value === 'string');
  });
}
