import * as fc from 'fast-check';
import { isPlain } from '../../../../lib/core/manifest/plain';
import { applied, Leaf, verdicts } from './verdicts';

// A key `__proto__` is lost when an object is copied, which is not what is tested here.
const json = fc.jsonValue({ maxDepth: 4 }).filter((value) => !JSON.stringify(value).includes('__proto__'));

/** Keys of all objects, in their order, without those that look like a list index. */
function keysOf(value: unknown): string[][] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (!isPlain(value)) return [];
  const keys = Object.keys(value).filter((key) => !/^(0|[1-9]\d*)$/.test(key));
  return [keys, ...Object.values(value).flatMap(keysOf)];
}

test('finds exactly the objects whose keys are out of order, and puts them in order without changing a value', () => {
  fc.assert(
    fc.property(json, (data) => {
      const object = { apiVersion: 'v1', data, kind: 'ConfigMap', metadata: { name: 'a' } };
      const ordered = keysOf(object).every((keys) =>
        keys.every((key, index) => index === 0 || String(keys[index - 1]) < key),
      );
      expect(verdicts('sorted-keys', [object]).length).toBe(ordered ? 0 : 1);
      const sorted = applied('sorted-keys', [object], true);
      expect(sorted).toEqual([object]);
      expect(verdicts('sorted-keys', sorted)).toEqual([]);
    }),
  );
});

test('names the object that holds the key, and looks into no opaque leaf', () => {
  const leaf = Object.assign(new Leaf(), { b: 1, a: 2 });
  const object = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: { containers: [leaf, { name: 'a', env: 1 }] },
  };
  expect(verdicts('sorted-keys', [object])).toEqual(['fail spec.containers[1]']);
});
