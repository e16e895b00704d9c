import type { ImageLock } from '../../blueprints/image-lock';
import { knownKinds } from '../../core/kinds/known';
import { podsOf } from '../../core/kinds/pods-of';
import { eachImage, imageAt } from '../../core/manifest/images';
import { compareKeys } from '../../core/manifest/key-order';
import type { PlainObject } from '../../core/manifest/plain';

/** The images of manifests that have no digest and no entry in the lock: those of containers and of image volumes. */
export function unlocked(objects: readonly PlainObject[], images: ImageLock['images']): string[] {
  const found = imagesIn(objects).filter((image) => !image.includes('@') && !Object.hasOwn(images, image));
  return found.sort(compareKeys);
}

/** Every image that manifests name, once. */
function imagesIn(objects: readonly PlainObject[]): string[] {
  const found = new Set<string>();
  for (const pod of objects.flatMap((manifest) => podsOf(manifest, knownKinds))) {
    eachImage(pod, (place) => {
      const image = imageAt(place);
      if (typeof image === 'string') found.add(image);
    });
  }
  return [...found];
}
