import { compilePolicy } from '../core/engine/compiled-policy';
import { hardenDraft } from '../core/engine/harden';
import { canonical } from '../core/manifest/canonical';
import { formatRef } from '../core/manifest/identity';
import type { Entry, ManifestSet } from '../core/manifest/manifest-set';
import { objectAt, objectsAt, type PlainObject } from '../core/manifest/plain';
import type { Pod as SeenPod } from '../core/manifest/pod';
import { groupOf } from '../core/manifest/registry';
import { WAIVED_ANNOTATION } from '../core/well-known';
import type { ClusterModel, PlacedWorkload } from '../model/cluster-model';
import { externalSecrets } from '../renderers/external-secrets';
import { gatewayApi } from '../renderers/gateway-api';
import { ingress } from '../renderers/ingress';
import { kubernetes } from '../renderers/kubernetes';
import { renderPodSpec } from '../renderers/kubernetes/pod';
import { workloadObject } from '../renderers/kubernetes/workload';
import { prometheusOperator } from '../renderers/prometheus-operator';
import type { ObjectArtifact } from '../renderers/renderer';
import { sealedSecrets } from '../renderers/sealed-secrets';
import { secretsStoreCsi } from '../renderers/secrets-store-csi';
import { tenancy } from '../renderers/tenancy';
import { beyond } from './difference';
import { knownOf } from './known-fields';
import { isOurs } from './ours';
import { textMap } from './typed';
import type { UnreadList } from './unread';

const WHY = 'the model has no place for it';

/**
 * Marks everything in a set that the model does not hold: what would not be there if the model were rendered and
 * hardened. What the controls of the policy write is held by the policy.
 * @param elsewhere objects that were read in another way, or marked already
 */
export function markRest(
  set: ManifestSet,
  model: ClusterModel,
  read: ReadonlyMap<SeenPod, PlacedWorkload>,
  elsewhere: ReadonlySet<Entry>,
  unread: UnreadList,
): void {
  const policy = compilePolicy(model.policy, model.cluster);
  const hardened = (draft: PlainObject): PlainObject => {
    hardenDraft(draft, policy);
    return canonical(draft, set.registry);
  };
  const around = artifactsAround(set, model);
  for (const entry of set.entries) {
    const placed = entry.pod === undefined ? undefined : read.get(entry.pod);
    const made = around.get(entry)?.object();
    if (elsewhere.has(entry)) compareRead(entry, made, unread);
    else if (made !== undefined) compare(entry, withSecrets(hardened(made), entry), set, unread);
    else if (placed === undefined) markWhole(entry, set, unread);
    else if (placed.workload.controller.kind === 'Other') comparePods(entry, read, model, unread);
    else compare(entry, hardened(named(workloadObject(placed, model), entry)), set, unread);
  }
}

/** A ServiceAccount with the names of the Secrets that it uses, which the model holds apart from it. */
function withSecrets(made: PlainObject, { ref, manifest }: Entry): PlainObject {
  if (ref.kind !== 'ServiceAccount') return made;
  const names = (field: string): PlainObject[] => objectsAt(manifest, field).map(({ name }) => ({ name }));
  return { ...made, secrets: names('secrets'), imagePullSecrets: names('imagePullSecrets') };
}

/** What makes objects that their readers read whole. */
const AROUND = [
  kubernetes,
  prometheusOperator,
  gatewayApi,
  ingress,
  tenancy,
  externalSecrets,
  sealedSecrets,
  secretsStoreCsi,
];

/** What is rendered of a model for the objects of a set that carry no pods. */
function artifactsAround(set: ManifestSet, model: ClusterModel): Map<Entry, ObjectArtifact> {
  const around = new Map<Entry, ObjectArtifact>();
  for (const artifact of AROUND.flatMap((renderer) => renderer.render(model))) {
    if (artifact.form !== 'object') continue;
    const { apiVersion, kind, name, namespace } = artifact.identity;
    const place = namespace === undefined ? {} : { namespace };
    const entry = set.get({ group: groupOf(apiVersion), kind, name, ...place });
    if (entry !== undefined && entry.pod === undefined) around.set(entry, artifact);
  }
  return around;
}

/** What says the pods of a workload is read; what comes of it in a cluster is the same once more. */
function markWhole(entry: Entry, set: ManifestSet, unread: UnreadList): void {
  const top = entry.pod === undefined ? entry : set.topOf(entry);
  unread.add(
    entry.ref,
    '',
    undefined,
    top === entry ? WHY : `it comes of ${formatRef(top.ref)}, which is in the model`,
  );
}

/** An object whose name the API server makes, by what it is made from. */
function named(made: PlainObject, { ref }: Entry): PlainObject {
  if (ref.generateName === undefined) return made;
  return { ...made, metadata: { ...objectAt(made, 'metadata'), generateName: ref.generateName } };
}

function compare({ ref, manifest }: Entry, made: PlainObject, set: ManifestSet, unread: UnreadList): void {
  for (const { path, found } of beyond(withoutNote(canonical(manifest, set.registry)), made)) {
    unread.add(ref, path, found, WHY);
  }
}

/** An object without what it notes of its suppressions, which the model has. */
function withoutNote(manifest: PlainObject): PlainObject {
  const metadata = objectAt(manifest, 'metadata');
  const annotations = objectAt(metadata, 'annotations');
  if (annotations?.[WAIVED_ANNOTATION] === undefined) return manifest;
  const { [WAIVED_ANNOTATION]: _note, ...others } = annotations;
  const { annotations: _all, ...rest } = metadata ?? {};
  return {
    ...manifest,
    metadata: Object.keys(others).length === 0 ? rest : { ...rest, annotations: others },
  };
}

/** Of what was read without being rendered again: what its reader passes by, labels and annotations, but those of objects of ours. */
function compareRead({ ref, manifest }: Entry, made: PlainObject | undefined, unread: UnreadList): void {
  const metadata = objectAt(manifest, 'metadata') ?? {};
  const ours = made === undefined && isOurs(textMap(metadata.labels));
  const { name, namespace, labels } = metadata;
  const known = made === undefined ? { name, namespace, ...(ours ? { labels } : {}) } : made.metadata;
  const read = { ...knownOf(manifest, ref.kind), metadata: known };
  for (const { path, found } of beyond(withoutNote(manifest), read)) unread.add(ref, path, found, WHY);
}

/** Of an object that only its operator writes, the pods alone are read. */
function comparePods(
  { ref, pods }: Entry,
  read: ReadonlyMap<SeenPod, PlacedWorkload>,
  model: ClusterModel,
  unread: UnreadList,
): void {
  unread.add(ref, '', undefined, 'only what it says of its pods is in the model');
  for (const pod of pods) {
    const placed = read.get(pod);
    if (placed === undefined) continue;
    for (const { path, found } of beyond(pod.spec, renderPodSpec(placed, model))) {
      unread.add(ref, `${pod.path}.${path}`, found, WHY);
    }
    if (pod.unseen !== undefined && pod.unseen.length > 0) {
      unread.add(ref, pod.path, undefined, 'its operator adds what nobody can see');
    }
  }
}
