import { controlIds } from '../controls';
import type { Profile } from './profile';

/** Everything that the field checks on manifests and that a default can satisfy. */
export const restrictedProfile: Profile = {
  id: 'restricted-2026-11',
  title: 'Pod Security restricted, and what the scanners of the field ask on top',
  controls: controlIds,
};
