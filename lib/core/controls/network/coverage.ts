import type { Entry, ManifestSet } from '../../engine/manifest-set';
import { isAbsent, isPlain } from '../../manifest/plain';
import { fieldAt } from '../field';
import { type Direction, governs, isEmptySelector, policiesByNamespace, selectedPods } from './policies';

/** Which pods of a set the network policies select. */
export interface Coverage {
  /** The pods for which some policy governs the direction. */
  readonly Ingress: ReadonlySet<Entry>;
  readonly Egress: ReadonlySet<Entry>;
  /** Whether a pod that is not covered may be so after all: labels or selectors in its namespace cannot be read. */
  isUnsure(pod: Entry): boolean;
}

/** Computes it in time linear in pods and in what the selectors match. */
export function coverageOf(set: ManifestSet): Coverage {
  const covered = { Ingress: new Set<Entry>(), Egress: new Set<Entry>() };
  const unreadable = new Set<string>();
  for (const [namespace, policies] of policiesByNamespace(set)) {
    const done: Record<Direction, boolean> = { Ingress: false, Egress: false };
    for (const { manifest, ref } of widestFirst(policies)) {
      const selector = selectedPods(manifest);
      const directions = openDirections(manifest, done);
      if (selector === undefined || !isReadable(manifest)) unreadable.add(namespace);
      if (selector === undefined || directions.length === 0) continue;
      for (const pod of set.podsMatching(ref.namespace, selector)) {
        for (const direction of directions) covered[direction].add(pod);
      }
      if (isEmptySelector(selector)) for (const direction of directions) done[direction] = true;
    }
  }
  return {
    ...covered,
    isUnsure: (pod) => unreadable.has(pod.ref.namespace ?? '') || !hasReadableLabels(pod),
  };
}

/** Policies for all pods before the others, which then need not be looked at. */
function widestFirst(policies: readonly Entry[]): Entry[] {
  const isWide = ({ manifest }: Entry): boolean => {
    const selector = selectedPods(manifest);
    return selector !== undefined && isEmptySelector(selector);
  };
  return [...policies.filter(isWide), ...policies.filter((policy) => !isWide(policy))];
}

function openDirections(policy: Entry['manifest'], done: Readonly<Record<Direction, boolean>>): Direction[] {
  const directions: Direction[] = [];
  if (!done.Ingress && governs(policy, 'Ingress')) directions.push('Ingress');
  if (!done.Egress && governs(policy, 'Egress')) directions.push('Egress');
  return directions;
}

function isReadable(policy: Entry['manifest']): boolean {
  const types = fieldAt(policy, 'spec', 'policyTypes');
  return isAbsent(types) || (Array.isArray(types) && types.every((type) => typeof type === 'string'));
}

/** Whether the labels of a pod can be compared. */
export function hasReadableLabels(pod: Entry): boolean {
  const labels = fieldAt(pod.pod?.metadata, 'labels');
  if (isAbsent(labels)) return true;
  return isPlain(labels) && Object.values(labels).every((value) => typeof value === 'string');
}
