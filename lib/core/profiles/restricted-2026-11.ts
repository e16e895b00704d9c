import type { Profile } from './profile';
import { CONTROLS_2026_11 } from './restricted-2026-11.generated';

/**
 * Everything that the field checks on manifests and that a default can satisfy, as of November 2026. Pinned: it has the
 * controls whose `since` is not later, so that an upgrade of the library alone turns nobody's build red. Until 1.0 it is open:
 * new controls enter it.
 */
export const restrictedProfile: Profile = {
  id: 'restricted-2026-11',
  title: 'Pod Security restricted, and what the scanners of the field ask on top',
  controls: CONTROLS_2026_11,
};
