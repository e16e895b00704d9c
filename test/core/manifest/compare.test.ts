import fc from 'fast-check';
import { compareManifests } from '../../../lib/core/manifest/compare';
import type { PlainObject } from '../../../lib/core/manifest/plain';

const map = (name: string, data: PlainObject = {}, namespace = 'shop'): PlainObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace },
  data,
});
const deployment = (app: string, memory = '1Gi'): PlainObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    selector: { matchLabels: { app } },
    template: { spec: { containers: [{ name: 'a', resources: { limits: { memory } } }] } },
  },
});
const names = (refs: readonly { readonly name: string }[]) => refs.map(({ name }) => name);

test('tells added, removed, changed and unchanged objects apart', () => {
  const result = compareManifests(
    [map('a'), map('b', { k: '1' }), map('c'), map('same', {}, 'other')],
    [map('b', { k: '2' }), map('c'), map('d'), map('same')],
  );
  expect(names(result.added)).toEqual(['d', 'same']);
  expect(names(result.removed)).toEqual(['a', 'same']);
  expect(names(result.changed)).toEqual(['b']);
  expect(result.unchanged).toBe(1);
  expect(result.replaced).toEqual([]);
});

test('names the objects that would have to be replaced', () => {
  const { changed, replaced } = compareManifests([deployment('a')], [deployment('b')]);
  expect(names(changed)).toEqual(['web']);
  expect(replaced).toMatchObject([{ object: { name: 'web' }, changes: [{ path: 'spec.selector' }] }]);
});

test('the spelling of quantities is no change', () => {
  expect(compareManifests([deployment('a', '1Gi')], [deployment('a', '1024Mi')])).toMatchObject({
    changed: [],
    unchanged: 1,
  });
});

test('a set differs in nothing from itself, and in all from nothing', () => {
  const sets = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { maxLength: 8 });
  fc.assert(
    fc.property(sets, (ids) => {
      const objects = ids.map((id) => map(id));
      const same = compareManifests(objects, [...objects].reverse());
      expect(same).toMatchObject({ added: [], removed: [], changed: [], unchanged: ids.length });
      expect(compareManifests([], objects).added).toHaveLength(ids.length);
      expect(compareManifests(objects, []).removed).toHaveLength(ids.length);
    }),
  );
});
