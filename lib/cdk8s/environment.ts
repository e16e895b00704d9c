import { readFileSync } from 'node:fs';
import { type ImageLock, imageLockProblems, isImageLock, NO_IMAGES } from '../blueprints/image-lock';
import { BulwarkError } from '../core/errors';
import { dayOf } from '../core/policy/waiver';

/** The day on which waivers are judged: `BULWARK_TODAY`, else the clock. */
export function today(): string {
  const given = process.env.BULWARK_TODAY;
  if (given === undefined || given === '') return new Date().toISOString().slice(0, 10);
  if (dayOf(given) !== undefined) return given;
  throw new BulwarkError(`BULWARK_TODAY is '${given}'`, ['needs a day such as 2026-11-21']);
}

/**
 * Reads an image lock: the file of `BULWARK_IMAGE_LOCK` where that is set, else the one given.
 * @throws BulwarkError where the file cannot be read or is no image lock
 */
export function readImageLock(lock: string | ImageLock | undefined): ImageLock {
  const override = process.env.BULWARK_IMAGE_LOCK;
  const chosen = override === undefined || override === '' ? lock : override;
  if (chosen === undefined) return NO_IMAGES;
  return typeof chosen === 'string' ? readLockFile(chosen) : chosen;
}

/**
 * Whether the image lock comes from the environment (`BULWARK_IMAGE_LOCK`), for one run against another registry:
 * then a waiver of missing digests may have nothing to excuse, and is right all the same.
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
      'Fix: create it with `bulwark lock IMAGE DIGEST`',
    ]);
  }
  if (isImageLock(value)) return value;
  throw new BulwarkError(`${path} is no image lock`, imageLockProblems(value));
}
