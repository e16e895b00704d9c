import fc from 'fast-check';
import { scheduleProblem } from '../../../lib/core/validation/batch/schedule';
import { isTooOften, neverRuns } from '../../../lib/core/validation/batch/schedule-dates';

/** Every day of a leap year and of the year after it, as month and day. */
const DATES = Array.from({ length: 731 }, (_, index) => new Date(Date.UTC(2028, 0, 1 + index))).map(
  (date) => ({
    day: date.getUTCDate(),
    month: date.getUTCMonth() + 1,
  }),
);

/** A field with some numbers of its range, and which numbers they are. */
function field(least: number, most: number): fc.Arbitrary<{ text: string; has: (n: number) => boolean }> {
  const number = fc.integer({ min: least, max: most });
  const one = number.map((n) => ({ text: `${n}`, has: (m: number) => m === n }));
  const range = fc.tuple(number, number).map(([a, b]) => {
    const [from, to] = [Math.min(a, b), Math.max(a, b)];
    return { text: `${from}-${to}`, has: (m: number) => m >= from && m <= to };
  });
  const step = fc.tuple(number, fc.integer({ min: 1, max: 9 })).map(([n, by]) => ({
    text: `${n}/${by}`,
    has: (m: number) => m >= n && (m - n) % by === 0,
  }));
  return fc.array(fc.oneof(one, range, step), { minLength: 1, maxLength: 3 }).map((parts) => ({
    text: parts.map(({ text }) => text).join(','),
    has: (m: number) => parts.some(({ has }) => has(m)),
  }));
}

test.each<[string, boolean]>([
  ['@every 59s', true],
  ['@every 1m', false],
  ['@every 500ms', true],
  ['@every 0h', true],
  ['@every -1h', true],
  ['@every 1h', false],
  ['@hourly', false],
  ['* * * * *', false],
])('%s is more than once a minute: %s', (schedule, is) => {
  expect(isTooOften(schedule)).toBe(is);
});

test('a schedule never runs where no day of any year fits its days and months', () => {
  const rare = field(29, 31);
  fc.assert(
    fc.property(fc.oneof(rare, field(1, 31)), field(1, 12), (day, month) => {
      const schedule = `0 3 ${day.text} ${month.text} *`;
      expect(scheduleProblem(schedule)).toBeUndefined();
      expect(neverRuns(schedule)).toBe(!DATES.some((date) => day.has(date.day) && month.has(date.month)));
    }),
  );
});

test.each([
  ...[31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].flatMap((days, month): [string, boolean][] => [
    [`0 3 ${days} ${month + 1} *`, false],
    ...(days < 31 ? [[`0 3 ${days + 1}-31 ${month + 1} *`, true] satisfies [string, boolean]] : []),
  ]),
  ['0 3 31 2,4,6,9,11 *', true],
  ['0 3 ? 2 *', false],
  ['0 3 31 ? *', false],
  ['0 3 30,* 2 *', false],
  ['0 3 30 2 1,*', true],
  ['@monthly', false],
  ['0 3 31 2 *', true],
  ['0 3 31 2 ?', true],
  ['0 3 31 FEB */1', true],
  ['0 3 31 2 */2', false], // a step above one is a day of the week that is said
  ['0 3 31 2 1', false],
  ['0 3 * 2 *', false],
  ['0 3 31 * *', false],
  ['@yearly', false],
  ['@every 1h', false],
])('%s: %p', (schedule, never) => {
  expect(scheduleProblem(schedule)).toBeUndefined();
  expect(neverRuns(schedule)).toBe(never);
});
