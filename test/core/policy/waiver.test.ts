import { waiverProblems } from '../../../lib/core/policy/waiver';

const rules = { today: '2026-11-21', maxDays: 180, locked: new Set<string>(), known: () => true };

const problemsOf = (reason: string, owner = 'team-shop'): string[] =>
  waiverProblems({ control: 'no-host-pid', reason, owner, expires: '2027-02-01' }, rules);

test.each([
  [20, []],
  [19, ['the reason has 19 characters and needs at least 20']],
  [1, ['the reason has 1 character and needs at least 20']],
  [0, ['the reason has 0 characters and needs at least 20']],
])('a reason of %d characters', (length, expected) => {
  expect(problemsOf('x'.repeat(length))).toEqual(expected);
});

test('spaces around a reason do not count, and an owner is no space', () => {
  expect(problemsOf(`  ${'x'.repeat(19)}  `)).toEqual(['the reason has 19 characters and needs at least 20']);
  expect(problemsOf('x'.repeat(20), ' ')).toEqual(['it has no owner']);
});
