import { clusters } from '../../../../lib/core/cluster/presets';
import { controlOf } from '../../../../lib/core/controls';
import type { Control, PodExample } from '../../../../lib/core/controls/control';
import { podExampleObject } from '../../../../lib/core/controls/examples';
import { objectAt, objectsAt, type PlainObject } from '../../../../lib/core/manifest/plain';
import { podOf } from '../../../../lib/core/manifest/pod';
import { findingsOf, Leaf, pod } from '../cases';
import { applyContext, applyControl, problemsOf } from '../harness';

const USER = 23117;
const leaf = new Leaf();

function control(id: string): Control {
  const found = controlOf(id);
  if (found === undefined) throw new Error(`no control ${id}`);
  return found;
}

/** A pod with a security context of its own, and two containers with theirs. */
function two(shared: PlainObject, first: PlainObject, second: PlainObject): PodExample {
  const containers = [
    { name: 'a', securityContext: first },
    { name: 'b', securityContext: second },
  ];
  return { spec: { securityContext: shared, containers } };
}

/** What a control leaves in the contexts of the pod and of its two containers. */
function contexts(id: string, example: PodExample, repair: boolean): unknown[] {
  const [manifest] = applyControl(control(id), example, repair);
  const spec = objectAt(manifest, 'spec');
  const containers = objectsAt(spec, 'containers');
  return [spec?.securityContext, ...containers.map((container) => container.securityContext)];
}

type Three = readonly [PlainObject, PlainObject, PlainObject];
const nonRoot = { runAsNonRoot: true };
const mayRoot = { runAsNonRoot: false };
const zero = { runAsUser: 0 };

describe.each([false, true])('what is written about identity, repair %s', (repair) => {
  test.each<[string, string, Three, Three]>([
    ['fills both levels', 'run-as-non-root', [{}, {}, {}], [nonRoot, nonRoot, nonRoot]],
    ['keeps false at the pod', 'run-as-non-root', [mayRoot, {}, {}], [mayRoot, {}, {}]],
    ['keeps false at a container', 'run-as-non-root', [{}, mayRoot, {}], [nonRoot, mayRoot, nonRoot]],
    ['starts no root container in vain', 'run-as-non-root', [{}, zero, {}], [{}, zero, nonRoot]],
    [
      'takes null as absent',
      'run-as-non-root',
      [{ runAsNonRoot: null }, {}, {}],
      [nonRoot, nonRoot, nonRoot],
    ],
    [
      'leaves what is opaque',
      'run-as-non-root',
      [{ runAsNonRoot: leaf }, {}, {}],
      [{ runAsNonRoot: leaf }, {}, {}],
    ],
    ['fills both levels', 'run-as-high-uid', [{}, {}, {}], [id(USER), id(USER), id(USER)]],
    ['repeats the id of the pod', 'run-as-high-uid', [id(20001), {}, {}], [id(20001), id(20001), id(20001)]],
    ['respects a low id of the pod', 'run-as-high-uid', [id(1000), {}, {}], [id(1000), {}, {}]],
    [
      'respects a low id of a container',
      'run-as-high-uid',
      [{}, id(1000), {}],
      [id(USER), id(1000), id(USER)],
    ],
    ['respects root at the pod', 'run-as-high-uid', [zero, {}, id(20001)], [zero, {}, id(20001)]],
    ['does not take root away', 'run-as-high-uid', [mayRoot, {}, {}], [mayRoot, {}, {}]],
    ['does not take root away by inheritance', 'run-as-high-uid', [{}, mayRoot, {}], [{}, mayRoot, id(USER)]],
    ['gives root no other group', 'run-as-high-gid', [{}, zero, {}], [{}, zero, { runAsGroup: USER }]],
    ['fills the pod only', 'set-fs-group', [{}, {}, {}], [{ fsGroup: USER }, {}, {}]],
    ['keeps an explicit group', 'set-fs-group', [{ fsGroup: 0 }, {}, {}], [{ fsGroup: 0 }, {}, {}]],
  ])('%s: %s %j', (_name, id, [shared, first, second], expected) => {
    expect(contexts(id, two(shared, first, second), repair)).toEqual(expected);
  });

  test.each(['run-as-high-uid', 'run-as-high-gid', 'set-fs-group', 'set-fs-group-change-policy'])(
    '%s neither asks anything of Windows nor writes there',
    (id) => {
      const example = { spec: { os: { name: 'windows' } } };
      expect(problemsOf(control(id), example)).toEqual([]);
      expect(contexts(id, example, repair)).toEqual([undefined, undefined]);
    },
  );
});

test('a container on which a control is suppressed inherits nothing new', () => {
  const manifest = podExampleObject(two({}, {}, {}));
  const whole = podOf(manifest, ['spec']);
  const nonRootControl = control('run-as-non-root');
  if (whole === undefined || nonRootControl.on !== 'pod') throw new Error('a control over pods is needed');
  const context = applyContext(undefined, [whole], { repair: true });
  nonRootControl.harden?.({ ...whole, containers: whole.containers.slice(1) }, context);
  expect(whole.spec.securityContext).toEqual({});
  expect(whole.containers.map(({ spec }) => spec.securityContext)).toEqual([{}, nonRoot]);
});

describe('ranges', () => {
  const ranges = {
    users: [
      { min: 100, max: 104 },
      { min: 200, max: 204 },
    ],
    groups: [{ min: 7, max: 7 }],
  };
  const restrict = control('restrict-uid-gid-ranges');

  test('are in force only where they are given', () => {
    const cluster = clusters.kind();
    expect(restrict.active?.({ params: { ranges: {} }, cluster })).toBe(false);
    expect(restrict.active?.({ params: { ranges }, cluster })).toBe(true);
  });

  test('get ids that were derived, absent or in range, and leave the rest', () => {
    const example = { ...two({ runAsUser: USER }, { runAsUser: 201 }, { runAsUser: 9 }), params: { ranges } };
    // Nothing of the pod may reach the last container, whose group goes with its own user.
    const moved = { runAsUser: 202, fsGroup: 7 };
    const expected = [moved, { runAsUser: 201, runAsGroup: 7 }, { runAsUser: 9 }];
    expect(contexts('restrict-uid-gid-ranges', example, false)).toEqual(expected);
  });
});

describe('user ids across workloads', () => {
  const unique = control('unique-uid-per-workload');
  const as = (name: string, runAsUser: unknown, namespace = 'shop'): PlainObject =>
    pod(name, { securityContext: { runAsUser } }, namespace);

  test.each<[string, PlainObject[], string[]]>([
    ['absent ids are not compared', [as('a', undefined), as('b', null)], []],
    ['one workload may use an id twice', [twice('a', 5, 5)], []],
    ['each of three is told', [as('a', 5), as('b', 5, 'bank'), as('c', 5)], ['a: 5', 'b: 5', 'c: 5']],
    ['the id that a container inherits counts', [twice('a', undefined, 6, 5), as('b', 5)], ['a: 5', 'b: 5']],
    ['an id that every container overrides does not', [twice('a', 6, 6, 5), as('b', 5)], []],
    ['the same object twice is another matter', [as('a', 5), as('a', 5)], []],
    ['what one object made is one workload', [owned(as('a', 5)), owned(as('b', 5))], []],
    ['runs of one program', [run('mig-'), run('mig-')], []],
    ['runs of two programs', [run('mig-'), run('seed-')], [': 5', ': 5']],
    ['an owner that is no controller says nothing', [as('a', 5), owned(as('b', 5), {})], ['a: 5', 'b: 5']],
    [
      'a kind that never makes pods is no owner',
      [as('a', 5), owned(as('b', 5), { controller: true, kind: 'ConfigMap', apiVersion: 'v1' })],
      ['a: 5', 'b: 5'],
    ],
    ['an opaque id is not a pass', [as('a', leaf)], ['a: unreadable']],
  ])('%s', (_name, objects, expected) => {
    expect(findingsOf(unique, objects)).toEqual(expected);
  });
});

function id(runAsUser: number): PlainObject {
  return { runAsUser };
}

function twice(name: string, first: unknown, second: unknown, shared?: unknown): PlainObject {
  const example = two({ runAsUser: shared }, { runAsUser: first }, { runAsUser: second });
  return { ...podExampleObject(example), metadata: { name, namespace: 'shop' } };
}

function owned(
  manifest: PlainObject,
  more: PlainObject = { apiVersion: 'apps/v1', controller: true },
): PlainObject {
  const metadata = {
    ...objectAt(manifest, 'metadata'),
    ownerReferences: [{ kind: 'ReplicaSet', name: 'a', uid: 'u', ...more }],
  };
  return { ...manifest, metadata };
}

function run(generateName: string): PlainObject {
  return {
    ...pod('x', { securityContext: { runAsUser: 5 } }),
    metadata: { generateName, namespace: 'shop' },
  };
}
