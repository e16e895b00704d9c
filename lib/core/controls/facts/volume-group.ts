import type { Pod } from '../../manifest/pod';
import type { HardenContext } from '../control';
import { fieldOf } from '../pod/shared/security-context';
import { isNonRootId } from '../pod/shared/user-identity';
import { dataVolumes, ownerOnlyVolume } from './volumes';

/** Why a group for the volumes of a pod can stop nothing, where one is written. */
export const FRESH_VOLUMES =
  'It is written only where the files of every volume are made anew for the pod, and none of them is for one user alone.';

/**
 * Why the volumes of a pod keep their group; undefined where they may get one. At every mount the kubelet opens the
 * files of a volume to the group: databases, and programs with keys, then refuse to start.
 */
export function volumeGroupReason(pod: Pod, context: Pick<HardenContext, 'said'>): string | undefined {
  const [data] = dataVolumes(pod);
  if (data !== undefined) {
    return `the kubelet would open all files of ${data.is} to this group: say the group that its program can live with`;
  }
  const volume = ownerOnlyVolume(pod);
  if (volume === undefined) return undefined;
  const others = pod.containers.every((container) => isNonRootId(context.said(container, 'runAsUser')));
  return others
    ? undefined
    : `the kubelet would open files of volume ${volume} to this group, which by their mode are for one user`;
}

/** The group that a pod says its containers run with: that of its volumes, too. */
export function groupOf(pod: Pod): number | undefined {
  const shared = fieldOf(pod.spec, 'runAsGroup');
  if (isNonRootId(shared)) return shared;
  const groups = new Set(pod.containers.map((container) => fieldOf(container.spec, 'runAsGroup')));
  const [group] = groups;
  return groups.size === 1 && isNonRootId(group) ? group : undefined;
}
