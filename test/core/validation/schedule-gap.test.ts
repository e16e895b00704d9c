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
  ['0 3 1 * MON', DAY],
  ['0 3 31 * *', 28 * DAY],
  ['0 3 1,31 * *', DAY],
  ['0 3 15,1 * *', 14 * DAY],
  ['0 3 * * 6,0', DAY],
  ['0 3 * * 5,1', 3 * DAY],
  ['0 3 * * SAT', 7 * DAY],
  ['30 3,4 * * 1', HOUR],
  ['0 0,12 * * 1', 12 * HOUR],
  ['@hourly', HOUR],
  ['@daily', DAY],
  ['@midnight', DAY],
  ['@weekly', 7 * DAY],
  ['@monthly', 28 * DAY],
  ['@yearly', 365 * DAY],
  ['@annually', 365 * DAY],
  ['@every 500ms', 0],
  ['@every -1m', -60],
  ['@every 90s', 90],
  ['@every 1h30m', 5400],
  ['no schedule', undefined],
  ['* * * *', undefined],
  ['TZ=UTC 0 3 * * *', undefined],
])('%s', (schedule, seconds) => {
  expect(shortestGap(schedule)).toBe(seconds);
});
