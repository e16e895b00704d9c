import { canonical } from './canonical';
import { byIdentity, type DataLoss, dataLosses } from './data-loss';
import { type ObjectRef, refOf } from './identity';
import { type ImmutableChange, immutableChanges, sameValue } from './immutable';
import type { PlainObject } from './plain';

/** An object with changes that the API server refuses: it would have to be deleted and made again. */
export interface Replacement {
  readonly object: ObjectRef;
  readonly changes: readonly ImmutableChange[];
}

/** What differs between two renderings of an app. */
export interface Comparison {
  readonly added: readonly ObjectRef[];
  readonly removed: readonly ObjectRef[];
  readonly changed: readonly ObjectRef[];
  readonly unchanged: number;
  readonly replaced: readonly Replacement[];
  /** What would be lost with it. */
  readonly losses: readonly DataLoss[];
}

/**
 * Compares two sets of objects by identity (group, kind, namespace, name). The form does not count: order of keys,
 * spelling of quantities. Of two objects with one identity the last one counts.
 */
export function compareManifests(before: readonly PlainObject[], after: readonly PlainObject[]): Comparison {
  const old = byIdentity(before);
  const current = byIdentity(after);
  const added: ObjectRef[] = [];
  const changed: ObjectRef[] = [];
  const replaced: Replacement[] = [];
  for (const [key, manifest] of current) {
    const previous = old.get(key);
    const object = refOf(manifest);
    if (previous === undefined) added.push(object);
    else if (!sameValue(canonical(previous), canonical(manifest))) {
      changed.push(object);
      const changes = immutableChanges(previous, manifest);
      if (changes.length > 0) replaced.push({ object, changes });
    }
  }
  const removed = [...old].filter(([key]) => !current.has(key)).map(([, manifest]) => refOf(manifest));
  const unchanged = current.size - added.length - changed.length;
  return { added, removed, changed, unchanged, replaced, losses: dataLosses(old, current) };
}
