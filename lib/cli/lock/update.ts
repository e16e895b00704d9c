import { resolve } from 'node:path';
import type { ImageLock, LockedImage } from '../../blueprints/image-lock';
import { formatImage, parseImage } from '../../core/manifest/image';
import { compareKeys } from '../../core/manifest/key-order';
import { RegistryClient, type Resolved } from '../../oci/client';
import { RegistryProblem } from '../../oci/problem';
import { writeFileAtomic } from '../../writer/atomic';
import { dayFrom } from '../days';
import { count, type Io, OK, UsageError, withProgress } from '../io';
import { type ImageSources, missingImages } from './images-of';
import { lockText, readLock } from './lock-file';
import { mirrorLines, mirrorsFor } from './mirrors';
import { type RegistryOptions, registryOptions } from './registry-options';

/** Options of `bulwark lock --update`. */
export interface UpdateOptions extends ImageSources, RegistryOptions {
  readonly date?: string;
}

/** Images that are looked up at the same time. */
const AT_ONCE = 4;

/**
 * `bulwark lock --update [FILES | FOLDERS]`: asks the registries which digests the references stand for now, those of the lock and
 * those of manifests or of the app, and notes all of them or, where one cannot be had, none.
 * @returns the exit code: 0
 * @throws UsageError with everything that was not told; the lock stays as it was
 */
export async function update(paths: readonly string[], options: UpdateOptions, io: Io): Promise<number> {
  const path = resolve(io.cwd, options.file);
  const date = dayFrom(options.date, io, '--date');
  const asked = registryOptions(options, io);
  const { images } = readLock(path, options.file);
  const found = await missingImages(paths, images, options, date, io);
  const references = [...new Set([...Object.keys(images), ...(found?.images ?? [])])].sort(compareKeys);
  if (references.length === 0) {
    throw new UsageError([
      `${options.file}: found no reference; needs an app or manifests that name images, or an entry of the lock`,
    ]);
  }
  const mirrors = mirrorsFor(found?.mirrors ?? [], asked.mirrors, references);
  const client = new RegistryClient({ ...asked, mirrors });
  const text = `asking registries for ${count(references.length, 'image')}`;
  const resolved = await withProgress(io, text, () => resolveAll(references, client, options.file));
  // What others wrote in the meantime stays.
  const latest = readLock(path, options.file).images;
  const entries = [...resolved].map(([reference, { digest }]): [string, LockedImage] => [
    reference,
    { digest, date },
  ]);
  writeFileAtomic(path, lockText({ images: { ...latest, ...Object.fromEntries(entries) } }));
  io.stdout.lines(mirrorLines(mirrors, references));
  tell(resolved, images, options.file, io);
  return OK;
}

/** All digests. @throws UsageError with a line for each reference that has none */
async function resolveAll(
  references: readonly string[],
  client: RegistryClient,
  file: string,
): Promise<ReadonlyMap<string, Resolved>> {
  const asked = new Map<string, Promise<Resolved>>();
  const found = new Map<string, Resolved>();
  const problems: string[] = [];
  const one = async (reference: string): Promise<void> => {
    const image = parseImage(reference);
    if (typeof image === 'string' || image.digest !== undefined) {
      const why =
        typeof image === 'string'
          ? image
          : 'it has a digest, and needs to be the reference with its tag alone';
      problems.push(`${reference}: ${why}`);
      return;
    }
    const name = formatImage(image);
    const answer = asked.get(name) ?? client.digestOf(image);
    asked.set(name, answer);
    try {
      found.set(reference, await answer);
    } catch (error) {
      if (!(error instanceof RegistryProblem)) throw error;
      problems.push(`${reference}: ${error.message}`);
    }
  };
  const left = references.values();
  const worker = async (): Promise<void> => {
    for (const reference of left) await one(reference);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (problems.length === 0) return new Map([...found].sort(([a], [b]) => compareKeys(a, b)));
  throw new UsageError([
    ...problems.sort(compareKeys),
    `${file} is as it was: ${count(problems.length, 'image')} of ${references.length} without an answer`,
  ]);
}

function tell(
  resolved: ReadonlyMap<string, Resolved>,
  before: ImageLock['images'],
  file: string,
  io: Io,
): void {
  const tally = { new: 0, moved: 0, unchanged: 0 };
  for (const [reference, { digest, isIndex }] of resolved) {
    const old = Object.hasOwn(before, reference) ? before[reference] : undefined;
    const platform = isIndex ? '' : ', for one platform';
    const what = old === undefined ? 'new' : old.digest === digest ? 'unchanged' : 'moved';
    tally[what] += 1;
    const was = what === 'moved' ? `, was ${old?.digest} of ${old?.date}` : '';
    io.stdout.lines([`${what}  ${reference}  ${digest}${was}${platform}`]);
  }
  io.stdout.lines([
    `${file}: ${count(resolved.size, 'image')}, ${tally.new} new, ${tally.moved} moved, ${tally.unchanged} unchanged`,
  ]);
}
