import { refOf } from '../../manifest/identity';
import { clone, ensureObject, type PlainObject } from '../../manifest/plain';
import { type ReportedObject, reportedObject } from '../report';
import { type ExportedSuppression, exportedFor, skipsOf } from './exported-suppression';

/** The annotations by which Checkov skips checks of an object, one a check, with the reason. */
export function checkovAnnotations(suppressions: readonly ExportedSuppression[]): Record<string, string> {
  const skips = skipsOf(suppressions, 'checkov');
  return Object.fromEntries(
    skips.map(({ check, reason }, index) => [`checkov.io/skip${index + 1}`, `${check}=${reason}`]),
  );
}

/** The annotation by which kube-score ignores checks of an object; it has no place for a reason. */
export function kubeScoreAnnotations(suppressions: readonly ExportedSuppression[]): Record<string, string> {
  const checks = skipsOf(suppressions, 'kubeScore').map(({ check }) => check);
  return checks.length === 0 ? {} : { 'kube-score/ignore': checks.join(',') };
}

/**
 * Copies of objects with the annotations of Checkov and kube-score, on the object itself and never on its pods.
 * An object without suppressions stays as it is, and so do annotations that are there.
 */
export function annotate(
  objects: readonly PlainObject[],
  suppressions: readonly ExportedSuppression[],
): PlainObject[] {
  return objects.map((object) => {
    const those = exportedFor(suppressions, reference(object));
    const added = { ...checkovAnnotations(those), ...kubeScoreAnnotations(those) };
    if (Object.keys(added).length === 0) return object;
    const copy = clone(object);
    const annotations = ensureObject(ensureObject(copy, 'metadata'), 'annotations');
    Object.assign(annotations, { ...added, ...annotations });
    return copy;
  });
}

/**
 * The same as patches, one for each object that is exempt from checks of the scanner: what tells the object, and the
 * annotations alone. Kustomize and `kubectl patch` take them. Objects without a name have none.
 */
export function skipPatches(
  objects: readonly PlainObject[],
  suppressions: readonly ExportedSuppression[],
  scanner: 'checkov' | 'kubeScore',
): PlainObject[] {
  return objects.flatMap((object) => {
    const ref = reference(object);
    const those = exportedFor(suppressions, ref);
    const annotations = scanner === 'checkov' ? checkovAnnotations(those) : kubeScoreAnnotations(those);
    if (ref.name === '' || Object.keys(annotations).length === 0) return [];
    const namespace = ref.namespace === null ? {} : { namespace: ref.namespace };
    return [
      { apiVersion: ref.apiVersion, kind: ref.kind, metadata: { annotations, name: ref.name, ...namespace } },
    ];
  });
}

/** An object as the report names it. */
export function reference(object: PlainObject): ReportedObject {
  return reportedObject(refOf(object));
}
