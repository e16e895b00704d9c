import type { Control, Problem, Report, SetReport } from '../controls/control';
import { isDeclaredPodless } from '../kinds/objects';
import { isUnseen } from '../kinds/unseen';
import type { Entry, ManifestSet, Origin } from '../manifest/manifest-set';
import { append, isOpaque, type PlainObject } from '../manifest/plain';
import { type Pod, realPath } from '../manifest/pod';
import { isUnseenMaker } from '../manifest/unseen-maker';
import { hasOpaque } from '../pod-security/opaque';
import type { Suppression } from '../policy/waiver';
import { headroomOf } from '../quota/headroom';
import { admissionProblems } from './admission';
import type { CompiledPolicy } from './compiled-policy';
import { describe } from './describe';
import type { Finding, Judgement, SuppressedFinding } from './finding';
import { judgedSet } from './judged-set';
import { type EvaluateOptions, SuppressionBook } from './suppressions';
import { validationProblems } from './validation';

/** An object to be judged, with where it comes from and what is suppressed on it. */
export interface Judged {
  readonly manifest: PlainObject;
  readonly origin?: Origin;
  /** Whether a blueprint of ours made it. @default false */
  readonly ours?: boolean;
  /** Whether its name only stands for one that someone makes up, such as Pulumi. @default false */
  readonly autonamed?: boolean;
  /** Whether a string in it is one that its program says is secret. @default nobody says so of any */
  readonly isSecret?: (text: string) => boolean;
  /** Waivers attached to its construct or inherited from the constructs above. */
  readonly suppressions?: readonly Suppression[];
}

/**
 * Judges a set of rendered objects as a whole: each control on each object, the checks across objects, validation
 * of the set, and the waivers themselves. Linear in the number of objects. Changes nothing.
 * @param today the day on which waivers are judged, `YYYY-MM-DD`
 */
export function evaluate(
  objects: readonly Judged[],
  compiled: CompiledPolicy,
  today: string,
  options: EvaluateOptions = {},
): Judgement {
  const set = judgedSet(objects, compiled);
  const book = new SuppressionBook(compiled, today, options);
  for (const [index, entry] of set.entries.entries()) book.attach(entry, objects[index]?.suppressions);
  const findings: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  const judgements = runControls(set, compiled, (finding, entry) => {
    const answer = book.answer(finding, entry);
    if ('suppression' in answer) suppressed.push(answer);
    else findings.push(answer);
  });
  append(findings, validationProblems(set, compiled));
  append(findings, admissionProblems(set, suppressed, compiled));
  append(findings, book.problems());
  return {
    findings,
    suppressed,
    unjudged: set.entries.filter(({ unjudged }) => unjudged !== undefined).map(({ ref }) => ref),
    declared: set.entries.filter((entry) => isDeclared(entry, set)).map(({ ref }) => ref),
    objects: set.entries.length,
    controls: compiled.size,
    judgements,
    quotas: headroomOf(set, compiled.cluster),
  };
}

/** Whether an object counts as without pods by the word of the policy alone. */
function isDeclared({ ref, pod, unjudged }: Entry, { registry }: ManifestSet): boolean {
  return pod === undefined && unjudged === undefined && isDeclaredPodless(ref, registry);
}

type Take = (finding: Finding, entry: Entry) => void;

/** Runs every control over a set; returns how often one judged something. */
export function runControls(set: ManifestSet, compiled: CompiledPolicy, take: Take): number {
  let judgements = 0;
  let current: Entry | undefined;
  const reportOf = (control: Control): Report => {
    return (problem) => {
      if (current !== undefined && !isLeftToOperator(control, current, problem))
        take(findingOf(control, current, problem, compiled), current);
    };
  };
  const pod = compiled.pod.map((armed) => ({ ...armed, report: reportOf(armed.control) }));
  const reports = new Map<Control, Report>();
  for (const entry of set.entries) {
    current = entry;
    for (const carried of entry.pods) {
      for (const { control, context, report } of pod) control.check(carried, report, context);
      judgements += pod.length;
    }
    const armed = compiled.objectControls(entry.ref);
    for (const { control, context } of armed) {
      if (!compiled.speaksAbout(control, entry.ours)) continue;
      judgements += 1;
      const report = reports.get(control) ?? reportOf(control);
      reports.set(control, report);
      control.check(entry.manifest, report, context);
    }
  }
  for (const { control, context } of compiled.set) {
    const report: SetReport = (entry, problem) => {
      if (
        problem.failed === true ||
        (!isUnseenMaker(entry.ref) && !isLeftToOperator(control, entry, problem))
      )
        take(findingOf(control, entry, problem, compiled), entry);
    };
    control.check(set, report, context);
    judgements += 1;
  }
  return judgements;
}

/**
 * Whether a problem is only that nobody sees a field which an operator may write: the control with `unseen` says that once
 * for the pod, in place of every control that asks for such a field.
 */
function isLeftToOperator(
  control: Control,
  entry: Entry,
  { path, found, unknown, failed }: Problem,
): boolean {
  if (failed === true || control.unseen === true) return false;
  const pod = entry.pods.find((one) => one.unseen !== undefined && isInPod(one, path));
  if (pod === undefined) return false;
  return isUnseen(found) || (unknown === true && !hasOpaque(entry.manifest));
}

function isInPod({ path, metadataPath }: Pod, field: string): boolean {
  return field.startsWith(path) || field.startsWith(metadataPath);
}

const LOCKED = 'The policy locks this control: nothing suppresses it';

/** The change in the form in which the object was written, and in the other form. */
function fixOf(control: Control, problem: Problem, ours: boolean): Pick<Finding, 'fix' | 'fixes'> {
  const { fix, code } = problem.fix === undefined ? control : problem;
  const manifests = fix ?? control.fix;
  if (code === undefined) return { fix: manifests };
  return { fix: ours ? code : manifests, fixes: { constructs: code, manifests } };
}

function findingOf(control: Control, entry: Entry, problem: Problem, compiled: CompiledPolicy): Finding {
  const locked = compiled.isLocked(control.id);
  const unknown = problem.unknown === true || isOpaque(problem.found);
  const { fix, fixes } = fixOf(control, problem, entry.ours);
  const { container, finding } = problem;
  const rare = fixes ?? container ?? finding ?? problem.settled;
  // One literal each: joined objects take half as much again, as fields do that say nothing, and there may be very many.
  if (rare === undefined && !locked) {
    return {
      control: control.id,
      severity: control.severity,
      object: entry.ref,
      origin: entry.origin,
      path: realPath(entry.pods, problem.path),
      verdict: unknown ? 'unknown' : 'fail',
      found: describe(problem.found),
      needs: problem.needs,
      fix,
      waivable: true,
    };
  }
  return {
    control: control.id,
    severity: control.severity,
    object: entry.ref,
    origin: entry.origin,
    path: realPath(entry.pods, problem.path),
    container,
    finding,
    verdict: unknown ? 'unknown' : 'fail',
    found: describe(problem.found),
    needs: problem.needs,
    fix,
    fixes,
    waivable: !locked,
    settled: problem.settled === true ? true : undefined,
    lock: locked ? LOCKED : undefined,
  };
}
