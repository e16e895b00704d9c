import { controls } from '../../../lib/core/controls';
import type { Control, ObjectExample, PodExample } from '../../../lib/core/controls/control';
import { applyControl, problemsOf } from './harness';

const cases = controls.map((control) => [control.id, control] as const);

function examplesOf(control: Control, side: 'good' | 'bad'): readonly (PodExample | ObjectExample)[] {
  return control.examples[side];
}

describe.each(cases)('%s', (id, control) => {
  test('has at least one good and one bad example', () => {
    expect(control.examples.good.length).toBeGreaterThan(0);
    expect(control.examples.bad.length).toBeGreaterThan(0);
  });

  test('finds nothing in the good examples', () => {
    for (const example of examplesOf(control, 'good')) {
      expect(problemsOf(control, example)).toEqual([]);
    }
  });

  test('finds something in every bad example', () => {
    for (const example of examplesOf(control, 'bad')) {
      expect({ id, example, problems: problemsOf(control, example).length }).not.toMatchObject({
        problems: 0,
      });
    }
  });

  if (control.harden !== undefined) {
    test('fixes at least one bad example by itself, and is idempotent', () => {
      const fixed = examplesOf(control, 'bad').filter((example) =>
        [true, false].some((repair) => {
          const once = applyControl(control, example, repair);
          const twice = applyControl(control, { ...example, objects: once }, repair);
          expect(twice).toEqual(once);
          return problemsOf(control, { ...example, objects: once }).length === 0;
        }),
      );
      expect(fixed.length).toBeGreaterThan(0);
    });

    test('leaves the good examples as good as they are', () => {
      for (const example of examplesOf(control, 'good')) {
        const objects = applyControl(control, example);
        expect(problemsOf(control, { ...example, objects })).toEqual([]);
      }
    });
  }
});
