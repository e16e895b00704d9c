import { resolve } from 'node:path';
import type { ImageLock, LockedImage } from '../../blueprints/image-lock';
import { parseImage } from '../../core/manifest/image';
import { sortedKeys } from '../../core/manifest/key-order';
import { writeFileAtomic } from '../../writer/atomic';
import { dayFrom } from '../days';
import { leftOutLines } from '../inputs/left-out';
import type { SelectionOptions } from '../inputs/selection';
import { count, FINDINGS, type Io, OK, USAGE, UsageError } from '../io';
import { loadManifests } from '../manifests';
import { type CheckOptions, check } from './check';
import { lockText, readLock } from './lock-file';
import { unlocked } from './references';
import { type UpdateOptions, update } from './update';

/** Options of `bulwark lock`. */
export interface LockOptions extends SelectionOptions, UpdateOptions, CheckOptions {
  readonly list?: boolean;
  readonly update?: boolean;
  readonly check?: boolean;
}

/**
 * `bulwark lock IMAGE DIGEST`: notes the digest that a readable reference stands for; nothing is looked up.
 * `--update` asks registries, `--check` says what is missing or old.
 * `bulwark lock --list [FILES | FOLDERS]`: shows what is locked, and which images of manifests have no digest.
 * @returns the exit code: 0, or 1 where an image has no digest
 * @throws UsageError for what is no reference or digest, and for a lock that cannot be read; it stays untouched
 */
export async function lock(args: readonly string[], options: LockOptions, io: Io): Promise<number> {
  const modes = [options.list, options.update, options.check].filter((mode) => mode === true);
  if (modes.length > 1) throw new UsageError(['lock: needs one of --list, --update and --check']);
  if (options.update === true) return update(args, options, io);
  if (options.check === true) return check(args, options, io);
  const path = resolve(io.cwd, options.file);
  if (options.list === true) return list(args, readLock(path, options.file), options, io);
  const [given = '', second] = args;
  if (args.length === 0 || args.length > 2)
    throw new UsageError(['lock: needs IMAGE DIGEST, --update, --check or --list']);
  const at = given.indexOf('@');
  const image = at >= 0 && second === undefined ? given.slice(0, at) : given;
  const digest = second ?? (at >= 0 ? given.slice(at + 1) : '');
  const locked: LockedImage = { digest, date: dayFrom(options.date, io, '--date') };
  const problems = entryProblems(image, digest);
  if (problems.length > 0) throw new UsageError(problems);
  const { images } = readLock(path, options.file);
  const before = Object.hasOwn(images, image) ? images[image] : undefined;
  writeFileAtomic(path, lockText({ images: { ...images, [image]: locked } }));
  const was =
    before === undefined || before.digest === digest ? '' : ` (was ${before.digest} of ${before.date})`;
  io.stdout.lines([`${options.file}: ${image} is ${digest}${was}`]);
  return OK;
}

function entryProblems(image: string, digest: string): string[] {
  const problems: string[] = [];
  const parsed = parseImage(image);
  if (typeof parsed === 'string') problems.push(`IMAGE: found ${JSON.stringify(image)}; ${parsed}`);
  else if (parsed.digest !== undefined) {
    problems.push(
      `IMAGE: found ${JSON.stringify(image)}, which has a digest; needs the reference with its tag alone`,
    );
  }
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) {
    const found = digest === '' ? 'nothing' : JSON.stringify(digest);
    problems.push(`DIGEST: found ${found}; needs sha256: and 64 hexadecimal digits, as the registry has it`);
  }
  return problems;
}

async function list(
  names: readonly string[],
  { images }: ImageLock,
  options: LockOptions,
  io: Io,
): Promise<number> {
  io.stdout.lines(
    sortedKeys(images).map((image) => `${images[image]?.date}  ${images[image]?.digest}  ${image}`),
  );
  const locked = count(Object.keys(images).length, 'image');
  if (names.length === 0) {
    io.stdout.lines([`${locked} locked`]);
    return OK;
  }
  const { objects, problems, leftOut } = await loadManifests(names, options, io);
  const missing = unlocked(
    objects.map(({ manifest }) => manifest),
    images,
  );
  io.stdout.lines([
    ...missing.map((image) => `no digest yet: ${image}`),
    ...leftOutLines(leftOut),
    `${locked} locked, ${missing.length} without a digest`,
  ]);
  io.stderr.lines(problems.map((problem) => `bulwark: ${problem}`));
  if (problems.length > 0) return USAGE;
  return missing.length === 0 ? OK : FINDINGS;
}
