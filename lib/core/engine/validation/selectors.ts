import { formatRef, type ObjectRef } from '../../manifest/identity';
import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { workloadSelector } from '../../manifest/workload-selector';
import type { Workload } from '../../manifest/workloads';
import type { Take } from './problem';

/** How many of the workloads are named whose pods a selector takes. */
const MOST_NAMED = 3;

/**
 * Two workloads of a namespace of which one would take the other's pods for its own. What owns each other is one
 * workload: a Deployment, its ReplicaSets and their pods match each other's selectors, and have to.
 */
export function selectorCollisions(entry: Entry, set: ManifestSet, take: Take): void {
  const selector = entry.pod === undefined ? undefined : workloadSelector(entry.manifest);
  if (selector === undefined) return;
  const own = set.workloadOf(entry);
  const others = workloadsOf(set, set.podsMatching(entry.ref.namespace, selector)).filter(
    (workload) => workload !== own,
  );
  if (others.length === 0) return;
  const names = others.slice(0, MOST_NAMED).map(({ ref }) => nameOf(ref));
  if (others.length > MOST_NAMED) names.push('others');
  take({
    rule: 'selector-collision',
    path: 'spec.selector',
    found: `a selector that also matches the pods of ${listOf(names)}`,
    needs: 'a selector that matches its own pods only',
    fix: 'give one of the two another name, or a selector of its own',
    text: true,
  });
}

/** Asked once for each selector: several objects may have the same. */
const known = new WeakMap<readonly Entry[], readonly Workload[]>();

/** The first workloads that some objects belong to: as many as are named, one more, and one that may be the asker's own. */
function workloadsOf(set: ManifestSet, entries: readonly Entry[]): readonly Workload[] {
  const answered = known.get(entries);
  if (answered !== undefined) return answered;
  const workloads = new Set<Workload>();
  for (const entry of entries) {
    workloads.add(set.workloadOf(entry));
    if (workloads.size > MOST_NAMED + 1) break;
  }
  const answer = [...workloads];
  known.set(entries, answer);
  return answer;
}

function nameOf(ref: Pick<ObjectRef, 'kind' | 'name' | 'generateName'>): string {
  return formatRef({ kind: ref.kind, name: ref.name, generateName: ref.generateName });
}

function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
