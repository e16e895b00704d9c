import { readFileSync } from 'node:fs';
import { controlIds, controls } from '../../../lib/core/controls';
import { devProfile } from '../../../lib/core/profiles/dev';
import { restrictedProfile } from '../../../lib/core/profiles/restricted-2026-11';
import { isIn } from '../../../lib/core/profiles/since';
import { LIST, listOfProfile } from '../../../scripts/profiles';

test('the newest restricted profile has every control of the catalogue, each once', () => {
  expect([...restrictedProfile.controls].sort()).toEqual([...controlIds].sort());
});

test('the profile for development leaves out what local images cannot satisfy, and nothing else', () => {
  const left = restrictedProfile.controls.filter((id) => !devProfile.controls.includes(id));
  expect(left).toEqual(['image-pinned-to-digest', 'no-latest-tag', 'image-pull-policy-always']);
});

test.each([
  ['2026-11', undefined, true],
  ['2026-11', '2026-11', true],
  ['2026-11', '2026-12', false],
  ['2026-11', '2027-01', false],
  ['2027-03', '2027-01', true],
  ['2027-03', undefined, true],
])('the profile of %s has a control since %s: %s', (month, since, has) => {
  expect(isIn(month, { since })).toBe(has);
});

test('every since is a month', () => {
  const written = controls.flatMap(({ since }) => since ?? []);
  expect(written.filter((since) => !/^20\d\d-(0[1-9]|1[0-2])$/.test(since))).toEqual([]);
});

test('the list of the profile is what the controls say of since: npm run docs writes it', () => {
  expect(readFileSync(LIST, 'utf8')).toBe(listOfProfile());
});
