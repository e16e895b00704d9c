import { ofCoreKind } from '../core/controls/entries';
import { printedName } from '../core/manifest/identity';
import type { Entry, ManifestSet } from '../core/manifest/manifest-set';
import { objectAt, type PlainObject, stringAt } from '../core/manifest/plain';
import { annotationOf, DISPOSABLE_ANNOTATION, INSTANCE_LABEL } from '../core/well-known';
import type { ModelDraft } from '../model/cluster-model';
import { containersOf, type Pod } from '../model/pod';
import type { Claim } from '../model/workload';
import { furtherLabels, isOurs } from './ours';
import { given, textMap, typed } from './typed';

/** What a claim, or a template of claims, asks for; undefined where that cannot be read. */
export function readClaim(manifest: PlainObject): Omit<Claim, 'name'> | undefined {
  const spec = typed(manifest.spec, 'core.v1.PersistentVolumeClaimSpec');
  const disposable = annotationOf(manifest, DISPOSABLE_ANNOTATION);
  if (spec === undefined) return undefined;
  return { spec, ...given('disposable', typeof disposable === 'string' ? disposable : undefined) };
}

/** The claims that a workload of ours brings: it mounts them, and they carry its label. */
export function ownClaims(
  set: ManifestSet,
  { ref }: Entry,
  pod: Pod,
): { readonly claims?: readonly Claim[] } {
  const names = containersOf(pod).flatMap(({ claims }) =>
    claims.flatMap(({ source }) =>
      source !== undefined && 'persistentVolumeClaim' in source
        ? [source.persistentVolumeClaim.claimName]
        : [],
    ),
  );
  const claims = [...new Set(names)].flatMap((name): Claim[] => {
    if (typeof name !== 'string' || name === ref.name) return [];
    const found = set.find('PersistentVolumeClaim', ref.namespace, name)?.manifest;
    const labels = textMap(objectAt(found, 'metadata')?.labels);
    const claim = found === undefined ? undefined : readClaim(found);
    return claim !== undefined && isOurs(labels) && labels[INSTANCE_LABEL] === ref.name
      ? [{ name, ...claim }]
      : [];
  });
  return claims.length === 0 ? {} : { claims };
}

/** Adds the claims and snapshots that belong to no workload. */
export function readStorage(set: ManifestSet, model: ModelDraft): void {
  const owned = new Set(
    model.workloads.flatMap(({ workload }) =>
      (workload.claims ?? []).map(({ name }) => `${workload.namespace ?? ''}/${name}`),
    ),
  );
  for (const { ref, manifest } of ofCoreKind(set, 'PersistentVolumeClaim')) {
    const claim = readClaim(manifest);
    if (claim === undefined || owned.has(`${ref.namespace ?? ''}/${ref.name}`)) continue;
    const labels = furtherLabels(textMap(objectAt(manifest, 'metadata')?.labels));
    model.claims.push({ name: printedName(ref), namespace: ref.namespace, labels, ...claim });
  }
  for (const { ref, manifest } of set.ofKind('VolumeSnapshot')) {
    const spec = objectAt(manifest, 'spec');
    const claim = stringAt(objectAt(spec, 'source'), 'persistentVolumeClaimName');
    if (ref.group !== 'snapshot.storage.k8s.io' || claim === undefined) continue;
    const labels = furtherLabels(textMap(objectAt(manifest, 'metadata')?.labels));
    const snapshotClass = given('snapshotClass', stringAt(spec, 'volumeSnapshotClassName'));
    model.snapshots.push({
      name: printedName(ref),
      namespace: ref.namespace,
      labels,
      claim,
      ...snapshotClass,
    });
  }
}
