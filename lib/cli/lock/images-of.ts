import type { ImageLock } from '../../blueprints/image-lock';
import { compareKeys } from '../../core/manifest/key-order';
import { leftOutLines } from '../inputs/left-out';
import type { SelectionOptions } from '../inputs/selection';
import { type Io, UsageError } from '../io';
import { loadManifests } from '../manifests';
import { type AppOptions, hasApp, imagesOfApp } from './app-images';
import type { NamedMirrors } from './mirrors';
import { unlocked } from './references';

/** Where references come from beside the lock: manifests that are named, else an app. */
export interface ImageSources extends SelectionOptions, AppOptions {
  readonly file: string;
}

/** What a lock lacks, and where the app says that registries are asked. */
export interface Missing {
  /** Images that have no digest and no entry, sorted. */
  readonly images: readonly string[];
  /** What the app names as mirrors; none for manifests. */
  readonly mirrors: readonly NamedMirrors[];
}

/**
 * The images that have no digest and no entry in the lock: of manifests that are named, else of the app, else none.
 * @param today the day on which the app is judged
 * @returns undefined where there is neither
 * @throws UsageError where some of them cannot be read: half of an app is no app
 */
export async function missingImages(
  paths: readonly string[],
  images: ImageLock['images'],
  options: ImageSources,
  today: string,
  io: Io,
): Promise<Missing | undefined> {
  if (paths.length === 0) {
    if (!hasApp(options, io)) return undefined;
    const { objects, unpinned, mirrors } = await imagesOfApp(options, options.file, today, io);
    const missing = unpinned.filter((image) => !Object.hasOwn(images, image));
    return { images: [...new Set([...missing, ...unlocked(objects, images)])].sort(compareKeys), mirrors };
  }
  const given = (['app', 'pulumi', 'stack', 'config'] as const).filter((name) => options[name] !== undefined);
  if (given.length > 0) {
    throw new UsageError(given.map((name) => `--${name}: needs no paths; found ${paths.join(' ')}`));
  }
  const { objects, problems, leftOut } = await loadManifests(paths, options, io);
  if (problems.length > 0) throw new UsageError(problems);
  io.stderr.lines(leftOutLines(leftOut));
  const manifests = objects.map(({ manifest }) => manifest);
  return { images: unlocked(manifests, images), mirrors: [] };
}
