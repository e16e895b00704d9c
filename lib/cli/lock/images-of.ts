import type { ImageLock } from '../../blueprints/image-lock';
import { leftOutLines } from '../inputs/left-out';
import type { SelectionOptions } from '../inputs/selection';
import { type Io, UsageError } from '../io';
import { loadManifests } from '../manifests';
import { unlocked } from './references';

/** Where references come from beside the lock. */
export type ImageSources = SelectionOptions;

/** The images that something uses. */
export interface UsedImages {
  /** References without a digest that the lock does not have. */
  readonly missing: readonly string[];
}

/** The images of manifests. @throws UsageError where some of them cannot be read: half of an app is no app */
export async function imagesOf(
  paths: readonly string[],
  images: ImageLock['images'],
  options: ImageSources,
  io: Io,
): Promise<UsedImages> {
  if (paths.length === 0) return { missing: [] };
  const { objects, problems, leftOut } = await loadManifests(paths, options, io);
  if (problems.length > 0) throw new UsageError(problems);
  io.stderr.lines(leftOutLines(leftOut));
  return { missing: unlocked(objects, images) };
}
