import { ManifestSet } from '../../../lib/core/manifest/manifest-set';

const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' } };

test('an object without pods answers as one does of which something is said', () => {
  const [plain] = new ManifestSet([{ manifest: object, origin: { file: 'a.yaml' } }]).entries;
  const [said] = new ManifestSet([{ manifest: object, origin: { file: 'a.yaml' }, autonamed: true }]).entries;
  if (said === undefined) throw new Error('no entry');
  const keys = [
    'manifest',
    'ref',
    'origin',
    'pods',
    'pod',
    'unjudged',
    'templates',
    'unseen',
    'ours',
    'isSecret',
  ] as const;
  expect(Object.keys(said).sort()).toEqual([...keys, 'autonamed'].sort());
  for (const key of keys) expect([key, plain?.[key]]).toEqual([key, said[key]]);
  expect([plain?.autonamed, said.autonamed]).toEqual([false, true]);
});

test('of two objects with one identity the second is told, of names that are made up none', () => {
  const set = new ManifestSet([{ manifest: object, autonamed: true }, { manifest: { ...object } }]);
  expect(set.get({ group: '', kind: 'ConfigMap', namespace: 'shop', name: 'a' })).toBe(set.entries[0]);
});
