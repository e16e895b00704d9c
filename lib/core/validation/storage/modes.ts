import type { Field } from '../field';
import { checkRequired } from '../primitives/text';

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

/** What a volume may be for its pods: a device or a file system. */
export const VOLUME_MODES = ['Block', 'Filesystem'];

/** How a volume may be mounted, which has to be said of claims and volumes alike. */
export function checkAccessModes(modes: Field): void {
  checkRequired(modes, 'at least one access mode');
  for (const mode of modes.items()) {
    if (!mode.isUnknown && !ACCESS_MODES.includes(mode.text ?? '')) mode.notSupported(ACCESS_MODES);
  }
  const strings = modes.items().map((mode) => mode.text ?? '');
  if (
    strings.includes('ReadWriteOncePod') &&
    strings.some((text) => text !== 'ReadWriteOncePod' && ACCESS_MODES.includes(text))
  )
    modes.forbidden('ReadWriteOncePod alone', 'remove the other access modes');
}
