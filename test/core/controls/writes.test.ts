import { controls } from '../../../lib/core/controls';
import type { Control, ObjectExample, PodExample } from '../../../lib/core/controls/control';
import { exampleObjects } from '../../../lib/core/controls/examples';
import { differencesOf, pathText } from '../../../lib/core/engine/changes';

import { ManifestSet } from '../../../lib/core/manifest/manifest-set';
import { covers } from './covers';
import { applyControl } from './harness';

const writers = controls
  .filter(
    (control) => control.harden !== undefined && !(control.on === 'object' && control.formOnly === true),
  )
  .map((control) => [control.id, control] as const);

function examplesOf(control: Control): readonly (PodExample | ObjectExample)[] {
  return [...control.examples.good, ...control.examples.bad];
}

/** The fields that a control changes in an example, as its statements name them. */
function changedFields(control: Control, example: PodExample | ObjectExample, repair: boolean): string[] {
  const before = exampleObjects(example);
  const after = applyControl(control, example, repair);
  const { entries } = new ManifestSet(before.map((manifest) => ({ manifest })));
  return before.flatMap((manifest, index) =>
    differencesOf(manifest, after[index]).map(({ path }) => {
      const text = pathText(path);
      const pod = entries[index]?.pod;
      if (control.on !== 'pod' || pod === undefined) return text;
      return text
        .replace(`${pod.path}.`, '')
        .replace(`${pod.metadataPath}.`, 'metadata.')
        .replace(/^(?:initC|c|ephemeralC)ontainers\[\d+\]\./, '');
    }),
  );
}

test('some controls write', () => {
  expect(writers.length).toBeGreaterThan(30);
});

describe.each(writers)('%s', (_id, control) => {
  test('states for each field that it writes what that may stop, or why nothing can', () => {
    expect(control.writes?.length ?? 0).toBeGreaterThan(0);
    for (const write of control.writes ?? []) {
      expect([write.field, write.mayStop === undefined]).not.toEqual([
        write.field,
        write.harmless === undefined,
      ]);
      const said = write.mayStop ?? write.harmless ?? '';
      expect(said.length).toBeGreaterThan(20);
      expect(write.mayStop?.endsWith('.') ?? false).toBe(false);
    }
  });

  test('writes no other field in any of its examples', () => {
    const fields = control.writes?.map(({ field }) => field) ?? [];
    const changed = examplesOf(control).flatMap((example) =>
      [true, false].flatMap((repair) => changedFields(control, example, repair)),
    );
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.filter((path) => !fields.some((field) => covers(field, path)))).toEqual([]);
  });
});

test('what writes nothing states nothing', () => {
  const silent = controls.filter((control) => control.harden === undefined && control.writes !== undefined);
  expect(silent.map(({ id }) => id)).toEqual([]);
});
