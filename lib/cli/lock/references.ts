import type { ImageLock } from '../../blueprints/image-lock';
import { refOf } from '../../core/manifest/identity';
import { compareKeys } from '../../core/manifest/key-order';
import { type PlainObject, stringAt } from '../../core/manifest/plain';
import { podOf } from '../../core/manifest/pod';
import { builtinKinds } from '../../core/manifest/registry';

/** The images of manifests that have no digest and no entry in the lock. */
export function unlocked(objects: readonly PlainObject[], images: ImageLock['images']): string[] {
  const found = new Set<string>();
  for (const manifest of objects) {
    const { apiVersion, kind } = refOf(manifest);
    const path = builtinKinds.podSpecPath(apiVersion, kind);
    for (const { spec } of path === undefined ? [] : (podOf(manifest, path)?.containers ?? [])) {
      const image = stringAt(spec, 'image');
      if (image !== undefined && !image.includes('@') && !Object.hasOwn(images, image)) found.add(image);
    }
  }
  return [...found].sort(compareKeys);
}
