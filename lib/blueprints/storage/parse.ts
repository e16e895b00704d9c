import type { ClusterProfile } from '../../core/cluster/profile';
import { labelledNameProblems } from '../../core/manifest/names';
import { FIRST_USER_ID, LAST_USER_ID, userIdOf } from '../../core/manifest/user-id';
import type { SharedClaim, Snapshot } from '../../model/storage';
import { type Text, textFrom } from '../../model/text';
import type { Problems } from '../problems';
import { objectName } from '../pull-secrets';
import { checkLabels } from '../workload/parse/labels';
import { claimSpec } from '../workload/volumes/claim-spec';
import type { Claimed } from '../workload/volumes/props';
import type { SharedClaimProps, SnapshotProps } from './props';

/** Where a claim or a snapshot stands. */
export interface StorageSite {
  readonly id: string;
  readonly namespace: string | undefined;
  readonly cluster: ClusterProfile;
}

/** Reads the arguments of a shared claim; adds all that is wrong with them to the problems. */
export function parseSharedClaim(
  props: SharedClaimProps<unknown>,
  { id, namespace, cluster }: StorageSite,
  problems: Problems,
): SharedClaim {
  const { name = id, labels = {}, disposable, mode = 'ReadWriteMany', group } = props;
  if (group !== undefined && !(Number.isInteger(group) && group >= FIRST_USER_ID && group <= LAST_USER_ID)) {
    const needs = `a whole number from ${FIRST_USER_ID} to ${LAST_USER_ID}`;
    problems.add('group', group, needs, `group: ${groupOf({ name }, { id, namespace })}`);
  }
  problems.addAll('name', name, labelledNameProblems('PersistentVolumeClaim', name), `name: 'media'`);
  checkLabels('labels', labels, problems);
  if (disposable?.trim() === '')
    problems.add('disposable', disposable, 'the reason', `disposable: 'a cache that fills again'`);
  const spec = claimSpec('', { ...props, mode }, cluster, problems);
  return { name, namespace, labels, spec, ...(disposable === undefined ? {} : { disposable }) };
}

/** Reads the arguments of a snapshot; adds all that is wrong with them to the problems. */
export function parseSnapshot(
  props: SnapshotProps<unknown>,
  { id, namespace, cluster }: StorageSite,
  problems: Problems,
): Snapshot {
  const { name = id, labels = {} } = props;
  problems.addAll('name', name, labelledNameProblems('VolumeSnapshot', name), `name: 'before-upgrade'`);
  checkLabels('labels', labels, problems);
  const claim = claimName(props.claim, namespace, problems);
  const given =
    props.class === undefined
      ? onlyClass(cluster, problems)
      : objectName('class', props.class, 'VolumeSnapshotClass', problems);
  return { name, namespace, labels, claim, ...(given === undefined ? {} : { snapshotClass: given }) };
}

function claimName(claim: unknown, namespace: string | undefined, problems: Problems): Text {
  if (!isClaimed(claim)) return objectName('claim', claim, 'PersistentVolumeClaim', problems);
  if (claim.claimNamespace !== namespace) {
    const needs = 'a claim of the namespace of the snapshot: a VolumeSnapshot takes no other';
    problems.add(
      'claim',
      `a claim of ${claim.claimNamespace ?? 'no namespace'}`,
      needs,
      'declare the snapshot where the claim is',
    );
  }
  return textFrom(claim.claimName);
}

/** Whether a value is a claim that was declared once. */
function isClaimed(value: unknown): value is Claimed {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'claimName') === 'string';
}

/** The class of snapshots that the profile knows; which of several is meant, nobody can guess. */
function onlyClass({ name, storage }: ClusterProfile, problems: Problems): string | undefined {
  if (storage === undefined) return undefined;
  const known = [...new Set(storage.classes.flatMap(({ snapshots }) => snapshots ?? []))];
  const [only, second] = known;
  if (only === undefined) {
    const needs = `a StorageClass with snapshots; cluster.storage of ${name} has none`;
    const fix = `storage: { classes: [{ name: '…', modes: ['ReadWriteOnce'], csi: true, snapshots: 'csi-snapshots' }] }, in the cluster profile`;
    problems.add('class', undefined, needs, fix);
  } else if (second !== undefined) {
    const needs = `one of ${known.map((item) => `'${item}'`).join(', ')}: that of the driver of the claim`;
    problems.add('class', undefined, needs, `class: '${only}'`);
  }
  return only;
}

/** The group of a claim: the one that is said, else one of its name, which is its identity. */
export function groupOf(
  { group, name }: Pick<SharedClaimProps, 'group' | 'name'>,
  { id, namespace }: Pick<StorageSite, 'id' | 'namespace'>,
): number {
  return group ?? userIdOf(namespace, `claim/${name ?? id}`);
}
