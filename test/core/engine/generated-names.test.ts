import { annotateWaived } from '../../../lib/core/engine/annotate';
import { evaluate, type Judged } from '../../../lib/core/engine/evaluate';
import type { Judgement } from '../../../lib/core/engine/finding';
import { messageOf } from '../../../lib/core/engine/message';
import { objectAt, type PlainObject } from '../../../lib/core/manifest/plain';
import type { TargetedWaiver } from '../../../lib/core/policy/waiver';
import { reportOf } from '../../../lib/core/report/report';
import { engineFor, pod, TODAY, waiver } from './fixtures';

const HOST_PID = 'no-host-pid';

function run(generateName: string, metadata: PlainObject = {}): PlainObject {
  return { ...pod('x', { hostPID: true }), metadata: { generateName, namespace: 'shop', ...metadata } };
}

function judged(objects: readonly PlainObject[], ...on: TargetedWaiver['target'][]): Judgement {
  const waivers = on.map((target) => ({ ...waiver(HOST_PID), target: target }));
  return evaluate(
    objects.map((manifest) => ({ manifest })),
    engineFor({ waivers }),
    TODAY,
  );
}

function texts(judgement: Judgement, ...rules: string[]): string[] {
  return judgement.findings.filter(({ control }) => rules.includes(control)).map(messageOf);
}

test('objects whose names the API server makes are never one object', () => {
  expect(texts(judged([run('mig-'), run('mig-'), run('seed-')]), 'duplicate-object')).toEqual([]);
  expect(
    texts(judged([run('mig-', { name: 'a' }), run('seed-', { name: 'a' })]), 'duplicate-object'),
  ).toEqual([expect.stringMatching(/\(Pod shop\/a, metadata.name\)/)]);
});

test('each is printed by what its name is made from', () => {
  const judgement = judged([run('mig-'), run('seed-')]);
  expect(texts(judgement, HOST_PID).map((text) => /\((.*?), /.exec(text)?.[1])).toEqual([
    'Pod shop/mig-*',
    'Pod shop/seed-*',
  ]);
  const [first] = reportOf(judgement, engineFor(), TODAY).findings;
  expect(first?.object).toEqual({
    apiVersion: 'v1',
    kind: 'Pod',
    namespace: 'shop',
    name: '',
    generateName: 'mig-',
  });
});

test('an object without any name says so, and is refused', () => {
  const nameless = { ...pod('x'), metadata: { namespace: 'shop' } };
  const refused = judged([nameless]).findings.filter(
    ({ path, waivable }) => path === 'metadata.name' && !waivable,
  );
  expect(refused.map(messageOf)).toEqual([expect.stringMatching(/Pod shop\/\(no name\)/)]);
});

test.each<[string, TargetedWaiver['target']]>([
  ['its generateName', { kind: 'Pod', namespace: 'shop', generateName: 'mig-' }],
  ['the name as it is printed', { kind: 'Pod', namespace: 'shop', name: 'mig-*' }],
])('a waiver by %s holds for those objects, and for no others', (_, on) => {
  const judgement = judged([run('mig-'), run('seed-'), run('mig-', { name: 'mig-' })], on);
  expect(judgement.suppressed.map(({ object }) => object.generateName)).toEqual(['mig-']);
  expect(texts(judgement, 'waiver-unused', 'waiver-invalid')).toEqual([]);
});

test.each<[string, TargetedWaiver['target'], RegExp]>([
  ['no name', { kind: 'Pod', namespace: 'shop' }, /names no object/],
  ['an empty name', { kind: 'Pod', namespace: 'shop', name: '' }, /names no object/],
  ['any name', { kind: 'Pod', namespace: 'shop', name: '*' }, /names no object/],
  ['an empty generateName', { kind: 'Pod', namespace: 'shop', generateName: '' }, /names no object/],
  ['both', { kind: 'Pod', namespace: 'shop', name: 'a', generateName: 'mig-' }, /names both/],
])('a waiver with %s is an error and suppresses nothing', (_, on, message) => {
  const judgement = judged([run('mig-'), run('seed-')], on);
  expect(texts(judgement, 'waiver-invalid')).toEqual([expect.stringMatching(message)]);
  expect(judgement.suppressed).toEqual([]);
});

test('a waiver is written on the object that it suppressed, not on another of the same generateName', () => {
  const objects: Judged[] = [
    { manifest: run('mig-'), origin: { construct: 'a' }, suppressions: [waiver(HOST_PID)] },
    { manifest: run('mig-'), origin: { construct: 'b' } },
  ];
  const annotated = annotateWaived(objects, evaluate(objects, engineFor(), TODAY));
  expect(annotated.map(({ manifest }) => objectAt(manifest, 'metadata'))).toEqual([
    expect.objectContaining({ annotations: { 'bulwark.dev/waived': 'no-host-pid until 2027-02-01' } }),
    expect.not.objectContaining({ annotations: expect.anything() }),
  ]);
});

test('no namespace is the namespace default, as it is for kubectl', () => {
  const here = pod('web', { hostPID: true });
  const both = [
    { ...here, metadata: { name: 'web' } },
    { ...here, metadata: { name: 'web', namespace: 'default' } },
  ];
  expect(texts(judged(both), 'duplicate-object')).toEqual([
    expect.stringMatching(/the same kind, namespace and name, since no namespace means default/),
  ]);
  const on = { kind: 'Pod', namespace: 'default', name: 'web' };
  expect(judged(both.slice(0, 1), on).suppressed).toHaveLength(1);
});
