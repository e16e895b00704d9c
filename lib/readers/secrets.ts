import { ofCoreKind } from '../core/controls/entries';
import type { Entry, ManifestSet } from '../core/manifest/manifest-set';
import { isPlain, objectAt, objectsAt, type PlainObject, stringAt } from '../core/manifest/plain';
import type { Pod as SeenPod } from '../core/manifest/pod';
import type { ModelDraft, PlacedWorkload } from '../model/cluster-model';
import type { ExposingObject } from '../model/exposure';
import type { UnreadList } from './unread';

/** Fields of volumes of other drivers that name a Secret. */
const REFERENCES = ['secretRef', 'nodePublishSecretRef'];

/** Reads uses of Secrets that no workload of the model holds; marks Secrets themselves: they are known by reference alone. */
export function readSecrets(
  set: ManifestSet,
  workloads: ReadonlyMap<SeenPod, PlacedWorkload>,
  model: ModelDraft,
  unread: UnreadList,
): Entry[] {
  for (const [pod, { workload }] of workloads) {
    const { name, namespace, controller } = workload;
    const by = { kind: controller.kind === 'Other' ? controller.of : controller.kind, namespace, name };
    for (const volume of objectsAt(pod.spec, 'volumes')) readVolume(volume, by, model);
  }
  for (const { ref, manifest } of ofCoreKind(set, 'ServiceAccount')) {
    const by = { kind: ref.kind, namespace: ref.namespace, name: ref.name };
    for (const field of ['imagePullSecrets', 'secrets'])
      for (const reference of objectsAt(manifest, field)) add(reference.name, by, 'account', model);
  }
  for (const { ref, manifest } of set.ofKind('Gateway')) readGateway(manifest, ref, model);
  const secrets = ofCoreKind(set, 'Secret');
  for (const { ref } of secrets) unread.add(ref, '', undefined, 'the model has Secrets by reference alone');
  return [...secrets];
}

function readVolume(volume: PlainObject, by: ExposingObject, model: ModelDraft): void {
  for (const [type, source] of Object.entries(volume)) {
    if (!isPlain(source) || type === 'secret' || type === 'projected') continue;
    add(source.secretName, by, 'volume', model);
    for (const field of REFERENCES) add(objectAt(source, field)?.name, by, 'volume', model);
  }
}

/** The certificates of the listeners of a gateway, which may be those of another namespace. */
function readGateway(manifest: PlainObject, ref: Entry['ref'], model: ModelDraft): void {
  if (ref.group !== 'gateway.networking.k8s.io') return;
  const by = { kind: ref.kind, namespace: ref.namespace, name: ref.name };
  for (const listener of objectsAt(objectAt(manifest, 'spec'), 'listeners')) {
    for (const reference of objectsAt(objectAt(listener, 'tls'), 'certificateRefs')) {
      if ((stringAt(reference, 'kind') ?? 'Secret') === 'Secret')
        add(reference.name, by, 'tls', model, stringAt(reference, 'namespace'));
    }
  }
}

function add(
  secret: unknown,
  by: ExposingObject,
  as: 'account' | 'tls' | 'volume',
  model: ModelDraft,
  namespace = by.namespace ?? 'default',
): void {
  if (typeof secret === 'string' && secret !== '') model.secretUses.push({ secret, namespace, by, as });
}
