import { compilePolicy } from '../core/engine/compiled-policy';
import { hardenDraft } from '../core/engine/harden';
import { canonical } from '../core/manifest/canonical';
import type { Entry, ManifestSet } from '../core/manifest/manifest-set';
import { objectAt, type PlainObject } from '../core/manifest/plain';
import type { Pod as SeenPod } from '../core/manifest/pod';
import { groupOf } from '../core/manifest/registry';
import type { ClusterModel, PlacedWorkload } from '../model/cluster-model';
import { kubernetes } from '../renderers/kubernetes';
import { renderPodSpec } from '../renderers/kubernetes/pod';
import { beyond } from './difference';
import { textMap } from './typed';
import type { UnreadList } from './unread';
import { isOurs } from './workloads';

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
  const expected = new Map<Entry, PlainObject>();
  for (const artifact of kubernetes.render(model)) {
    if (artifact.form !== 'object') continue;
    const { apiVersion, kind, name, namespace } = artifact.identity;
    const entry = set.get({
      group: groupOf(apiVersion),
      kind,
      name,
      ...(namespace === undefined ? {} : { namespace }),
    });
    if (entry === undefined || expected.has(entry)) continue;
    const draft = artifact.object();
    hardenDraft(draft, policy);
    expected.set(entry, canonical(draft, set.registry));
  }
  for (const entry of set.entries) {
    const made = expected.get(entry);
    if (elsewhere.has(entry)) compareMetadata(entry, made, unread);
    else if (made !== undefined) compare(entry, made, set, unread);
    else if (entry.pods.some((pod) => read.has(pod))) comparePods(entry, read, model, unread);
    else unread.add(entry.ref, '', undefined, WHY);
  }
}

function compare({ ref, manifest }: Entry, made: PlainObject, set: ManifestSet, unread: UnreadList): void {
  for (const { path, found } of beyond(canonical(manifest, set.registry), made)) {
    unread.add(ref, path, found, WHY);
  }
}

/** Of what was read without being rendered again: labels and annotations, but those of objects of ours. */
function compareMetadata({ ref, manifest }: Entry, made: PlainObject | undefined, unread: UnreadList): void {
  const metadata = objectAt(manifest, 'metadata') ?? {};
  const ours = made === undefined && isOurs(textMap(metadata.labels));
  const { name, namespace, labels } = metadata;
  const known = made === undefined ? { name, namespace, ...(ours ? { labels } : {}) } : made.metadata;
  for (const { path, found } of beyond({ metadata }, { metadata: known })) unread.add(ref, path, found, WHY);
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
