import { appendFileSync, readFileSync } from 'node:fs';
import {
  type ImageLock,
  type Images,
  imageLockProblems,
  isImageLock,
  NO_IMAGES,
} from '../blueprints/image-lock';
import { BulwarkError } from '../core/errors';
import { dayOf } from '../core/policy/waiver';

/**
 * The day on which waivers are judged: the one given, else `BULWARK_TODAY`, else the clock.
 * @throws BulwarkError where it is no day
 */
export function today(given?: string): string {
  const fromOutside = process.env.BULWARK_TODAY;
  const [source, day] = given === undefined ? ['BULWARK_TODAY', fromOutside] : ['today', given];
  if (day === undefined || day === '') return new Date().toISOString().slice(0, 10);
  if (dayOf(day) !== undefined) return day;
  throw new BulwarkError(`${source} is '${day}'`, ['needs a day such as 2026-11-21']);
}

/**
 * Reads an image lock: the file of `BULWARK_IMAGE_LOCK` where that is set, else the one given.
 * @throws BulwarkError where the file cannot be read, or what is given is no image lock
 */
export function readImageLock(lock: string | ImageLock | undefined): ImageLock {
  const override = process.env.BULWARK_IMAGE_LOCK;
  const chosen = override === undefined || override === '' ? lock : override;
  if (chosen === undefined) return NO_IMAGES;
  if (typeof chosen === 'string') return readLockFile(chosen);
  if (isImageLock(chosen)) return { images: chosen.images };
  throw new BulwarkError('images is no image lock', imageLockProblems(chosen));
}

/** The variable through which `bulwark lock` asks an app for its mirrors: the path of a file that gets a line for each app. */
export const MIRRORS_VARIABLE = 'BULWARK_MIRRORS';

/**
 * Where the images of an app come from. For `bulwark lock` an app keeps the names of the originals, and says its mirrors.
 * @param environment that the app is made for, where there is one
 * @throws BulwarkError as {@link readImageLock}
 */
export function readImages(
  lock: string | ImageLock | undefined,
  mirrors: Images['mirrors'],
  environment: string | undefined,
): Images {
  const images = readImageLock(lock);
  if (mirrors === undefined || Object.keys(mirrors).length === 0) return images;
  const path = process.env[MIRRORS_VARIABLE] ?? '';
  if (path === '') return { ...images, mirrors };
  appendFileSync(path, `${JSON.stringify({ environment, mirrors })}\n`);
  return images;
}

/**
 * Whether the image lock comes from the environment (`BULWARK_IMAGE_LOCK`), for one run against another registry:
 * then a waiver of missing digests may have nothing to suppress, and is right all the same.
 */
export function isLockedFromOutside(): boolean {
  return (process.env.BULWARK_IMAGE_LOCK ?? '') !== '';
}

function readLockFile(path: string): ImageLock {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BulwarkError(`the image lock ${path} cannot be read`, [
      why,
      'Fix: create it with `bulwark lock --update`',
    ]);
  }
  if (isImageLock(value)) return { images: value.images };
  throw new BulwarkError(`${path} is no image lock`, imageLockProblems(value));
}
