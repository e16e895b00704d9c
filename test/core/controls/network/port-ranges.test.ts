import {
  formatPorts,
  intersect,
  portsMeet,
  range,
} from '../../../../lib/core/controls/network/shared/port-ranges';

test.each<[string, [number, number], [number, number], [number, number] | undefined]>([
  ['overlap', [1, 10], [5, 20], [5, 10]],
  ['overlap the other way round', [5, 20], [1, 10], [5, 10]],
  ['lie in each other', [1, 65_535], [80, 90], [80, 90]],
  ['share one port', [1, 10], [10, 20], [10, 10]],
  ['share none', [1, 10], [11, 20], undefined],
])('ranges that %s', (_name, left, right, both) => {
  const found = intersect([range('TCP', ...left)], [range('TCP', ...right)]);
  expect(found).toEqual(both === undefined ? [] : [range('TCP', ...both)]);
  expect(portsMeet([range('TCP', ...left)], [range('TCP', ...right)])).toBe(both !== undefined);
});

test('ports of two protocols never meet, and each pair that meets is one range', () => {
  expect(intersect([range('TCP', 53)], [range('UDP', 53)])).toEqual([]);
  const both = intersect([range('TCP', 1, 9), range('UDP', 1, 9)], [range('UDP', 5), range('TCP', 7, 20)]);
  expect(formatPorts(both)).toBe('TCP 7-9, UDP 5');
});
