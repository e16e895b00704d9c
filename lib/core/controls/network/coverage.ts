import { type Entry, type ManifestSet, matchingPods } from '../../manifest/manifest-set';
import { isAbsent, isPlain } from '../../manifest/plain';
import type { Pod } from '../../manifest/pod';
import type { LabelSelector } from '../../manifest/selector';
import { fieldAt } from '../field';
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
  const covered = { Ingress: new Set<Pod>(), Egress: new Set<Pod>() };
  const unreadable = new Set<string>();
  for (const [namespace, policies] of policiesByNamespace(set)) {
    if (!policies.every(({ manifest }) => isReadable(manifest))) unreadable.add(namespace);
    for (const direction of DIRECTIONS) {
      for (const selector of selectorsFor(policies, direction)) {
        for (const entry of set.podsMatching(policies[0]?.ref.namespace, selector)) {
          for (const pod of matchingPods(entry, selector)) covered[direction].add(pod);
        }
      }
    }
  }
  return {
    ...covered,
    isUnsure: (entry) => unreadable.has(entry.ref.namespace ?? '') || !hasReadableLabels(entry),
  };
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
    const labels = fieldAt(pod.metadata, 'labels');
    if (isAbsent(labels)) return true;
    return isPlain(labels) && Object.values(labels).every((value) => typeof value === 'string');
  });
}
