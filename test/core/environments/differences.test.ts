import { disagreementsOf } from '../../../lib/core/environments/agreement';
import { differencesOf } from '../../../lib/core/environments/differences';
import { suppressionDisagreements } from '../../../lib/core/environments/suppressions';
import type { PlainObject } from '../../../lib/core/manifest/plain';
import { builtinKinds } from '../../../lib/core/manifest/registry';

const object = (kind: string, name: string, spec: PlainObject, apiVersion = 'apps/v1'): PlainObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'shop' },
  spec,
});

const rendered = (all: Readonly<Record<string, readonly PlainObject[]>>) =>
  Object.entries(all).map(([name, objects]) => ({ name, objects, registry: builtinKinds }));

/** Differences as rows: object, path, and a value for each environment. */
const rows = (all: Readonly<Record<string, readonly PlainObject[]>>): unknown[] =>
  differencesOf(rendered(all)).map(({ object: { kind, name }, path, values }) => [
    `${kind} ${name}`,
    path,
    ...Object.values(values),
  ]);

test.each<[string, PlainObject, PlainObject, unknown[]]>([
  ['nothing', { a: 1 }, { a: 1 }, []],
  ['a leaf', { a: 1 }, { a: 2 }, [['spec.a', '1', '2']]],
  ['a leaf that is not there', { a: 1 }, {}, [['spec.a', '1', null]]],
  [
    'several leaves',
    { a: { b: 1, c: 'x' } },
    { a: { b: 2, c: 'y' } },
    [
      ['spec.a.b', '1', '2'],
      ['spec.a.c', '"x"', '"y"'],
    ],
  ],
  ['another type', { a: [1] }, { a: 1 }, [['spec.a', '[1]', '1']]],
  ['a key that is no word', { a: { 'b/c': 1 } }, { a: { 'b/c': 2 } }, [['spec.a["b/c"]', '1', '2']]],
  [
    'items by their names, in any order',
    { a: [{ name: 'x', v: 1 }, { name: 'y' }] },
    { a: [{ name: 'y' }, { name: 'x', v: 2 }] },
    [['spec.a[x].v', '1', '2']],
  ],
  ['items by their places', { a: ['x', 'y'] }, { a: ['x'] }, [['spec.a[1]', '"y"', null]]],
  [
    'items of one name',
    {
      a: [
        { name: 'x', v: 1 },
        { name: 'x', v: 2 },
      ],
    },
    {
      a: [
        { name: 'x', v: 1 },
        { name: 'x', v: 3 },
      ],
    },
    [['spec.a[1].v', '2', '3']],
  ],
])('%s', (_, staging, prod, expected) => {
  const found = rows({
    staging: [object('Deployment', 'web', staging)],
    prod: [object('Deployment', 'web', prod)],
  });
  expect(found).toEqual(expected.map((row) => ['Deployment web', ...Object.values(Object(row))]));
});

test('objects that some lack, and fields of those that have them', () => {
  const map = (value: string): PlainObject => object('ConfigMap', 'a', { value }, 'v1');
  expect(rows({ a: [map('1')], b: [], c: [map('2')] })).toEqual([
    ['ConfigMap a', '', 'ConfigMap shop/a', null, 'ConfigMap shop/a'],
    ['ConfigMap a', 'spec.value', '"1"', null, '"2"'],
  ]);
});

test('names and selectors, of the kinds that others look for', () => {
  const web = (app: string): PlainObject =>
    object('Deployment', 'web', { selector: { matchLabels: { app } } });
  const budget = object('PodDisruptionBudget', 'web', {}, 'policy/v1');
  expect(disagreementsOf(rendered({ a: [web('x'), budget], b: [web('x')] }))).toEqual([]);
  const [selectors, ...none] = disagreementsOf(rendered({ a: [web('x')], b: [web('y')], c: [web('x')] }));
  expect(none).toEqual([]);
  expect(selectors).toMatch(
    /^Deployment shop\/web: found the selectors \{.*"x".*\} in a, c; \{.*"y".*\} in b; needs/,
  );
  expect(disagreementsOf(rendered({ a: [web('x')], b: [] }))).toEqual([
    expect.stringMatching(/^Deployment shop\/web: found it in a and not in b; needs/),
  ]);
});

test('what code suppresses in one environment only, by place, form, control, container and finding', () => {
  const waiver = { control: 'no-latest-tag' as const, reason: 'r', owner: 'o', expires: '2027-01-01' };
  const optOut = { control: 'no-latest-tag' as const, reason: 'r', optOut: true as const };
  const say = (a: object[], b: object[]): number =>
    suppressionDisagreements([
      { name: 'a', declared: a.map((one) => Object({ at: 'shop/web', suppression: waiver, ...one })) },
      { name: 'b', declared: b.map((one) => Object({ at: 'shop/web', suppression: waiver, ...one })) },
    ]).length;
  expect(say([{}], [{}])).toBe(0);
  expect(say([{}, {}], [{}])).toBe(0);
  expect(say([{}], [])).toBe(1);
  expect(say([{}], [{ at: 'shop/api' }])).toBe(2);
  expect(say([{}], [{ suppression: optOut }])).toBe(2);
  expect(say([{}], [{ suppression: { ...waiver, container: 'web' } }])).toBe(2);
  expect(say([{}], [{ suppression: { ...waiver, finding: 'x' } }])).toBe(2);
  expect(say([{}], [{ suppression: { ...waiver, control: 'cpu-limits' } }])).toBe(2);
});
