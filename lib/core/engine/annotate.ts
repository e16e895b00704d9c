import { identityKey, isNamed, type ObjectRef, refOf } from '../manifest/identity';
import { sortedKeys } from '../manifest/key-order';
import type { Origin } from '../manifest/manifest-set';
import { objectAt, type PlainObject, put } from '../manifest/plain';
import { isOptOut } from '../policy/waiver';
import { WAIVED_ANNOTATION } from '../well-known';
import type { Judgement } from './finding';

/** Writes the suppressions that were used into the metadata of their objects, never into a pod template: renewing a waiver rolls nothing. */
export function annotateWaived<T extends { readonly manifest: PlainObject; readonly origin?: Origin }>(
  objects: readonly T[],
  judgement: Judgement,
): T[] {
  const byObject = new Map<unknown, Set<string>>();
  for (const { object, origin, suppression } of judgement.suppressed) {
    const key = keyOf(object, origin);
    const strings = byObject.get(key) ?? new Set<string>();
    strings.add(
      isOptOut(suppression) ? suppression.control : `${suppression.control} until ${suppression.expires}`,
    );
    byObject.set(key, strings);
  }
  if (byObject.size === 0) return [...objects];
  return objects.map((object) => {
    const strings = byObject.get(keyOf(refOf(object.manifest), object.origin));
    return strings === undefined
      ? object
      : { ...object, manifest: annotated(object.manifest, [...strings].sort()) };
  });
}

/** Objects without a name of their own may be alike in all that identifies others: where they come from tells them apart. */
function keyOf(ref: ObjectRef, origin: Origin | undefined): unknown {
  return isNamed(ref) ? identityKey(ref) : (origin ?? identityKey(ref));
}

function annotated(manifest: PlainObject, strings: readonly string[]): PlainObject {
  const metadata = objectAt(manifest, 'metadata');
  const annotations = { ...objectAt(metadata, 'annotations'), [WAIVED_ANNOTATION]: strings.join(', ') };
  return inOrder({ ...manifest, metadata: inOrder({ ...metadata, annotations: inOrder(annotations) }) });
}

/** Only what the annotation touches: the rest is in canonical form, and shared. */
function inOrder(object: PlainObject): PlainObject {
  const ordered: PlainObject = {};
  for (const key of sortedKeys(object)) put(ordered, key, object[key]);
  return ordered;
}
