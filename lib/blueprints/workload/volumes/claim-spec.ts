import type { ClusterProfile } from '../../../core/cluster/profile';
import { type AccessMode, classOf } from '../../../core/cluster/storage';
import { objectNameProblems } from '../../../core/manifest/names';
import type { PersistentVolumeClaimSpec } from '../../../model/api';
import type { Text } from '../../../model/text';
import type { Problems } from '../../problems';
import { objectName } from '../../pull-secrets';
import { sizeOf } from '../parse/size';
import type { ClaimMode } from './props';

const SNAPSHOTS = 'snapshot.storage.k8s.io';

/** What a claim asks for, as users say it. */
export interface ClaimWish {
  readonly size: unknown;
  readonly class?: unknown;
  readonly mode?: ClaimMode;
  readonly fromSnapshot?: unknown;
}

/**
 * What a claim asks for, in the API's form, with everything that is wrong with it: also a class or a mode that the cluster
 * lacks.
 * @param field the prop in messages; empty where the claim is all that is said
 */
export function claimSpec(
  field: string,
  wish: ClaimWish,
  cluster: ClusterProfile,
  problems: Problems,
): PersistentVolumeClaimSpec {
  const { class: named, mode = 'ReadWriteOnce', fromSnapshot } = wish;
  const snapshot =
    fromSnapshot === undefined
      ? undefined
      : objectName(at(field, 'fromSnapshot'), fromSnapshot, 'VolumeSnapshot', problems);
  if (named === undefined) checkClass(field, undefined, wish, cluster, problems);
  const storageClassName =
    named === undefined
      ? undefined
      : problems.leaf(named, (known, later) => {
          const strings =
            typeof known === 'string'
              ? objectNameProblems('StorageClass', known)
              : ['the name of a StorageClass'];
          later.addAll(at(field, 'class'), known, strings, `class: 'standard'`);
          if (typeof known === 'string' && strings.length === 0)
            checkClass(field, known, wish, cluster, later);
          return known;
        });
  return {
    accessModes: [mode],
    ...(snapshot === undefined
      ? {}
      : { dataSource: { apiGroup: SNAPSHOTS, kind: 'VolumeSnapshot', name: snapshot } }),
    resources: { requests: { storage: storageOf(at(field, 'size'), wish.size, problems) } },
    ...(storageClassName === undefined ? {} : { storageClassName }),
    volumeMode: 'Filesystem',
  };
}

function at(field: string, name: string): string {
  return field === '' ? name : `${field}.${name}`;
}

function storageOf(field: string, size: unknown, problems: Problems): Text {
  return problems.leaf(size, (known, later) =>
    sizeOf(field, known, '10Gi', (text) => `size: '${text}'`, later),
  );
}

/** What the profile of the cluster knows about the class of a claim. */
function checkClass(
  field: string,
  name: string | undefined,
  { mode = 'ReadWriteOnce', fromSnapshot }: ClaimWish,
  { name: cluster, storage }: ClusterProfile,
  problems: Problems,
): void {
  if (storage === undefined) return;
  const known = classOf(storage, name);
  if (known === undefined) {
    const all = storage.classes.map((item) => `'${item.name}'`).join(', ') || 'none';
    const needs =
      name === undefined
        ? `a class: cluster.storage of ${cluster} has no default; it has ${all}`
        : `a class that cluster.storage of ${cluster} has: ${all}`;
    problems.add(at(field, 'class'), name, needs, classFix(storage.classes[0]?.name ?? 'standard', mode));
    return;
  }
  if (!known.modes.includes(mode)) {
    const needs = `a mode that cluster.storage of ${cluster} gives the class ${known.name}: ${known.modes.join(', ')}`;
    const other = storage.classes.find(({ modes }) => modes.includes(mode));
    problems.add(at(field, 'mode'), mode, needs, modeFix(other?.name, known.modes, mode));
  }
  if (fromSnapshot !== undefined && known.snapshots === undefined) {
    const needs = `a class with snapshots; cluster.storage of ${cluster} gives ${known.name} none`;
    const fix = `storage: { classes: [{ name: '${known.name}', modes: [${known.modes.map((item) => `'${item}'`).join(', ')}], csi: true, snapshots: 'csi-snapshots' }] }, in the cluster profile`;
    problems.add(at(field, 'fromSnapshot'), fromSnapshot, needs, fix);
  }
}

function classFix(first: string, mode: AccessMode): string {
  return `class: '${first}'; or storage: { classes: [{ name: '…', modes: ['${mode}'] }] }, in the cluster profile`;
}

function modeFix(other: string | undefined, modes: readonly AccessMode[], mode: AccessMode): string {
  if (other !== undefined) return `class: '${other}'`;
  const one = modes.find((item) => item !== 'ReadOnlyMany');
  const instead = one === undefined ? '' : `mode: '${one}'; or `;
  const csi = mode === 'ReadWriteOncePod' ? ', csi: true' : '';
  return `${instead}storage: { classes: [{ name: '…', modes: ['${mode}']${csi} }] }, in the cluster profile`;
}
