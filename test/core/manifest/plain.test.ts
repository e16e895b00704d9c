import {
  clone,
  ensureObject,
  isAbsent,
  isOpaque,
  isPlain,
  type PlainObject,
  textOf,
} from '../../../lib/core/manifest/plain';

class Leaf {}

test.each([
  [{}, true, false],
  [Object.create(null), true, false],
  [[], false, false],
  [null, false, false],
  [undefined, false, false],
  ['text', false, false],
  [new Leaf(), false, true],
  [() => 1, false, true],
  [new Map(), false, true],
  [new Date(0), false, true],
])('%p is plain: %p, opaque: %p', (value, plain, opaque) => {
  expect([isPlain(value), isOpaque(value)]).toEqual([plain, opaque]);
});

test.each<[unknown, string]>([
  [{ toString: 1 }, 'an object'],
  [() => 1, 'an object'],
  [['a'], 'a list'],
  [null, 'null'],
  [undefined, 'undefined'],
  ['', ''],
  [0, '0'],
  [false, 'false'],
])('%p is called %s', (value, text) => {
  expect(textOf(value)).toBe(text);
});

test.each([
  [undefined, true],
  [null, true],
  [false, false],
  [0, false],
  ['', false],
])('%p is absent: %p', (value, absent) => {
  expect(isAbsent(value)).toBe(absent);
});

test('an object that is to be written is made where it is absent, and nothing else is replaced', () => {
  const leaf = new Leaf();
  const owner: PlainObject = { there: { a: 1 }, none: null, leaf, text: 'x' };
  ensureObject(owner, 'there').b = 2;
  ensureObject(owner, 'none').b = 2;
  ensureObject(owner, 'missing').b = 2;
  ensureObject(owner, 'leaf').b = 2;
  ensureObject(owner, 'text').b = 2;
  expect(owner).toEqual({ there: { a: 1, b: 2 }, none: { b: 2 }, missing: { b: 2 }, leaf, text: 'x' });
});

test('a copy shares nothing but its opaque leaves', () => {
  const leaf = new Leaf();
  const value: PlainObject = JSON.parse('{"__proto__":{"polluted":1},"list":[{"a":1}]}');
  value.leaf = leaf;
  const copy = clone(value);
  expect(Object.keys(copy)).toEqual(['__proto__', 'list', 'leaf']);
  expect(copy.list).toEqual(value.list);
  expect(copy.list).not.toBe(value.list);
  expect(copy.leaf).toBe(leaf);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});
