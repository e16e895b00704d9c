import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { objectAt } from '../../manifest/plain';
import { selectorOf } from '../../manifest/selector';
import type { Take } from './problem';

/** Kinds whose controller owns every pod that its selector matches. */
const OWNERS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController']);

/** Two workloads of a namespace of which one would take the other's pods for its own. */
export function selectorCollisions(entry: Entry, set: ManifestSet, take: Take): void {
  if (!OWNERS.has(entry.ref.kind) || entry.pod === undefined) return;
  const spec = objectAt(entry.manifest, 'spec');
  const selector =
    entry.ref.kind === 'ReplicationController'
      ? selectorOf({ matchLabels: spec?.selector })
      : selectorOf(spec?.selector);
  if (selector === undefined) return;
  for (const other of set.podsMatching(entry.ref.namespace, selector)) {
    if (other === entry) continue;
    take({
      rule: 'selector-collision',
      path: 'spec.selector',
      found: `a selector that also matches the pods of ${other.ref.kind} ${other.ref.name}`,
      needs: 'a selector that matches its own pods only',
      fix: 'give one of the two another name, or a selector of its own',
      text: true,
    });
  }
}
