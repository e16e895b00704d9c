import type { Control, ObjectExample, PodExample, Problem } from '../../../lib/core/controls/control';
import { exampleObjects } from '../../../lib/core/controls/examples';
import { knownKinds } from '../../../lib/core/kinds/known';
import { ManifestSet } from '../../../lib/core/manifest/manifest-set';
import type { PlainObject } from '../../../lib/core/manifest/plain';
import { hardenBy, runControl } from './run-control';

export { applyContext } from './run-control';

type Example = PodExample | ObjectExample | (PodExample & { objects: readonly PlainObject[] });

function paramsOf(control: Control, example: Example): unknown {
  return example.params === undefined ? control.params : { ...Object(control.params), ...example.params };
}

/** What one control finds in an example. */
export function problemsOf(control: Control, example: Example): Problem[] {
  const set = new ManifestSet(
    exampleObjects(example).map((manifest) => ({ manifest })),
    knownKinds,
  );
  return runControl(control, set, paramsOf(control, example)).map(({ problem }) => problem);
}

/** The objects of an example after one control's `harden`. */
export function applyControl(control: Control, example: Example, repair = true): PlainObject[] {
  const objects = exampleObjects(example);
  hardenBy(control, objects, paramsOf(control, example), repair);
  return objects;
}
