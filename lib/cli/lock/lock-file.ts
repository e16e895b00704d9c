import { existsSync, readFileSync } from 'node:fs';
import { type ImageLock, imageLockProblems, isImageLock, NO_IMAGES } from '../../blueprints/image-lock';
import { sortedKeys } from '../../core/manifest/key-order';
import { messageOfError } from '../errors';
import { UsageError } from '../io';

/** Reads a lock; one that is not there holds nothing. @throws UsageError where it cannot be read */
export function readLock(path: string, name: string): ImageLock {
  if (!existsSync(path)) return NO_IMAGES;
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError([`${name}: ${messageOfError(error)}`]);
  }
  if (isImageLock(value)) return value;
  throw new UsageError(imageLockProblems(value).map((problem) => `${name}: ${problem}`));
}

/** A lock as its file holds it: keys sorted by bytes, so that two people who add entries get one text. */
export function lockText({ images }: ImageLock): string {
  const sorted = Object.fromEntries(
    sortedKeys(images).map((image) => [image, { digest: images[image]?.digest, date: images[image]?.date }]),
  );
  return `${JSON.stringify({ images: sorted }, null, 2)}\n`;
}
