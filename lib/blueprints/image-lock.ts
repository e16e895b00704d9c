import { formatImage, parseImage } from '../core/manifest/image';

/** What is locked for one image reference. */
export interface LockedImage {
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
  /** The day on which it was looked up, `YYYY-MM-DD`. */
  readonly date: string;
}

/** The content of `images.lock.json`: readable references with tags, and the digest that each stands for. */
export interface ImageLock {
  readonly images: Readonly<Record<string, LockedImage>>;
}

/** Where images come from: what is locked, and the mirrors of an environment. */
export interface Images extends ImageLock {
  /** Registries, and the mirror that their images are pulled from. @default none */
  readonly mirrors?: Readonly<Record<string, string>>;
}

/** A lock that holds nothing. */
export const NO_IMAGES: ImageLock = { images: {} };

/** The reference as pods name it: with the digest that the lock has for it, from the mirror of its registry. */
export function pulledReference(image: string, { mirrors, images }: Images): string {
  const locked = lockedReference(image, { images });
  if (mirrors === undefined) return locked;
  const parsed = parseImage(locked);
  if (typeof parsed === 'string' || !Object.hasOwn(mirrors, parsed.registry)) return locked;
  return formatImage({ ...parsed, registry: mirrors[parsed.registry] ?? parsed.registry });
}

/** The reference with its digest, where the lock has one; as it is where it has a digest already or is not locked. */
export function lockedReference(image: string, lock: ImageLock): string {
  if (image.includes('@')) return image;
  const locked = Object.hasOwn(lock.images, image) ? lock.images[image] : undefined;
  return locked === undefined ? image : `${image}@${locked.digest}`;
}

/** What is wrong with a lock as read from a file; empty when it holds. */
export function imageLockProblems(value: unknown): string[] {
  if (!isRecord(value) || !isRecord(value.images)) return ['needs an object with a field `images`'];
  const problems: string[] = [];
  for (const [reference, locked] of Object.entries(value.images)) {
    const digest = isRecord(locked) ? locked.digest : undefined;
    const date = isRecord(locked) ? locked.date : undefined;
    if (typeof digest !== 'string' || !/^sha256:[0-9a-f]{64}$/.test(digest)) {
      problems.push(`${reference}: digest needs \`sha256:\` and 64 hexadecimal digits`);
    }
    if (typeof date !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(date)) {
      problems.push(`${reference}: date needs the form YYYY-MM-DD`);
    }
  }
  return problems;
}

/** Whether a value is an image lock. */
export function isImageLock(value: unknown): value is ImageLock {
  return imageLockProblems(value).length === 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
