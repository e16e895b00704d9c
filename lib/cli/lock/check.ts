import { resolve } from 'node:path';
import { sortedKeys } from '../../core/manifest/key-order';
import { dayOf } from '../../core/policy/waiver';
import { dayFrom } from '../days';
import { count, FINDINGS, type Io, OK, UsageError } from '../io';
import { type ImageSources, missingImages } from './images-of';
import { readLock } from './lock-file';

/** Options of `bulwark lock --check`. */
export interface CheckOptions extends ImageSources {
  readonly date?: string;
  /** Days that a look-up holds. @default 30 */
  readonly maxAge?: string;
}

const DEFAULT_DAYS = 30;
const DAY = 86_400_000;

/**
 * `bulwark lock --check [FILES | FOLDERS]`: says which images of manifests or of the app have no digest, and which digests were looked up too long
 * ago. Asks no registry, and changes nothing.
 * @returns the exit code: 0, or 1 where there is one of them
 * @throws UsageError for wrong options, and for what cannot be read
 */
export async function check(paths: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  const today = dayFrom(options.date, io, '--date');
  const days = daysOf(options.maxAge);
  const { images } = readLock(resolve(io.cwd, options.file), options.file);
  const found = await missingImages(paths, images, options, today, io);
  const missing = found?.images ?? [];
  if (found === undefined && Object.keys(images).length === 0) {
    throw new UsageError([
      `${options.file}: found no entry; needs one, or an app or manifests that name images`,
    ]);
  }
  const old = sortedKeys(images).flatMap((image) => {
    const date = images[image]?.date ?? '';
    const why = tooOld(date, today, days);
    return why === undefined ? [] : [`${why}  ${image}`];
  });
  io.stdout.lines([
    ...missing.map((image) => `no digest yet  ${image}`),
    ...old,
    `${options.file}: ${count(Object.keys(images).length, 'image')} locked, ${missing.length} without a digest, ${old.length} to look up again`,
  ]);
  return missing.length + old.length === 0 ? OK : FINDINGS;
}

function tooOld(date: string, today: string, days: number): string | undefined {
  const then = dayOf(date);
  const now = dayOf(today);
  if (then === undefined || now === undefined) return `looked up on no day (${date})`;
  if (then > now) return `looked up in the future (${date})`;
  const age = Math.round((now - then) / DAY);
  return age > days ? `looked up ${count(age, 'day')} ago` : undefined;
}

function daysOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_DAYS;
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new UsageError([`--max-age: found ${JSON.stringify(text)}; needs days, such as 30`]);
}
