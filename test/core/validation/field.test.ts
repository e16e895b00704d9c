import { Field } from '../../../lib/core/validation/field';
import type { Invalid } from '../../../lib/core/validation/problem';

function rootOf(manifest: Record<string, unknown>): { root: Field; found: Invalid[] } {
  const found: Invalid[] = [];
  return { root: Field.root(manifest, { minor: 36 }, (problem) => found.push(problem)), found };
}

test('a field names its place', () => {
  const { root } = rootOf({ a: [{ 'x/y': { b: 1 } }] });
  const [item] = root.at('a').items();
  expect(item?.at('x/y').at('b').path).toBe('a[0]["x/y"].b');
  expect(root.in('a', 'b').path).toBe('a.b');
  expect(root.at('a').items()[0]?.entries()[0]?.key).toBe('x/y');
});

test('a hole in a list is an item that is absent', () => {
  const a: unknown[] = [];
  a[1] = { b: 1 };
  const { root } = rootOf({ a });
  expect(
    root
      .at('a')
      .items()
      .map((item) => item.at('b').isSet),
  ).toEqual([false, true]);
});

test('null counts as absent', () => {
  const { root } = rootOf({ a: null });
  expect([root.at('a').isSet, root.at('a').isZero, root.in('a', 'b').isSet]).toEqual([false, true, false]);
});

test('below a leaf that is not known everything is such a leaf', () => {
  const { root } = rootOf({ a: new Date(0) });
  const below = root.in('a', 'b', 'c');
  expect([below.isSet, below.isZero, below.isUnknown, below.text, below.number]).toEqual([
    true,
    false,
    true,
    undefined,
    undefined,
  ]);
  expect([root.at('a').items(), root.at('a').entries()]).toEqual([[], []]);
});

test('a default stands for what is absent, never for what is of a wrong type', () => {
  const { root } = rootOf({ text: 'UDP', empty: '', wrong: 1, number: 0n });
  expect(root.at('text').textOr('TCP')).toBe('UDP');
  expect(root.at('empty').textOr('TCP')).toBe('TCP');
  expect(root.at('none').textOr('TCP')).toBe('TCP');
  expect(root.at('wrong').textOr('TCP')).toBeUndefined();
  expect(root.at('number').numberOr(5)).toBe(0);
  expect(root.at('none').numberOr(5)).toBe(5);
});

test('a refusal says where, what and how to fix it', () => {
  const { root, found } = rootOf({ a: 'x' });
  root.at('a').notSupported(['y', 'z']);
  root.at('b').required('a thing');
  root.at('a').tooLong(3, 5, 'characters');
  expect(found).toEqual([
    {
      path: 'a',
      type: 'not-supported',
      found: 'x',
      needs: 'one of y, z',
      fix: 'write one of y, z',
      naming: false,
    },
    {
      path: 'b',
      type: 'required',
      found: undefined,
      needs: 'a thing',
      fix: 'write the field',
      naming: false,
    },
    {
      path: 'a',
      type: 'too-long',
      found: '5 characters',
      needs: 'at most 3 characters',
      fix: 'shorten it',
      naming: false,
    },
  ]);
});
