import { shortestGap } from '../../../lib/core/validation/batch/schedule-gap';

const HOUR = 3600;
const DAY = 24 * HOUR;

test.each<[string, number | undefined]>([
  ['* * * * *', 60],
  ['*/5 * * * *', 300],
  ['*/7 * * * *', 240],
  ['0 * * * *', HOUR],
  ['0 3 * * *', DAY],
  ['0 3,4 * * *', HOUR],
  ['0 23,1 * * *', 2 * HOUR],
  ['0 3 * * 1', 7 * DAY],
  ['0 3 * * MON,WED', 2 * DAY],
  ['0 3 * * 0', 7 * DAY],
  ['0 3 * * 1-5', DAY],
  ['0 3 1 * *', 28 * DAY],
  ['0 3 1,15 * *', 14 * DAY],
  ['0 3 1 * 1', DAY],
  ['@hourly', HOUR],
  ['@midnight', DAY],
  ['@every 90s', 90],
  ['@every 1h30m', 5400],
  ['no schedule', undefined],
  ['* * * *', undefined],
  ['TZ=UTC 0 3 * * *', undefined],
])('%s', (schedule, seconds) => {
  expect(shortestGap(schedule)).toBe(seconds);
});
