import type { ManifestSet } from '../core/manifest/manifest-set';
import { annotationOf, WAIVED_ANNOTATION } from '../core/well-known';
import type { SuppressedControl } from '../model/suppression';

/** What objects say of themselves that is suppressed on them: it is no waiver, only the note of one. */
export function readSuppressions(set: ManifestSet): SuppressedControl[] {
  return set.entries.flatMap(({ ref, manifest }) => {
    const text = annotationOf(manifest, WAIVED_ANNOTATION);
    if (typeof text !== 'string') return [];
    const object = { kind: ref.kind, namespace: ref.namespace, name: ref.name };
    return text.split(',').flatMap((part): SuppressedControl[] => {
      const [, control, expires] = /^\s*([\w-]+)(?: until (\S+))?\s*$/.exec(part) ?? [];
      if (control === undefined) return [];
      return [
        { object, control, ...(expires === undefined ? { form: 'opt-out' } : { form: 'waiver', expires }) },
      ];
    });
  });
}
