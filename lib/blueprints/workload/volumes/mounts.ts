import type { ClaimMount, Files } from '../../../model/pod';
import type { Problems } from '../../problems';
import { pathProblems } from '../parse/volumes';
import { checkSubPath, type Storage } from './parse';
import type { VolumeMountProps } from './props';

/** What a container mounts of the volumes of its workload. */
export type Mounted = Pick<Storage, 'mounts' | 'files'>;

/**
 * Reads which volumes of the workload a further container mounts.
 * @param field of the mounts, such as `sidecars[0].volumeMounts`
 * @param of what the main container mounts
 */
export function parseMounts(
  field: string,
  props: Readonly<Record<string, string | VolumeMountProps>>,
  of: Mounted,
  problems: Problems,
): Mounted {
  const mounted: { mounts: ClaimMount[]; files: Files[] } = { mounts: [], files: [] };
  for (const [path, prop] of Object.entries(props)) {
    const at = `${field}["${path}"]`;
    pathProblems(field, path, problems);
    const said = typeof prop === 'string' ? { volume: prop } : prop;
    const claim = of.mounts.find((mount) => mount.path === said.volume);
    const files = of.files.find((folder) => folder.path === said.volume);
    if (claim !== undefined) mounted.mounts.push(claimMount(at, path, claim, said, problems));
    else if (files !== undefined) mounted.files.push(folderMount(at, path, files, said, problems));
    else
      problems.add(at, said.volume, knownIn(of), "volumes: { '/data': { size: '10Gi' } }, on the workload");
  }
  return mounted;
}

function claimMount(
  at: string,
  path: string,
  { volume, source }: ClaimMount,
  { readOnly = false, subPath }: VolumeMountProps,
  problems: Problems,
): ClaimMount {
  checkSubPath(at, subPath, problems);
  return {
    ...{ volume, path, readOnly },
    ...(subPath === undefined ? {} : { subPath }),
    ...(source === undefined ? {} : { source }),
  };
}

function folderMount(
  at: string,
  path: string,
  files: Files,
  { readOnly, subPath }: VolumeMountProps,
  problems: Problems,
): Files {
  if (subPath !== undefined)
    problems.add(`${at}.subPath`, subPath, 'none: the volume is mounted completely', 'remove subPath');
  if (readOnly === false)
    problems.add(
      `${at}.readOnly`,
      readOnly,
      'true: files of this kind are always read-only',
      'remove readOnly',
    );
  return { ...files, path };
}

/** What can be mounted, in words. */
function knownIn({ mounts, files }: Mounted): string {
  const known = [...mounts, ...files].map(({ path }) => `'${path}'`).join(', ');
  return known === ''
    ? 'a folder in volumes of the workload, which has none'
    : `one of ${known}, as in volumes`;
}
