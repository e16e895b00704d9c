import { millisecondsOf } from '../../../../lib/blueprints/workload/scrape/duration';

test.each<[string, number | undefined]>([
  ['1ms', 1],
  ['1s', 1000],
  ['1m', 60_000],
  ['1h', 3_600_000],
  ['1d', 86_400_000],
  ['1w', 7 * 86_400_000],
  ['1y', 365 * 86_400_000],
  ['1m30s', 90_000],
  ['1y1w1d1h1m1s1ms', (365 + 7 + 1) * 86_400_000 + 3_661_001],
  ['0s', undefined],
  ['', undefined],
  ['30s1m', undefined],
  ['1.5m', undefined],
  ['1', undefined],
  ['-1s', undefined],
])('%s is so many milliseconds: %s', (text, milliseconds) => {
  expect(millisecondsOf(text)).toBe(milliseconds);
});
