import { isPlain } from '../../core/manifest/plain';
import type { Shape } from '../../core/shape';

/** Digests of images. What stands in it is looked at by whoever reads it. */
export const IMAGE_LOCK: Shape = {
  needs: 'an image lock',
  sample: `readImageLock('images.lock.json')`,
  fits: isPlain,
};
