import { clusters } from '../../../lib/core/cluster/presets';
import { compilePolicy } from '../../../lib/core/engine/compiled-policy';
import { evaluate } from '../../../lib/core/engine/evaluate';
import { harden } from '../../../lib/core/engine/harden';
import { FieldRules } from '../../../lib/core/kinds/fill';
import { knownKinds } from '../../../lib/core/kinds/known';
import { knownRecords } from '../../../lib/core/kinds/late-records';
import { readCustomObject } from '../../../lib/core/kinds/objects';
import type { KindRecord } from '../../../lib/core/kinds/record';
import { heldBy } from '../../../lib/core/kinds/view';
import { isPlain, type PlainObject } from '../../../lib/core/manifest/plain';
import { isBuiltinGroup } from '../../../lib/core/manifest/registry';
import { restricted } from '../../../lib/core/policy/policy';
import { pathsTo, sampleOf } from './sample';

const compiled = compilePolicy(restricted(), clusters.kubeadm());
const all = knownRecords();
const withPods = all.filter(({ pods }) => pods.length > 0);
const cases = withPods.map((record) => [`${record.group}/${record.kind}`, record] as const);

test('there are many, each kind appears once, and none is one of Kubernetes itself', () => {
  expect(withPods.length).toBeGreaterThan(200);
  expect(all.length - withPods.length).toBeGreaterThan(1000);
  const names = all.map(({ group, kind }) => `${group}/${kind}`);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(all.filter(({ group }) => isBuiltinGroup(group))).toEqual([]);
});

test('every record says the resource and the scope', () => {
  expect(all.filter(({ plural, scope }) => plural === undefined || scope === undefined)).toEqual([]);
});

describe.each(cases)('%s', (_name, record) => {
  test('every container is judged, at its real place', () => {
    const object = sampleOf(record);
    const found = evaluate([{ manifest: object }], compiled, '2026-11-21')
      .findings.filter(({ control }) => control === 'no-privileged-containers')
      .map(({ path }) => path);
    const expected = pathsTo(object, (_value, key) => key === 'privileged');
    expect([...found].sort()).toEqual(expected.sort());
  });

  test('nothing in it is unknown but what an operator writes', () => {
    const object = sampleOf(record);
    expect(readCustomObject(object, knownKinds).unjudged).toBeUndefined();
    const { findings } = evaluate([{ manifest: object }], compiled, '2026-11-21');
    const unknown = findings.filter(({ verdict }) => verdict === 'unknown').map(({ control }) => control);
    expect([...new Set(unknown)].filter((control) => !OPERATORS.includes(control))).toEqual([]);
  });

  test('hardening keeps what is there, takes what is unsafe out, and writes only what the kind takes', () => {
    const object = sampleOf(record);
    const hardened = harden(object, compiled, { repair: true });
    expect(harden(hardened, compiled, { repair: true })).toEqual(hardened);
    expect(foreignFields(object, hardened, record)).toEqual([]);
  });
});

/** What is asked of the labels of pods is unknown where the operator of one of them adds labels. */
const OPERATORS = [
  'no-unseen-pod-fields',
  'network-policy-for-every-pod',
  'network-policy-covers-both-directions',
];

/** Fields of pods that hardening wrote although the kind does not take them. */
function foreignFields(before: PlainObject, after: PlainObject, record: KindRecord): string[] {
  const old = heldBy(before, record).views;
  return heldBy(after, record).views.flatMap((view, index) => {
    const given = old[index];
    if (given === undefined) return ['a pod'];
    const fields = view.whole ? added(given.spec, view.spec) : [];
    const inside = [...view.containers].flatMap(([at, container]) =>
      added(given.containers.get(at) ?? {}, container).map((field) => `containers.${field}`),
    );
    return [...fields, ...inside].filter((field) => !view.rules.takes(field));
  });
}

/** The paths of the fields of one object that another has not. */
function added(before: PlainObject, after: PlainObject): string[] {
  return Object.keys(after).flatMap((key) => {
    const [old, now] = [before[key], after[key]];
    if (isPlain(old) && isPlain(now)) return added(old, now).map((field) => `${key}.${field}`);
    return old === undefined ? [key] : [];
  });
}

test('a kind takes what its record lists, and all below it', () => {
  const rules = new FieldRules({
    path: '',
    shape: 'template',
    takes: ['volumes', 'containers.securityContext.runAsUser'],
  });
  expect(rules.takes('volumes')).toBe(true);
  expect(rules.takes('containers.securityContext')).toBe(true);
  expect(rules.takes('containers.securityContext.runAsUser')).toBe(true);
  expect(rules.takes('containers.securityContext.privileged')).toBe(false);
  expect(rules.takes('hostNetwork')).toBe(false);
});
