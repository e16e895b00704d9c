import { clusters } from '../../../lib/core/cluster/presets';
import type { ClusterProfile } from '../../../lib/core/cluster/profile';
import { type Beside, NOTHING_BESIDE } from '../../../lib/core/companions/companions';
import type {
  Control,
  HardenContext,
  ObjectControl,
  PodControl,
  Problem,
  Report,
  SetControl,
} from '../../../lib/core/controls/control';
import { type CompiledPolicy, compilePolicy, dispatchOf } from '../../../lib/core/engine/compiled-policy';
import { runControls } from '../../../lib/core/engine/evaluate';
import { Given } from '../../../lib/core/engine/given';
import { hardenDraft } from '../../../lib/core/engine/harden';
import type { Entry, ManifestSet } from '../../../lib/core/manifest/manifest-set';
import type { PlainObject } from '../../../lib/core/manifest/plain';
import type { Pod } from '../../../lib/core/manifest/pod';
import { restricted } from '../../../lib/core/policy/policy';

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

/** What one control reported, as it reported it, and about which object. */
export interface Reported {
  readonly problem: Problem;
  readonly entry: Entry;
}

const compiled = compilePolicy(restricted(), clusters.kind());

/** The engine with one control alone, in force or not. */
function only(control: Control, context: HardenContext): CompiledPolicy {
  const none = { pod: [], set: [], object: [] };
  const dispatch =
    control.on === 'pod'
      ? dispatchOf({ ...none, pod: [{ control, context }] })
      : control.on === 'object'
        ? dispatchOf({ ...none, object: [{ control, context }] })
        : dispatchOf({ ...none, set: [{ control, context }] });
  return { ...compiled, ...dispatch, speaksAbout: () => true };
}

/** A control that hands on what it reports. */
function noted(control: Control, note: (problem: Problem) => void): Control {
  const noting =
    (report: Report): Report =>
    (problem) => {
      note(problem);
      report(problem);
    };
  if (control.on === 'set') {
    const check: SetControl['check'] = (set, report, context) =>
      control.check(set, (entry, problem) => noting((told) => report(entry, told))(problem), context);
    return { ...control, check };
  }
  if (control.on === 'pod') {
    const check: PodControl['check'] = (pod, report, context) => control.check(pod, noting(report), context);
    return { ...control, check };
  }
  const check: ObjectControl['check'] = (manifest, report, context) =>
    control.check(manifest, noting(report), context);
  return { ...control, check };
}

/** Lets the engine run one control over a set, in force or not, on objects that may opt out. */
export function runControl(
  control: Control,
  set: ManifestSet,
  params: unknown = control.params,
  cluster: ClusterProfile = clusters.kind(),
): Reported[] {
  const reported: Reported[] = [];
  let last: Problem | undefined;
  const context = { ...applyContext(params, [], { cluster }), trusted: true };
  const alone = noted(control, (problem) => {
    last = problem;
  });
  runControls(set, only(alone, context), (_finding, entry) => {
    if (last !== undefined) reported.push({ problem: last, entry });
  });
  return reported;
}

/** Lets the engine harden objects, which it writes into, by one control, in force or not. */
export function hardenBy(
  control: Control,
  objects: readonly PlainObject[],
  params: unknown,
  repair: boolean,
): void {
  const said: HardenContext['said'] = (container, field) => compiled.run.given.effective(container, field);
  const context = { ...applyContext(params, [], { repair }), said };
  // What only the canonical form does is done here too.
  const alone = control.on === 'object' ? { ...control, formOnly: false } : control;
  for (const object of objects) hardenDraft(object, only(alone, context), { repair });
}
