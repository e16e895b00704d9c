import { clone, type PlainObject } from '../../core/manifest/plain';
import { DISPOSABLE_ANNOTATION, KEEP_ANNOTATIONS } from '../../core/well-known';
import { objectLabels } from '../../model/labels';
import type { SharedClaim, Snapshot } from '../../model/storage';
import type { Claim, Workload } from '../../model/workload';
import { type ObjectArtifact, objectArtifact } from '../renderer';

const TYPE = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };

/** Annotations that keep what a claim holds, or tell why nobody needs it. */
function annotationsOf({ disposable }: Claim): PlainObject {
  return disposable === undefined ? { ...KEEP_ANNOTATIONS } : { [DISPOSABLE_ANNOTATION]: disposable };
}

/** A claim that each pod of a StatefulSet gets for itself. */
export function claimTemplate(claim: Claim): PlainObject {
  const { name, spec } = claim;
  return { ...TYPE, metadata: { annotations: annotationsOf(claim), name }, spec: clone(spec) };
}

/** A claim of a workload. */
export function claimObject(
  { name, namespace, extraLabels }: Pick<Workload, 'name' | 'namespace' | 'extraLabels'>,
  claim: Claim,
): PlainObject {
  const metadata = {
    annotations: annotationsOf(claim),
    labels: objectLabels(name, extraLabels),
    name: claim.name,
    namespace,
  };
  return { ...TYPE, metadata, spec: clone(claim.spec) };
}

/** A claim that several workloads mount. */
export function sharedClaimArtifact(claim: SharedClaim): ObjectArtifact {
  const { name, namespace, labels } = claim;
  const identity = { ...TYPE, name, ...(namespace === undefined ? {} : { namespace }) };
  return objectArtifact(identity, () => claimObject({ name, namespace, extraLabels: labels }, claim));
}

const SNAPSHOT = { apiVersion: 'snapshot.storage.k8s.io/v1', kind: 'VolumeSnapshot' };

/** What a claim holds at the moment when this is applied. It is data, and is kept like a claim. */
export function snapshotArtifact({
  name,
  namespace,
  labels,
  claim,
  snapshotClass,
}: Snapshot): ObjectArtifact {
  const identity = { ...SNAPSHOT, name, ...(namespace === undefined ? {} : { namespace }) };
  return objectArtifact(identity, () => ({
    ...SNAPSHOT,
    metadata: { annotations: { ...KEEP_ANNOTATIONS }, labels: objectLabels(name, labels), name, namespace },
    spec: {
      source: { persistentVolumeClaimName: claim },
      ...(snapshotClass === undefined ? {} : { volumeSnapshotClassName: snapshotClass }),
    },
  }));
}
