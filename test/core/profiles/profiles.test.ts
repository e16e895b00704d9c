import { controlIds } from '../../../lib/core/controls';
import { devProfile } from '../../../lib/core/profiles/dev';
import { restrictedProfile } from '../../../lib/core/profiles/restricted-2026-11';

test('the newest restricted profile has every control of the catalogue, each once', () => {
  expect([...restrictedProfile.controls].sort()).toEqual([...controlIds].sort());
});

test('the profile for development leaves out what local images cannot satisfy, and nothing else', () => {
  const left = restrictedProfile.controls.filter((id) => !devProfile.controls.includes(id));
  expect(left).toEqual(['image-pinned-to-digest', 'no-latest-tag', 'image-pull-policy-always']);
});
