import type { ControlId } from '../controls';
import { formatRef, identityKey, NO_OBJECT, type ObjectRef } from '../manifest/identity';
import type { Entry } from '../manifest/manifest-set';
import {
  isOptOut,
  isTargeted,
  type Place,
  type Suppression,
  type TargetedWaiver,
  targetRef,
  type WaiverRules,
  waiverProblems,
} from '../policy/waiver';
import { waiverEntry, waiverObject } from '../policy/waiver-text';
import type { CompiledPolicy } from './compiled-policy';
import type { Finding, SuppressedFinding } from './finding';

export type { Place } from '../policy/waiver';

/** What else a judgement of waivers takes into account. */
export interface EvaluateOptions {
  /** Waivers that were attached somewhere, also where no object inherited them: those count as unused. @default none */
  readonly declared?: readonly Suppression[];
  /** Where the waivers stand. @default those of the policy in the policy, others at the first object that has them */
  readonly places?: ReadonlyMap<Suppression, Place>;
  /** Controls whose waivers may suppress nothing in this run, because the environment changed what is judged. @default none */
  readonly mayBeUnused?: readonly ControlId[];
}

const POLICY: Place = { where: 'the policy' };

/** Keeps the suppressions of one run: which hold, which were used, and what is wrong with them. */
export class SuppressionBook {
  private readonly attached = new Map<Entry, readonly Suppression[]>();
  private readonly targeted = new Map<string, TargetedWaiver[]>();
  private readonly used = new Set<Suppression>();
  private readonly known = new Map<Suppression, Place>();
  private readonly broken = new Map<Suppression, string[]>();
  private readonly rules: WaiverRules;
  private readonly mayBeUnused: ReadonlySet<string>;
  private readonly places: ReadonlyMap<Suppression, Place>;

  constructor(
    private readonly compiled: CompiledPolicy,
    today: string,
    options: EvaluateOptions,
  ) {
    this.places = options.places ?? new Map();
    this.mayBeUnused = new Set<string>(options.mayBeUnused);
    const { policy } = compiled;
    this.rules = {
      today,
      maxDays: policy.maxWaiverDays,
      locked: new Set<string>(policy.locked),
      known: (id) => compiled.controlOf(id) !== undefined,
    };
    for (const waiver of policy.waivers) {
      const key = targetKey(targetRef(waiver.target));
      this.targeted.set(key, [...(this.targeted.get(key) ?? []), waiver]);
      this.learn(waiver, POLICY);
    }
    for (const suppression of options.declared ?? []) this.learn(suppression, {});
  }

  /** Says which suppressions hold for an object by where its construct stands. */
  attach(entry: Entry, suppressions: readonly Suppression[] | undefined): void {
    const targeted = this.targeted.size === 0 ? undefined : this.targeted.get(targetKey(entry.ref));
    const all = [...(suppressions ?? []), ...(targeted ?? [])];
    if (all.length === 0) return;
    this.attached.set(entry, all);
    for (const suppression of all) this.learn(suppression, entry.origin);
  }

  /**
   * What becomes of a finding: suppressed, where a suppression holds for it; it counts as used. Broken ones suppress nothing, and
   * nothing suppresses a control that the policy locks.
   */
  answer(finding: Finding, entry: Entry): Finding | SuppressedFinding {
    const candidates = this.attached.get(entry)?.filter((suppression) => covers(suppression, finding)) ?? [];
    for (const suppression of candidates) this.used.add(suppression);
    if (finding.lock !== undefined) return refusedBut(finding, candidates);
    const suppression = candidates.find((candidate) => !this.broken.has(candidate));
    return suppression === undefined ? finding : { ...finding, suppression };
  }

  /** What is wrong with the waivers themselves: broken ones, and those that suppressed nothing of what is in force. */
  problems(): Finding[] {
    const findings: Finding[] = [];
    for (const [suppression, problems] of this.broken) {
      for (const problem of problems) findings.push(this.finding('waiver-invalid', suppression, problem));
    }
    for (const suppression of this.known.keys()) {
      if (this.used.has(suppression) || this.broken.has(suppression) || isOptOut(suppression)) continue;
      if (this.mayBeUnused.has(suppression.control) || !this.compiled.has(suppression.control)) continue;
      findings.push(this.finding('waiver-unused', suppression, 'it suppresses nothing'));
    }
    return findings;
  }

  private learn(suppression: Suppression, place: Place): void {
    if (this.known.has(suppression)) return;
    const own = isTargeted(suppression) ? suppression.at : undefined;
    this.known.set(suppression, this.places.get(suppression) ?? own ?? place);
    if (isOptOut(suppression)) return;
    const problems = waiverProblems(suppression, this.rules);
    if (problems.length > 0) this.broken.set(suppression, problems);
  }

  private finding(rule: string, suppression: Suppression, found: string): Finding {
    const unused = rule === 'waiver-unused';
    const { where, construct, file, line } = this.known.get(suppression) ?? {};
    const place = where === undefined ? '' : `, in ${where}`;
    return {
      control: rule,
      severity: 'high',
      object: NO_OBJECT,
      origin: { construct, file, line },
      path: '',
      verdict: 'fail',
      found: `the waiver of '${suppression.control}'${target(suppression)}${place}: ${found}`,
      needs: unused ? 'waivers that are needed only' : 'a waiver that holds',
      fix: this.fixOf(suppression, unused),
      waivable: false,
      waiver: suppression,
    };
  }

  private fixOf(suppression: Suppression, unused: boolean): string {
    const { control } = suppression;
    if (unused) return 'remove the waiver';
    if (!this.compiled.isLocked(control)) return written(suppression, this.known.get(suppression));
    return `remove the waiver, and fix what '${control}' finds: the policy locks it`;
  }
}

/** A finding of a locked control, with the refusal that it overrides. */
function refusedBut(finding: Finding, candidates: readonly Suppression[]): Finding {
  const refusal = candidates.find(isOptOut);
  if (refusal === undefined) return finding;
  return { ...finding, lock: `${finding.lock}; not suppressed: ${refusal.reason}` };
}

/** Whether a suppression covers a finding: the control, and the container and the finding where it names them. */
export function covers(suppression: Suppression, finding: Finding): boolean {
  if (suppression.control !== finding.control) return false;
  if (suppression.container !== undefined && suppression.container !== finding.container) return false;
  return suppression.finding === undefined || suppression.finding === finding.finding;
}

/** The waiver as it has to be, in the form of the place where it is. */
function written(suppression: Suppression, place: Place | undefined): string {
  if (!isTargeted(suppression)) return waiverObject(suppression.control);
  if (place?.file === undefined) return waiverObject(suppression.control, suppression.target);
  return waiverEntry(suppression.control, suppression.target);
}

function target(suppression: Suppression): string {
  if (!isTargeted(suppression)) return '';
  return ` on ${formatRef(targetRef(suppression.target))}`;
}

/** Waivers go by kind alone: which group an object is written in is no part of what they name. */
function targetKey(ref: Pick<ObjectRef, 'kind' | 'namespace' | 'name' | 'generateName'>): string {
  return identityKey({ ...ref, group: '' });
}
