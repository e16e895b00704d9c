import { clusters } from '../../../lib/core/cluster/presets';
import type { ClusterProfile } from '../../../lib/core/cluster/profile';
import { type Beside, NOTHING_BESIDE } from '../../../lib/core/companions/companions';
import type {
  Control,
  HardenContext,
  ObjectExample,
  PodExample,
  Problem,
} from '../../../lib/core/controls/control';
import { exampleObjects } from '../../../lib/core/controls/examples';
import { Given } from '../../../lib/core/engine/given';
import { knownKinds } from '../../../lib/core/kinds/known';
import { ManifestSet } from '../../../lib/core/manifest/manifest-set';
import type { PlainObject } from '../../../lib/core/manifest/plain';
import type { Pod } from '../../../lib/core/manifest/pod';

type Example = PodExample | ObjectExample | (PodExample & { objects: readonly PlainObject[] });

/** What a context for `harden` may say; everything has a default. */
interface ContextFacts {
  readonly cluster?: ClusterProfile;
  readonly repair?: boolean;
  readonly beside?: Beside;
  readonly left?: HardenContext['left'];
}

/** A context for `harden` on pods that are untouched yet. */
export function applyContext<P>(params: P, pods: readonly Pod[], facts: ContextFacts = {}): HardenContext<P> {
  const given = new Given(pods);
  return {
    params,
    cluster: facts.cluster ?? clusters.kind(),
    repair: facts.repair ?? false,
    userId: 23117,
    beside: facts.beside ?? NOTHING_BESIDE,
    said: (container, field) => given.effective(container, field),
    left: facts.left ?? (() => undefined),
  };
}

function paramsOf(control: Control, example: Example): unknown {
  return example.params === undefined ? control.params : { ...Object(control.params), ...example.params };
}

/** What one control finds in an example. */
export function problemsOf(control: Control, example: Example): Problem[] {
  const problems: Problem[] = [];
  // Examples are what a construct made.
  const context = { params: paramsOf(control, example), cluster: clusters.kind(), trusted: true };
  const set = new ManifestSet(
    exampleObjects(example).map((manifest) => ({ manifest })),
    knownKinds,
  );
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

/** The objects of an example after one control's `harden`. */
export function applyControl(control: Control, example: Example, repair = true): PlainObject[] {
  const set = new ManifestSet(exampleObjects(example).map((manifest) => ({ manifest })));
  const pods = set.entries.flatMap((entry) => entry.pods);
  const context = applyContext(paramsOf(control, example), pods, { repair });
  for (const entry of set.entries) {
    if (control.on === 'pod' && entry.pod !== undefined) control.harden?.(entry.pod, context);
    if (control.on === 'object' && (control.kinds.length === 0 || control.kinds.includes(entry.ref.kind))) {
      control.harden?.(entry.manifest, context);
    }
  }
  return set.entries.map((entry) => entry.manifest);
}
