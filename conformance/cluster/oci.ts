import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of an image; folders above it are made. */
export interface ImageFile {
  readonly path: string;
  /** Permission bits. @default 0o755 */
  readonly mode?: number;
  /** Its bytes, or what it is a symbolic link to. */
  readonly content: Buffer | { readonly link: string };
}

/** What the container of an image starts. */
export interface ImageConfig {
  readonly entrypoint: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** `uid:gid` */
  readonly user: string;
  /** @default '/' */
  readonly workingDir?: string;
}

/** An image in the layout of OCI. */
export interface Image {
  /** `sha256:` and 64 hexadecimal digits: the same in every run, as long as the files are. */
  readonly digest: string;
  /** Folder of the layout. */
  readonly folder: string;
}

/** Bytes with the digest that names them. */
export interface Blob {
  readonly bytes: Buffer;
  readonly digest: string;
}

const IMAGE = 'application/vnd.oci.image';

/** Names bytes by their digest. */
export function blobOf(bytes: Buffer): Blob {
  return { bytes, digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}` };
}

/** A layer: a tar archive, everything owned by root and without a date. */
export function layerOf(files: readonly ImageFile[]): Blob {
  const parts: Buffer[] = [];
  const folders = new Set<string>();
  for (const { path, mode = 0o755, content } of files) {
    const above = path.split('/').slice(0, -1);
    for (let depth = 1; depth <= above.length; depth++) {
      const folder = `${above.slice(0, depth).join('/')}/`;
      if (!folders.has(folder)) parts.push(header(folder, 0o755, 0, '5', ''));
      folders.add(folder);
    }
    if (!Buffer.isBuffer(content)) {
      parts.push(header(path, mode, 0, '2', content.link));
      continue;
    }
    parts.push(header(path, mode, content.length, '0', ''), content);
    parts.push(Buffer.alloc((512 - (content.length % 512)) % 512));
  }
  return blobOf(Buffer.concat([...parts, Buffer.alloc(1024)]));
}

/** One header of the ustar format. */
function header(path: string, mode: number, size: number, type: string, link: string): Buffer {
  const block = Buffer.alloc(512);
  const octal = (value: number, width: number): string => value.toString(8).padStart(width - 1, '0');
  block.write(path, 0, 100);
  block.write(octal(mode, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(0, 12), 136);
  block.write('        ', 148);
  block.write(type, 156);
  block.write(link, 157, 100);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 7)}\x00 `, 148);
  return block;
}

/** Writes the layout of an image to a folder of its own. */
export function writeImage(folder: string, layers: readonly Blob[], config: ImageConfig): Image {
  const env = Object.entries({ PATH: '/bin', ...config.env }).map(([name, value]) => `${name}=${value}`);
  const { entrypoint, user, workingDir = '/' } = config;
  const described = jsonBlob({
    architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
    os: 'linux',
    config: { Entrypoint: entrypoint, Env: env, User: user, WorkingDir: workingDir },
    rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
  });
  const manifest = jsonBlob({
    schemaVersion: 2,
    mediaType: `${IMAGE}.manifest.v1+json`,
    config: descriptor(described, `${IMAGE}.config.v1+json`),
    layers: layers.map((layer) => descriptor(layer, `${IMAGE}.layer.v1.tar`)),
  });
  mkdirSync(join(folder, 'blobs', 'sha256'), { recursive: true });
  for (const { bytes, digest } of [described, manifest, ...layers]) {
    writeFileSync(join(folder, 'blobs', ...digest.split(':')), bytes);
  }
  const index = { schemaVersion: 2, manifests: [descriptor(manifest, `${IMAGE}.manifest.v1+json`)] };
  writeFileSync(join(folder, 'index.json'), JSON.stringify(index));
  writeFileSync(join(folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  return { digest: manifest.digest, folder };
}

const jsonBlob = (value: unknown): Blob => blobOf(Buffer.from(JSON.stringify(value)));

const descriptor = ({ bytes, digest }: Blob, mediaType: string): object => ({
  mediaType,
  digest,
  size: bytes.length,
});
