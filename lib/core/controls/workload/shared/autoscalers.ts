import { homeGroup } from '../../../manifest/identity';
import type { Entry, ManifestSet } from '../../../manifest/manifest-set';
import { objectAt, type PlainObject, stringAt } from '../../../manifest/plain';
import { groupOf } from '../../../manifest/registry';

/**
 * The object that a HorizontalPodAutoscaler scales, as far as it is in the set. Its API group has to be the one that
 * serves the kind: the controller looks the kind up there, in any version, and an absent `apiVersion` is the core group.
 */
export function targetOf(scaler: Entry, set: ManifestSet): Entry | undefined {
  const target = objectAt(objectAt(scaler.manifest, 'spec'), 'scaleTargetRef');
  const kind = stringAt(target, 'kind');
  const name = stringAt(target, 'name');
  if (kind === undefined || name === undefined) return undefined;
  const group = groupOf(stringAt(target, 'apiVersion') ?? '');
  const found = set.get({ group, kind, namespace: scaler.ref.namespace, name });
  return found !== undefined && group === homeGroup(found.ref.group, kind) ? found : undefined;
}

/** The autoscaler of every object that has one. */
export function autoscalersOf(set: ManifestSet): Map<Entry, Entry> {
  const scalers = new Map<Entry, Entry>();
  for (const scaler of set.ofKind('HorizontalPodAutoscaler')) {
    const target = targetOf(scaler, set);
    if (target !== undefined && !scalers.has(target)) scalers.set(target, scaler);
  }
  return scalers;
}

/**
 * The fewest pods that a workload runs when nothing is wrong: of its autoscaler where it has one, else its replicas;
 * 1 is the API's default. The value as found where it is not a number.
 */
export function fewestPods(workload: PlainObject, scaler: PlainObject | undefined): unknown {
  const spec = objectAt(scaler ?? workload, 'spec');
  return (scaler === undefined ? spec?.replicas : spec?.minReplicas) ?? 1;
}
