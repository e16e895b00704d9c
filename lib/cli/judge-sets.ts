import { type CompiledPolicy, withLockedControls } from '../core/engine/compiled-policy';
import { evaluate } from '../core/engine/evaluate';
import type { Finding, Judgement } from '../core/engine/finding';
import type { EvaluateOptions } from '../core/engine/suppressions';
import type { LoadedSet } from './manifests';

/**
 * Judges sets of objects, each by itself. What the policy locks is judged over the files too that a rule leaves out, so
 * that no option and no ignore file hides a locked control.
 */
export function judgeSets(
  sets: readonly LoadedSet[],
  compiled: CompiledPolicy,
  today: string,
  options: EvaluateOptions = {},
): Judgement {
  return together(sets.map((set) => judgeSet(set, compiled, today, options)));
}

function judgeSet(
  { objects, excluded }: LoadedSet,
  compiled: CompiledPolicy,
  today: string,
  options: EvaluateOptions,
): Judgement {
  const judgement = evaluate(objects, compiled, today, options);
  if (excluded.length === 0 || compiled.policy.locked.length === 0) return judgement;
  const all = evaluate([...objects, ...excluded], withLockedControls(compiled), today);
  const isLocked = ({ lock }: Finding): boolean => lock !== undefined;
  return {
    ...judgement,
    findings: [
      ...judgement.findings.filter((finding) => !isLocked(finding)),
      ...all.findings.filter(isLocked),
    ],
    judgements: judgement.judgements + all.judgements,
  };
}

/** Several judgements as one. Waivers are for all sets: one that a single set needs is needed. */
function together(judgements: readonly Judgement[]): Judgement {
  const [first, ...others] = judgements;
  if (first === undefined || others.length === 0) return first ?? NOTHING;
  const sum = (number: (one: Judgement) => number): number =>
    judgements.reduce((total, one) => total + number(one), 0);
  return {
    findings: [
      ...judgements.flatMap(({ findings }) => findings.filter((finding) => !isAboutWaiver(finding))),
      ...aboutWaivers(judgements),
    ],
    suppressed: judgements.flatMap(({ suppressed }) => suppressed),
    unjudged: judgements.flatMap(({ unjudged }) => unjudged),
    declared: judgements.flatMap(({ declared }) => declared),
    objects: sum(({ objects }) => objects),
    controls: first.controls,
    judgements: sum((one) => one.judgements),
    quotas: judgements.flatMap(({ quotas }) => quotas),
  };
}

const NOTHING: Judgement = {
  findings: [],
  suppressed: [],
  unjudged: [],
  declared: [],
  objects: 0,
  controls: 0,
  judgements: 0,
  quotas: [],
};

/** Rules about a waiver itself are at no object. */
function isAboutWaiver({ control }: Finding): boolean {
  return control === 'waiver-unused' || control === 'waiver-invalid';
}

/** What is wrong with waivers in every set, once. */
function aboutWaivers(judgements: readonly Judgement[]): Finding[] {
  const counted = new Map<string, { readonly finding: Finding; times: number }>();
  for (const finding of judgements.flatMap(({ findings }) => findings.filter(isAboutWaiver))) {
    const key = JSON.stringify([finding.control, finding.origin, finding.found]);
    const known = counted.get(key);
    if (known === undefined) counted.set(key, { finding, times: 1 });
    else known.times += 1;
  }
  return [...counted.values()]
    .filter(({ finding, times }) => finding.control !== 'waiver-unused' || times === judgements.length)
    .map(({ finding }) => finding);
}
