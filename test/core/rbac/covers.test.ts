import fc from 'fast-check';
import { breakDown, covers, type RuleLists, rulesGiving, uncovered } from '../../../lib/core/rbac/covers';
import { rulesIn } from '../../../lib/core/rbac/rule';

const rule = (parts: Partial<RuleLists>): RuleLists => ({
  groups: [''],
  resources: ['pods'],
  verbs: ['get'],
  names: [],
  urls: [],
  ...parts,
});

// As the API server answers: its package rbac/validation has the same cases in words.
test.each<[string, readonly Partial<RuleLists>[], Partial<RuleLists>, boolean]>([
  ['itself', [{}], {}, true],
  ['nothing', [], {}, false],
  ['a verb more', [{}], { verbs: ['get', 'list'] }, false],
  [
    'a verb from each of two rules',
    [{ verbs: ['get'] }, { verbs: ['list'] }],
    { verbs: ['get', 'list'] },
    true,
  ],
  [
    'a resource from each of two rules',
    [{}, { resources: ['services'] }],
    { resources: ['pods', 'services'] },
    true,
  ],
  ['the same resource of another group', [{ groups: ['metrics.k8s.io'] }], {}, false],
  ['all verbs', [{ verbs: ['*'] }], { verbs: ['escalate'] }, true],
  ['all verbs of single ones', [{ verbs: ['get', 'list', 'watch'] }], { verbs: ['*'] }, false],
  ['all groups', [{ groups: ['*'] }], { groups: ['apps'], resources: ['pods'] }, true],
  ['all resources', [{ resources: ['*'] }], { resources: ['pods/exec'] }, true],
  ['a subresource of its parent', [{}], { resources: ['pods/exec'] }, false],
  ['a parent of its subresource', [{ resources: ['pods/exec'] }], {}, false],
  ['one subresource of all', [{ resources: ['*/scale'] }], { resources: ['deployments/scale'] }, true],
  ['another subresource of all', [{ resources: ['*/scale'] }], { resources: ['deployments/status'] }, false],
  ['a pattern that is none', [{ resources: ['pods/*'] }], { resources: ['pods/exec'] }, false],
  ['one name of all', [{}], { names: ['web'] }, true],
  ['all of one name', [{ names: ['web'] }], {}, false],
  ['one name of two', [{ names: ['web', 'api'] }], { names: ['api'] }, true],
  ['another name', [{ names: ['web'] }], { names: ['api'] }, false],
  [
    'a name from each of two rules',
    [{ names: ['web'] }, { names: ['api'] }],
    { names: ['web', 'api'] },
    true,
  ],
  ['an empty name', [{ names: ['web'] }], { names: [''] }, false],
  [
    'a verb from one rule and a name from another',
    [{ verbs: ['list'] }, { names: ['web'] }],
    { verbs: ['list'], names: ['web'] },
    true,
  ],
  [
    'a verb and a name that no rule has together',
    [
      { verbs: ['get'], names: ['web'] },
      { verbs: ['list'], names: ['api'] },
    ],
    { verbs: ['list'], names: ['web'] },
    false,
  ],
  [
    'a path',
    [{ groups: [], resources: [], urls: ['/metrics'] }],
    { groups: [], resources: [], urls: ['/metrics'] },
    true,
  ],
  [
    'a path below',
    [{ groups: [], resources: [], urls: ['/healthz/*'] }],
    { groups: [], resources: [], urls: ['/healthz/etcd'] },
    true,
  ],
  [
    'a path beside',
    [{ groups: [], resources: [], urls: ['/healthz'] }],
    { groups: [], resources: [], urls: ['/healthz/etcd'] },
    false,
  ],
  [
    'a path of resources',
    [{ groups: ['*'], resources: ['*'], verbs: ['*'] }],
    { groups: [], resources: [], urls: ['/metrics'] },
    false,
  ],
  ['a rule without a group, which gives nothing', [], { groups: [] }, true],
  ['a rule without a verb, which gives nothing', [], { verbs: [] }, true],
])('held, given: %s', (_, owned, given, held) => {
  expect(covers(owned.map(rule), [rule(given)])).toBe(held);
});

test('what is not covered is told right by right', () => {
  const owned = [
    rule({ verbs: ['get'] }),
    rule({ resources: ['services'], names: ['web'], verbs: ['get', 'patch'] }),
  ];
  const given = rule({ resources: ['pods', 'services'], verbs: ['get', 'patch'], names: ['web'] });
  expect(uncovered(owned, [given])).toEqual([{ group: '', resource: 'pods', verb: 'patch', name: 'web' }]);
});

const some = (...words: readonly string[]): fc.Arbitrary<string[]> =>
  fc.uniqueArray(fc.constantFrom(...words), { maxLength: 3 });
const RULE = fc.record({
  groups: some('', 'apps', 'batch'),
  resources: some('pods', 'pods/log', 'jobs', 'deployments'),
  verbs: some('get', 'list', 'create'),
  names: some('web', 'api'),
  urls: fc.constant([]),
});
const keys = (rules: readonly RuleLists[]): string[] =>
  [...new Set(breakDown(rules).map((right) => JSON.stringify(Object.entries(right).sort())))].sort();

test('rules that are put together of single rights give those rights and no others, in one order', () => {
  fc.assert(
    fc.property(fc.array(RULE, { maxLength: 6 }), (rules) => {
      const made = rulesGiving(breakDown(rules));
      expect(keys(rulesIn({ rules: made }))).toEqual(keys(rules));
      expect(rulesGiving(breakDown([...rules].reverse()))).toEqual(made);
      expect(covers(rulesIn({ rules: made }), rules)).toBe(true);
    }),
  );
});
