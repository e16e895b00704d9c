import { headroomRows } from '../../../lib/cli/synth/headroom';
import type { Headroom } from '../../../lib/core/quota/headroom';

const quota = (namespace: string, needed: string, hard: string): Headroom => ({
  namespace,
  quota: 'quota',
  amounts: [
    { name: 'pods', hard: '100', needed: '1', peak: '1', left: '99' },
    { name: 'cpu', hard, needed, peak: needed, left: '0' },
  ],
});

test('the fullest quota comes first, whatever the units', () => {
  const rows = headroomRows([quota('b', '500m', '40'), quota('c', '1', '1'), quota('a', '39', '40')]);
  expect(rows).toEqual([
    ['quota', 'c: pods 1 of 100, cpu 1 of 1'],
    ['', 'a: pods 1 of 100, cpu 39 of 40'],
    ['', 'b: pods 1 of 100, cpu 500m of 40'],
  ]);
});

test('a quota of 0 is full once anything is needed', () => {
  const rows = headroomRows([quota('a', '1', '1'), quota('b', '1m', '0'), quota('c', '0', '0')]);
  expect(rows.map(([, text]) => text[0])).toEqual(['b', 'a', 'c']);
});

test('many quotas are counted', () => {
  const rows = headroomRows(Array.from({ length: 11 }, (_, index) => quota(`ns-${index}`, '1', '2')));
  expect(rows).toHaveLength(9);
  expect(rows.at(-1)).toEqual(['', '… and 3 more']);
  expect(headroomRows([])).toEqual([]);
});
