import type { ControlId } from '../controls';
import type { Profile } from './profile';
import { restrictedProfile } from './restricted-2026-11';

const RELAXED: readonly string[] = ['image-pinned-to-digest', 'no-latest-tag', 'image-pull-policy-always'];

/** As restricted, but local images work: no digest, any tag, pulled only where absent. */
export const devProfile: Profile = {
  id: 'dev-2026-11',
  title: 'For development clusters: restricted, but images may be local',
  controls: restrictedProfile.controls.filter((id: ControlId) => !RELAXED.includes(id)),
};
