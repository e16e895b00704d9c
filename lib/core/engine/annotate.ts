import { identityKey, refOf } from '../manifest/identity';
import { sortedKeys } from '../manifest/key-order';
import { objectAt, type PlainObject, put } from '../manifest/plain';
import { isConcession } from '../policy/waiver';
import type { Judgement } from './finding';

/** The annotation that tells which controls are excused on an object; reasons and owners stand in the report. */
const WAIVED_ANNOTATION = 'bulwark/waived';

/** Writes the excuses that were used into the metadata of their objects, never into a pod template: renewing a waiver rolls nothing. */
export function annotateWaived<T extends { readonly manifest: PlainObject }>(
  objects: readonly T[],
  judgement: Judgement,
): T[] {
  const byObject = new Map<string, Set<string>>();
  for (const { object, excuse } of judgement.excused) {
    const key = identityKey(object);
    const texts = byObject.get(key) ?? new Set<string>();
    texts.add(isConcession(excuse) ? excuse.control : `${excuse.control} until ${excuse.expires}`);
    byObject.set(key, texts);
  }
  if (byObject.size === 0) return [...objects];
  return objects.map((object) => {
    const texts = byObject.get(identityKey(refOf(object.manifest)));
    return texts === undefined
      ? object
      : { ...object, manifest: annotated(object.manifest, [...texts].sort()) };
  });
}

function annotated(manifest: PlainObject, texts: readonly string[]): PlainObject {
  const metadata = objectAt(manifest, 'metadata');
  const annotations = { ...objectAt(metadata, 'annotations'), [WAIVED_ANNOTATION]: texts.join(', ') };
  return inOrder({ ...manifest, metadata: inOrder({ ...metadata, annotations: inOrder(annotations) }) });
}

/** Only what the annotation touches: the rest is in canonical form, and shared. */
function inOrder(object: PlainObject): PlainObject {
  const ordered: PlainObject = {};
  for (const key of sortedKeys(object)) put(ordered, key, object[key]);
  return ordered;
}
