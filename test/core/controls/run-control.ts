import { clusters } from '../../../lib/core/cluster/presets';
import type { ClusterProfile } from '../../../lib/core/cluster/profile';
import { type Beside, NOTHING_BESIDE } from '../../../lib/core/companions/companions';
import type { Control, HardenContext, Problem, Report } from '../../../lib/core/controls/control';
import { compilePolicy, dispatchOf } from '../../../lib/core/engine/compiled-policy';
import { runControls } from '../../../lib/core/engine/evaluate';
import { Given } from '../../../lib/core/engine/given';
import type { Entry, ManifestSet } from '../../../lib/core/manifest/manifest-set';
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

/** Lets the engine run one control over a set, in force or not, on objects that may opt out. */
export function runControl(
  control: Control,
  set: ManifestSet,
  params: unknown = control.params,
  cluster: ClusterProfile = clusters.kind(),
): Reported[] {
  const reported: Reported[] = [];
  let last: Problem | undefined;
  const noting =
    (report: Report): Report =>
    (problem) => {
      last = problem;
      report(problem);
    };
  const context = { ...applyContext(params, [], { cluster }), trusted: true };
  const active = { pod: [], set: [], object: [] };
  const dispatch =
    control.on === 'pod'
      ? dispatchOf({
          ...active,
          pod: [
            {
              context,
              control: {
                ...control,
                check: (pod, report, given) => control.check(pod, noting(report), given),
              },
            },
          ],
        })
      : control.on === 'object'
        ? dispatchOf({
            ...active,
            object: [
              {
                context,
                control: {
                  ...control,
                  check: (manifest, report, given) => control.check(manifest, noting(report), given),
                },
              },
            ],
          })
        : dispatchOf({
            ...active,
            set: [
              {
                context,
                control: {
                  ...control,
                  check: (all, report, given) =>
                    control.check(
                      all,
                      (entry, problem) => noting((noted) => report(entry, noted))(problem),
                      given,
                    ),
                },
              },
            ],
          });
  runControls(set, { ...compiled, ...dispatch, speaksAbout: () => true }, (_finding, entry) => {
    if (last !== undefined) reported.push({ problem: last, entry });
  });
  return reported;
}
