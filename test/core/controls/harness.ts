import { clusters } from '../../../lib/core/cluster/presets';
import type {
  ApplyContext,
  Control,
  ObjectExample,
  PodExample,
  Problem,
} from '../../../lib/core/controls/control';
import { exampleObjects } from '../../../lib/core/controls/examples';
import { ManifestSet } from '../../../lib/core/manifest/manifest-set';
import type { PlainObject } from '../../../lib/core/manifest/plain';

type Example = PodExample | ObjectExample | (PodExample & { objects: readonly PlainObject[] });

function contextOf(control: Control, example: Example, repair: boolean): ApplyContext {
  const params =
    example.params === undefined ? control.params : { ...Object(control.params), ...example.params };
  return { params, cluster: clusters.kind(), repair, userId: 23117 };
}

/** What one control finds in an example. */
export function problemsOf(control: Control, example: Example): Problem[] {
  const problems: Problem[] = [];
  const context = contextOf(control, example, false);
  const set = new ManifestSet(exampleObjects(example).map((manifest) => ({ manifest })));
  const report = (problem: Problem): void => {
    problems.push(problem);
  };
  if (control.on === 'set') control.check(set, (_entry, problem) => report(problem), context);
  for (const entry of set.entries) {
    if (control.on === 'pod' && entry.pod !== undefined) control.check(entry.pod, report, context);
    if (control.on === 'object' && (control.kinds.length === 0 || control.kinds.includes(entry.ref.kind))) {
      control.check(entry.manifest, report, context);
    }
  }
  return problems;
}

/** The objects of an example after one control's `apply`. */
export function applyControl(control: Control, example: Example, repair = true): PlainObject[] {
  const context = contextOf(control, example, repair);
  const set = new ManifestSet(exampleObjects(example).map((manifest) => ({ manifest })));
  for (const entry of set.entries) {
    if (control.on === 'pod' && entry.pod !== undefined) control.apply?.(entry.pod, context);
    if (control.on === 'object' && (control.kinds.length === 0 || control.kinds.includes(entry.ref.kind))) {
      control.apply?.(entry.manifest, context);
    }
  }
  return set.entries.map((entry) => entry.manifest);
}
