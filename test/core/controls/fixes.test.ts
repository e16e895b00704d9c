import { clusters } from '../../../lib/core/cluster/presets';
import { controls } from '../../../lib/core/controls';
import type { Control, ObjectExample, PodExample, Problem } from '../../../lib/core/controls/control';
import { exampleObjects } from '../../../lib/core/controls/examples';
import { compilePolicy } from '../../../lib/core/engine/compiled-policy';
import { validationProblems } from '../../../lib/core/engine/validation';
import { ManifestSet } from '../../../lib/core/manifest/manifest-set';
import { clone, isPlain, type PlainObject } from '../../../lib/core/manifest/plain';
import { restricted } from '../../../lib/core/policy/policy';
import { fragmentsIn, mergeInto, tokensOf, yamlPart } from './fix-text';
import { problemsOf } from './harness';

const compiled = compilePolicy(restricted(), clusters.kind());

/** Words that only anyone who writes constructs understands. */
const OF_CONSTRUCTS =
  /SecureDeployment|IsolatedNamespace|LeastPrivilege|talksTo|receivesFrom|external\(|restricted\(|scratch|grants|\bprobe:|liveness:|constructs?\b|override\(/;

/** How a sentence begins that is no YAML. */
const VERB = /^(?:add|bind|copy|give|leave out|list|name|prepare|raise|remove|select|split|use|write)\b/;

/** A field of the API, or a resource of a quota. */
const FIELD = /^(?:(?:limits|requests)\.)?[a-z][A-Za-z-]*$/;

const cases = controls.map((control) => [control.id, control] as const);

describe.each(cases)('the fix of %s', (_, control) => {
  test('for manifests is YAML, or a sentence that says what to do, and speaks of no construct', () => {
    expect(control.fix).not.toMatch(OF_CONSTRUCTS);
    if (yamlPart(control.fix) === undefined) expect(control.fix).toMatch(VERB);
    for (const problem of problems(control)) {
      if (problem.fix === undefined) continue;
      expect(problem.fix).not.toMatch(OF_CONSTRUCTS);
      if (yamlPart(problem.fix) === undefined) expect(problem.fix).toMatch(/^[a-z]/);
    }
  });

  test('holds YAML that parses, with names of fields and no paths', () => {
    for (const fix of [control.fix, ...problems(control).flatMap((problem) => problem.fix ?? [])]) {
      for (const fragment of fragmentsIn(fix)) {
        expect(fragment.problems).toEqual([]);
        expect(Object.keys(fragment.value)).toEqual([expect.stringMatching(FIELD)]);
      }
    }
  });
});

/** Controls whose fix in YAML fixes none of their examples alone, and why. */
const NOT_ALONE: Readonly<Record<string, string>> = {
  'ingress-backend-exists': 'the Service has to be there, too',
  'gateway-backend-exists': 'the Service has to be there, too',
};

const written = controls.filter(({ fix }) => yamlPart(fix) !== undefined);

test.each(written.map((control) => [control.id, control] as const))(
  'the YAML of %s, merged where the finding is, fixes it, and the API server takes it',
  (id, control) => {
    const fixed = control.examples.bad.some((example) => isMended(control, example));
    expect({ id, fixed }).toEqual({ id, fixed: NOT_ALONE[id] === undefined });
  },
);

/** What a reader puts in place of what the fix leaves open. */
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const OWN = 'instance: example';

function problems(control: Control): Problem[] {
  const bad: readonly (PodExample | ObjectExample)[] = control.examples.bad;
  return bad.flatMap((example) => problemsOf(control, example));
}

/** Whether some object above the field of a finding, with the YAML of the fix in it, has fewer findings and no wrong field. */
function isMended(control: Control, example: PodExample | ObjectExample): boolean {
  const before = problemsOf(control, example);
  return before.some((problem) => {
    const fix = (problem.fix ?? control.fix).replaceAll('sha256:…', DIGEST);
    const fragments = [fix, fix.replaceAll('instance: web', OWN)].flatMap((text) =>
      fragmentsIn(text).slice(0, 1),
    );
    return fragments.some(({ value }) =>
      tries(example, problem, value).some((objects) => {
        const after = problemsOf(control, { ...example, objects });
        return after.length < before.length && wrongFields(objects) <= wrongFields(exampleObjects(example));
      }),
    );
  });
}

function wrongFields(objects: readonly PlainObject[]): number {
  return validationProblems(new ManifestSet(objects.map((manifest) => ({ manifest }))), compiled).length;
}

/** The objects with the fragment merged into each object above the field of the finding, the nearest first. */
function tries(
  example: PodExample | ObjectExample,
  problem: Problem,
  fragment: PlainObject,
): PlainObject[][] {
  const objects = exampleObjects(example);
  const tokens = tokensOf(problem.path);
  const depths = [...tokens.keys(), tokens.length].reverse();
  return depths.flatMap((depth) =>
    objects.flatMap((_, index) => {
      const copy = objects.map((object) => clone(object));
      const target = copy[index];
      if (!isPlain(target)) return [];
      return mergeInto(target, tokens.slice(0, depth), fragment) ? [copy] : [];
    }),
  );
}
