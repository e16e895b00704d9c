import type { Entry } from '../../manifest/manifest-set';
import { objectAt } from '../../manifest/plain';
import { contradicted, formerName } from '../../well-known';
import type { Take } from './problem';

/** Annotations of ours that an object has under their name and under the former one, with different values. */
export function contradictingAnnotations({ manifest }: Entry, take: Take): void {
  for (const name of contradicted(manifest)) {
    const former = formerName(name);
    take({
      rule: 'contradicting-annotations',
      path: `metadata.annotations["${former}"]`,
      found: objectAt(objectAt(manifest, 'metadata'), 'annotations')?.[former],
      needs: `the value of ${name}, or no such annotation: it is the former name of that one, read until 1.0`,
      fix: `remove the annotation ${former}`,
    });
  }
}
