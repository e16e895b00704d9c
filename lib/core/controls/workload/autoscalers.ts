import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { objectAt, type PlainObject, stringAt } from '../../manifest/plain';

/** The object that a HorizontalPodAutoscaler scales, as far as it is in the set. */
export function targetOf(scaler: Entry, set: ManifestSet): Entry | undefined {
  const target = objectAt(objectAt(scaler.manifest, 'spec'), 'scaleTargetRef');
  const kind = stringAt(target, 'kind');
  const name = stringAt(target, 'name');
  if (kind === undefined || name === undefined) return undefined;
  const found = set.find(kind, scaler.ref.namespace, name);
  const version = stringAt(target, 'apiVersion');
  return found === undefined || version === undefined || groupOf(version) === found.ref.group
    ? found
    : undefined;
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

function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}
