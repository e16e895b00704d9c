import { homeGroup } from '../../../manifest/identity';
import type { Entry, ManifestSet } from '../../../manifest/manifest-set';
import { objectAt, type PlainObject, stringAt } from '../../../manifest/plain';
import { groupOf } from '../../../manifest/registry';

/** A kind that changes how many pods a workload has, and the fields that say how few and how many. */
interface ScalerKind {
  /** Its API group. */
  readonly group: string;
  readonly least: string;
  readonly most: string;
  /** What it takes where no number is written. */
  readonly usual: { readonly least: number; readonly most?: number };
  /** What it takes where the target says no kind. */
  readonly target?: { readonly apiVersion: string; readonly kind: string };
}

const SCALERS: ReadonlyMap<string, ScalerKind> = new Map([
  [
    'HorizontalPodAutoscaler',
    { group: 'autoscaling', least: 'minReplicas', most: 'maxReplicas', usual: { least: 1 } },
  ],
  [
    'ScaledObject',
    {
      group: 'keda.sh',
      least: 'minReplicaCount',
      most: 'maxReplicaCount',
      usual: { least: 0, most: 100 },
      target: { apiVersion: 'apps/v1', kind: 'Deployment' },
    },
  ],
]);

/**
 * The object that an autoscaler scales, as far as it is in the set. Its API group has to be the one that
 * serves the kind: the controller looks the kind up there, in any version, and an absent `apiVersion` is the core group.
 */
export function targetOf(scaler: Entry, set: ManifestSet): Entry | undefined {
  const target = objectAt(objectAt(scaler.manifest, 'spec'), 'scaleTargetRef');
  const usual = SCALERS.get(scaler.ref.kind)?.target;
  const kind = stringAt(target, 'kind') ?? usual?.kind;
  const name = stringAt(target, 'name');
  if (kind === undefined || name === undefined) return undefined;
  const group = groupOf(stringAt(target, 'apiVersion') ?? usual?.apiVersion ?? '');
  const found = set.get({ group, kind, namespace: scaler.ref.namespace, name });
  return found !== undefined && group === homeGroup(found.ref.group, kind) ? found : undefined;
}

/** All autoscalers of a set: those of Kubernetes, then those of KEDA. */
export function scalersIn(set: ManifestSet): readonly Entry[] {
  return [...SCALERS].flatMap(([kind, { group }]) =>
    set.ofKind(kind).filter(({ ref }) => ref.group === group),
  );
}

/** The autoscaler of every object that has one: of Kubernetes, or of KEDA. */
export function autoscalersOf(set: ManifestSet): Map<Entry, Entry> {
  const scalers = new Map<Entry, Entry>();
  for (const scaler of scalersIn(set)) {
    const target = targetOf(scaler, set);
    if (target !== undefined && !scalers.has(target)) scalers.set(target, scaler);
  }
  return scalers;
}

/** The most pods that an autoscaler starts; undefined where nothing says so. */
export function mostPods(scaler: Entry): number | undefined {
  const kind = SCALERS.get(scaler.ref.kind);
  const most = objectAt(scaler.manifest, 'spec')?.[kind?.most ?? ''];
  return typeof most === 'number' ? most : kind?.usual.most;
}

/**
 * The fewest pods that a workload runs when nothing is wrong: of its autoscaler where it has one, else its replicas;
 * 1 is the API's default. The value as found where it is not a number.
 */
export function fewestPods(workload: PlainObject, scaler: PlainObject | undefined): unknown {
  if (scaler === undefined) return objectAt(workload, 'spec')?.replicas ?? 1;
  const kind = SCALERS.get(stringAt(scaler, 'kind') ?? '');
  return objectAt(scaler, 'spec')?.[kind?.least ?? ''] ?? kind?.usual.least ?? 1;
}
