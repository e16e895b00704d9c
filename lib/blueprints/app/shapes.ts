import { isPlain } from '../../core/manifest/plain';
import type { Shape } from '../../core/shape';

/** Digests of images. What is in it is looked at by the code that reads it. */
export const IMAGE_LOCK: Shape = {
  needs: 'an image lock',
  sample: `readImageLock('images.lock.json')`,
  fits: isPlain,
};
