import { eachImage, imageAt, imageKey } from '../core/manifest/images';
import { isAbsent, isPlain, listAt, type PlainObject, stringAt } from '../core/manifest/plain';
import type { Container, Pod } from '../core/manifest/pod';
import { type Images, pulledReference } from './image-lock';

/** What an app, and the namespace above, give to every pod in them, no matter who wrote it. */
export interface AppWide {
  /** Digests of images, and mirrors of registries. */
  readonly images: Images;
  /** Names of Secrets that images are pulled with. */
  readonly imagePullSecrets: readonly unknown[];
}

const TMP = '/tmp';
const SIZE = '64Mi';

/** Writes the digests of the lock and the pull secrets into a pod: what it has already stays. */
export function joinApp(pod: Pod, wide: AppWide): void {
  eachImage(pod, (place) => {
    const image = imageAt(place);
    if (typeof image === 'string') place.spec[imageKey(place)] = pulledReference(image, wide.images);
  });
  joinPullSecrets(pod, wide);
}

/** Writes the pull secrets into a pod, after those that it has already. */
export function joinPullSecrets(pod: Pod, wide: Pick<AppWide, 'imagePullSecrets'>): void {
  const named = pod.spec.imagePullSecrets;
  if (wide.imagePullSecrets.length === 0 || (!isAbsent(named) && !Array.isArray(named))) return;
  const secrets: unknown[] = [...listAt(pod.spec, 'imagePullSecrets')];
  const known = new Set(secrets.map((secret) => (isPlain(secret) ? secret.name : secret)));
  for (const name of wide.imagePullSecrets) if (!known.has(name)) secrets.push({ name });
  pod.spec.imagePullSecrets = secrets;
}

/**
 * Gives each container whose root file system is read-only a folder `/tmp` in an emptyDir of its own, as the constructs
 * do: nearly every program writes there. Nothing where something is mounted at `/tmp`, or below it.
 */
export function giveScratch(pod: Pod): void {
  if (pod.windows) return;
  const { volumes } = pod.spec;
  if (!isAbsent(volumes) && !Array.isArray(volumes)) return;
  const taken = new Set(
    listAt(pod.spec, 'volumes').map((volume) => (isPlain(volume) ? volume.name : volume)),
  );
  const made: PlainObject[] = [];
  for (const container of pod.containers) {
    if (container.list === 'ephemeralContainers' || !needsScratch(container)) continue;
    const name = freeName(`tmp-${container.name}`, taken);
    made.push({ emptyDir: { sizeLimit: SIZE }, name });
    container.spec.volumeMounts = [...listAt(container.spec, 'volumeMounts'), { mountPath: TMP, name }];
  }
  if (made.length > 0) pod.spec.volumes = [...listAt(pod.spec, 'volumes'), ...made];
}

function needsScratch({ spec }: Container): boolean {
  if (!isPlain(spec.securityContext) || spec.securityContext.readOnlyRootFilesystem !== true) return false;
  if (!isAbsent(spec.volumeMounts) && !Array.isArray(spec.volumeMounts)) return false;
  return listAt(spec, 'volumeMounts').every((mount) => {
    const path = isPlain(mount) ? stringAt(mount, 'mountPath') : undefined;
    return path !== undefined && path !== TMP && path !== `${TMP}/` && !path.startsWith(`${TMP}/`);
  });
}

/** A name of a volume: at most 63 characters, and none that is taken. */
function freeName(wanted: string, taken: Set<unknown>): string {
  const base = wanted
    .slice(0, 58)
    .replace(/[^a-z0-9-]/g, '-')
    .replace(/-+$/, '');
  let name = base;
  for (let index = 2; taken.has(name); index += 1) name = `${base}-${index}`;
  taken.add(name);
  return name;
}
