import { homeOf } from '../manifest/identity';
import type { Entry, ManifestSet } from '../manifest/manifest-set';

/** The Namespace objects of a set. A namespace without one is someone else's: nothing is asked of it. */
export function namespacesOf(set: ManifestSet): readonly Entry[] {
  return ofCoreKind(set, 'Namespace');
}

/** The objects of a kind of the core API; third-party kinds may have the same name. */
export function ofCoreKind(set: ManifestSet, kind: string): readonly Entry[] {
  return set.ofKind(kind).filter(({ ref }) => ref.apiVersion === 'v1');
}

/** The objects of a core kind by namespace. */
export function byNamespace(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const namespace = homeOf(entry.ref);
    const group = groups.get(namespace);
    if (group === undefined) groups.set(namespace, [entry]);
    else group.push(entry);
  }
  return groups;
}
