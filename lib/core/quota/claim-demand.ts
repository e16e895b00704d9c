import type { Entry } from '../manifest/manifest-set';
import { objectAt, objectsAt, type PlainObject } from '../manifest/plain';
import { isQuantity, parseQuantity } from '../manifest/quantity';
import { isBuiltinGroup } from '../manifest/registry';

const COUNTS = ['persistentvolumeclaims', 'count/persistentvolumeclaims'];
const OF_CLASS = /^(.+)\.storageclass\.storage\.k8s\.io\/(requests\.storage|persistentvolumeclaims)$/;
const ONE = 1_000_000_000n;

/** Whether a name of `spec.hard` counts claims. Source: Kubernetes documentation, storage resource quota. */
export function isClaimCount(name: string): boolean {
  return name === 'requests.storage' || COUNTS.includes(name) || OF_CLASS.test(name);
}

/** What the claims of an object, or of one pod of it, are in a quota, in billionths of the unit. */
export function claimDemand(entry: Entry, name: string): bigint {
  const [, ofClass, what = name] = OF_CLASS.exec(name) ?? [];
  return claimsOf(entry).reduce((sum, spec) => {
    if (ofClass !== undefined && spec.storageClassName !== ofClass) return sum;
    if (what !== 'requests.storage') return sum + ONE;
    const size = objectAt(objectAt(spec, 'resources'), 'requests')?.storage;
    const quantity = isQuantity(size) ? parseQuantity(size) : undefined;
    return sum + (quantity?.nanos ?? 0n);
  }, 0n);
}

/** What a claim asks for; what each pod of a StatefulSet, and each pod with ephemeral volumes, asks for. */
function claimsOf({ manifest, ref, pods }: Entry): PlainObject[] {
  const spec = objectAt(manifest, 'spec');
  const builtin = isBuiltinGroup(ref.group);
  if (builtin && ref.kind === 'PersistentVolumeClaim') return spec === undefined ? [] : [spec];
  const templates = builtin && ref.kind === 'StatefulSet' ? objectsAt(spec, 'volumeClaimTemplates') : [];
  const volumes = pods.flatMap((pod) => objectsAt(pod.spec, 'volumes'));
  const ephemeral = volumes.map((volume) => objectAt(objectAt(volume, 'ephemeral'), 'volumeClaimTemplate'));
  return [...templates, ...ephemeral].flatMap((template) => {
    const claim = objectAt(template, 'spec');
    return claim === undefined ? [] : [claim];
  });
}
