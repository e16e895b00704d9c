import fc from 'fast-check';
import { clusters } from '../../../../lib/core/cluster/presets';
import type { Control, Problem } from '../../../../lib/core/controls/control';
import { podControls } from '../../../../lib/core/controls/pod';
import { clone, isPlain, listAt, objectAt, type PlainObject } from '../../../../lib/core/manifest/plain';
import { CONTAINER_LISTS, type Pod, podOf } from '../../../../lib/core/manifest/pod';
import { CHECKS } from '../../../../lib/core/pod-security';
import { viewPod } from '../../../../lib/core/pod-security/pod-view';
import { arbitraryCalmPod, arbitraryPod, type GeneratedPod } from '../../pod-security/arbitrary-pods';
import { applyContext } from '../harness';

const RUNS = { numRuns: 500, seed: 20261121 };
const MENDED: readonly string[] = [
  'appArmorProfile',
  'procMount_restricted',
  'seLinuxOptions',
  'seccompProfile_restricted',
];

const controls: readonly Control[] = podControls;

/** The controls that stand for each check, at its newest revision. */
const checks = CHECKS.map((check) => ({
  id: check.id,
  checkPod: check.revisions[check.revisions.length - 1]?.checkPod,
  controls: controls.filter((control) => control.refs.podSecurity?.includes(check.id)),
}));

/** The pod without holes in its lists of containers, which are no business of a control. */
function manifestOf(pod: GeneratedPod): PlainObject {
  const manifest: PlainObject = { apiVersion: 'v1', kind: 'Pod', ...clone<PlainObject>({ ...pod }) };
  const spec = objectAt(manifest, 'spec');
  for (const list of CONTAINER_LISTS) {
    if (spec?.[list] !== undefined) spec[list] = listAt(spec, list).filter(isPlain);
  }
  return manifest;
}

function viewOf(manifest: PlainObject): Pod {
  const pod = podOf(manifest, ['spec']);
  if (pod === undefined) throw new Error('the generator made no pod');
  return pod;
}

function problems(control: Control, manifest: PlainObject): Problem[] {
  const found: Problem[] = [];
  const report = (problem: Problem): void => void found.push(problem);
  if (control.on === 'pod') control.check(viewOf(manifest), report, applyContext(control.params, []));
  return found;
}

function harden(manifest: PlainObject, repair: boolean, appArmor: boolean): PlainObject {
  const draft = clone(manifest);
  const pod = viewOf(draft);
  const context = applyContext(undefined, [pod], { cluster: clusters.kind({ appArmor }), repair });
  for (const control of controls) {
    if (control.on === 'pod') control.harden?.(pod, { ...context, params: control.params });
  }
  return draft;
}

function rejects(check: (typeof checks)[number], manifest: PlainObject): boolean {
  return check.checkPod?.(viewPod(manifest)) !== undefined;
}

test('every check of the Pod Security Standards has a control', () => {
  expect(checks.filter((check) => check.controls.length === 0).map(({ id }) => id)).toEqual([]);
});

test.each(checks.map((check) => [check.id, check] as const))(
  '%s rejects nothing in which its controls find nothing',
  (_id, check) => {
    let rejected = 0;
    const clean = (manifest: PlainObject): boolean =>
      check.controls.every((control) => problems(control, manifest).length === 0);
    fc.assert(
      fc.property(arbitraryPod, (generated) => {
        const manifest = manifestOf(generated);
        if (!rejects(check, manifest)) return;
        rejected += 1;
        expect(clean(manifest)).toBe(false);
      }),
      RUNS,
    );
    expect(rejected).toBeGreaterThan(RUNS.numRuns / 50);
  },
);

describe.each([
  [false, false],
  [true, false],
  [true, true],
])('hardening with repair %s and AppArmor %s', (repair, appArmor) => {
  const pods = fc.oneof(arbitraryPod, arbitraryCalmPod).map(manifestOf);

  test('turns no check that passes into one that fails', () => {
    fc.assert(
      fc.property(pods, (manifest) => {
        const passing = checks.filter((check) => !rejects(check, manifest));
        const hardened = harden(manifest, repair, appArmor);
        expect(passing.filter((check) => rejects(check, hardened)).map(({ id }) => id)).toEqual([]);
      }),
      RUNS,
    );
  });

  test('is idempotent', () => {
    fc.assert(
      fc.property(pods, (manifest) => {
        const once = harden(manifest, repair, appArmor);
        expect(harden(once, repair, appArmor)).toEqual(once);
      }),
      RUNS,
    );
  });
});

test('repair fixes what a transform can always fix', () => {
  fc.assert(
    fc.property(arbitraryPod, (generated) => {
      const hardened = harden(manifestOf(generated), true, false);
      const left = checks.filter((check) => MENDED.includes(check.id) && rejects(check, hardened));
      expect(left.map(({ id }) => id)).toEqual([]);
    }),
    RUNS,
  );
});
