import { isOn } from '../../context';
import type { Field } from '../../field';

/** Whether the API server drops a volume and its mounts: an image volume, where the feature is off. */
export function isDropped(volume: Field): boolean {
  return volume.at('image').isSet && !isOn('ImageVolume', volume.context);
}
