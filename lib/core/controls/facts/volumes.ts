import { isPlain, listAt, objectAt, objectsAt, type PlainObject, stringAt } from '../../manifest/plain';
import type { Container, Pod } from '../../manifest/pod';

/** Sources whose files the kubelet makes anew for each pod. */
const FRESH: ReadonlySet<string> = new Set([
  'configMap',
  'downwardAPI',
  'emptyDir',
  'gitRepo',
  'image',
  'projected',
  'secret',
]);

/** A volume that holds files of someone else than this one pod. */
export interface DataVolume {
  readonly name: string;
  /** As a phrase: `the claim data`, `the nfs volume media`. */
  readonly is: string;
}

/** The volumes of a pod whose files live longer than it, or come from elsewhere; files of its node are not among them. */
export function dataVolumes(pod: Pod): DataVolume[] {
  const found: DataVolume[] = [];
  for (const volume of objectsAt(pod.spec, 'volumes')) {
    const name = stringAt(volume, 'name') ?? '';
    const source = dataSource(volume);
    if (source === undefined) continue;
    found.push({ name, is: phrase(source, name, volume) });
  }
  return [...found, ...templateVolumes(pod)];
}

/** The volumes that a StatefulSet claims for each of its pods. */
function templateVolumes(pod: Pod): DataVolume[] {
  if (pod.kind !== 'StatefulSet') return [];
  return objectsAt(objectAt(pod.manifest, 'spec'), 'volumeClaimTemplates').map((template) => {
    const name = stringAt(objectAt(template, 'metadata'), 'name') ?? '';
    return { name, is: `the claim ${name}` };
  });
}

function phrase(source: string, name: string, volume: PlainObject): string {
  if (source === 'persistentVolumeClaim') {
    return `the claim ${stringAt(objectAt(volume, source), 'claimName') ?? name}`;
  }
  return source === 'ephemeral' ? `the claim of volume ${name}` : `the ${source} volume ${name}`;
}

/** The source of a volume whose files are not made anew; the order of its keys means nothing. */
function dataSource(volume: PlainObject): string | undefined {
  return Object.keys(volume)
    .filter((key) => key !== 'name' && key !== 'hostPath' && !FRESH.has(key))
    .filter((key) => volume[key] !== null && volume[key] !== undefined)
    .sort()[0];
}

/** A volume of the node that a container mounts, or a device that it is given: as a phrase. */
export function nodeFiles(container: Container): string | undefined {
  const hostPaths = new Map(
    objectsAt(container.pod.spec, 'volumes')
      .filter((volume) => isPlain(volume.hostPath))
      .map((volume) => [volume.name, stringAt(objectAt(volume, 'hostPath'), 'path') ?? '']),
  );
  const mount = objectsAt(container.spec, 'volumeMounts').find(({ name }) => hostPaths.has(name));
  if (mount !== undefined) return `${hostPaths.get(mount.name)} of its node`;
  return listAt(container.spec, 'volumeDevices').length === 0 ? undefined : 'a device of its node';
}

/** The volume of a pod some of whose files only their owner, root, may read (mode 0400, 0600): keys of ssh and the like. */
export function ownerOnlyVolume(pod: Pod): string | undefined {
  for (const volume of objectsAt(pod.spec, 'volumes')) {
    const sources = [
      objectAt(volume, 'secret'),
      objectAt(volume, 'configMap'),
      objectAt(volume, 'downwardAPI'),
    ];
    const projected = objectAt(volume, 'projected');
    for (const source of objectsAt(projected, 'sources')) {
      sources.push(
        objectAt(source, 'secret'),
        objectAt(source, 'configMap'),
        objectAt(source, 'downwardAPI'),
      );
    }
    const modes = [projected, ...sources].flatMap((source) => [
      source?.defaultMode,
      ...objectsAt(source, 'items').map(({ mode }) => mode),
    ]);
    if (modes.some(isOwnerOnly)) return stringAt(volume, 'name') ?? '';
  }
  return undefined;
}

function isOwnerOnly(mode: unknown): boolean {
  return typeof mode === 'number' && mode > 0 && (mode & 0o077) === 0;
}
