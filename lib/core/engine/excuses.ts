import { type ControlId, controlOf } from '../controls';
import { formatRef, identityKey, NO_OBJECT, type ObjectRef } from '../manifest/identity';
import type { Entry } from '../manifest/manifest-set';
import {
  type Excuse,
  isConcession,
  isTargeted,
  type Place,
  type TargetedWaiver,
  targetRef,
  type WaiverRules,
  waiverProblems,
} from '../policy/waiver';
import { waiverEntry, waiverObject } from '../policy/waiver-text';
import type { Engine } from './engine';
import type { ExcusedFinding, Finding } from './finding';

export type { Place } from '../policy/waiver';

/** What else a judgement of waivers takes into account. */
export interface JudgeOptions {
  /** Waivers that were attached somewhere, also where no object inherited them: those count as unused. @default none */
  readonly declared?: readonly Excuse[];
  /** Where the waivers stand. @default those of the policy in the policy, others at the first object that has them */
  readonly places?: ReadonlyMap<Excuse, Place>;
  /** Controls whose waivers may excuse nothing in this run, because the environment changed what is judged. @default none */
  readonly mayBeUnused?: readonly ControlId[];
}

const POLICY: Place = { where: 'the policy' };

/** Keeps the excuses of one run: which hold, which were used, and what is wrong with them. */
export class ExcuseBook {
  private readonly attached = new Map<Entry, readonly Excuse[]>();
  private readonly targeted = new Map<string, TargetedWaiver[]>();
  private readonly used = new Set<Excuse>();
  private readonly known = new Map<Excuse, Place>();
  private readonly broken = new Map<Excuse, string[]>();
  private readonly rules: WaiverRules;
  private readonly mayBeUnused: ReadonlySet<string>;
  private readonly places: ReadonlyMap<Excuse, Place>;

  constructor(
    private readonly engine: Engine,
    today: string,
    options: JudgeOptions,
  ) {
    this.places = options.places ?? new Map();
    this.mayBeUnused = new Set<string>(options.mayBeUnused);
    const { policy } = engine;
    this.rules = {
      today,
      maxDays: policy.maxWaiverDays,
      locked: new Set<string>(policy.locked),
      known: (id) => controlOf(id) !== undefined,
    };
    for (const waiver of policy.waivers) {
      const key = targetKey(targetRef(waiver.target));
      this.targeted.set(key, [...(this.targeted.get(key) ?? []), waiver]);
      this.learn(waiver, POLICY);
    }
    for (const excuse of options.declared ?? []) this.learn(excuse, {});
  }

  /** Says which excuses hold for an object by where its construct stands. */
  attach(entry: Entry, excuses: readonly Excuse[] | undefined): void {
    const targeted = this.targeted.size === 0 ? undefined : this.targeted.get(targetKey(entry.ref));
    const all = [...(excuses ?? []), ...(targeted ?? [])];
    if (all.length === 0) return;
    this.attached.set(entry, all);
    for (const excuse of all) this.learn(excuse, entry.origin);
  }

  /**
   * What becomes of a finding: excused, where an excuse holds for it; it counts as used. Broken ones excuse nothing, and
   * nothing excuses a control that the policy locks.
   */
  answer(finding: Finding, entry: Entry): Finding | ExcusedFinding {
    const candidates = this.attached.get(entry)?.filter((excuse) => covers(excuse, finding)) ?? [];
    for (const excuse of candidates) this.used.add(excuse);
    if (finding.lock !== undefined) return refusedBut(finding, candidates);
    const excuse = candidates.find((candidate) => !this.broken.has(candidate));
    return excuse === undefined ? finding : { ...finding, excuse };
  }

  /** What is wrong with the waivers themselves: broken ones, and those that excused nothing of what is in force. */
  problems(): Finding[] {
    const findings: Finding[] = [];
    for (const [excuse, problems] of this.broken) {
      for (const problem of problems) findings.push(this.finding('waiver-invalid', excuse, problem));
    }
    for (const excuse of this.known.keys()) {
      if (this.used.has(excuse) || this.broken.has(excuse) || isConcession(excuse)) continue;
      if (this.mayBeUnused.has(excuse.control) || !this.engine.has(excuse.control)) continue;
      findings.push(this.finding('waiver-unused', excuse, 'it excuses nothing'));
    }
    return findings;
  }

  private learn(excuse: Excuse, place: Place): void {
    if (this.known.has(excuse)) return;
    const own = isTargeted(excuse) ? excuse.at : undefined;
    this.known.set(excuse, this.places.get(excuse) ?? own ?? place);
    if (isConcession(excuse)) return;
    const problems = waiverProblems(excuse, this.rules);
    if (problems.length > 0) this.broken.set(excuse, problems);
  }

  private finding(rule: string, excuse: Excuse, found: string): Finding {
    const unused = rule === 'waiver-unused';
    const { where, construct, file, line } = this.known.get(excuse) ?? {};
    const place = where === undefined ? '' : `, in ${where}`;
    return {
      control: rule,
      severity: 'high',
      object: NO_OBJECT,
      origin: { construct, file, line },
      path: '',
      verdict: 'fail',
      found: `the waiver of '${excuse.control}'${target(excuse)}${place}: ${found}`,
      needs: unused ? 'waivers that are needed only' : 'a waiver that holds',
      fix: this.fixOf(excuse, unused),
      waivable: false,
      waiver: excuse,
    };
  }

  private fixOf(excuse: Excuse, unused: boolean): string {
    const { control } = excuse;
    if (unused) return 'remove the waiver';
    if (!this.engine.isLocked(control)) return written(excuse, this.known.get(excuse));
    return `remove the waiver, and mend what '${control}' finds: the policy locks it`;
  }
}

/** A finding of a locked control, with the refusal that it overrides. */
function refusedBut(finding: Finding, candidates: readonly Excuse[]): Finding {
  const refusal = candidates.find(isConcession);
  if (refusal === undefined) return finding;
  return { ...finding, lock: `${finding.lock}; not excused: ${refusal.reason}` };
}

/** Whether an excuse covers a finding: the control, and the container and the finding where it names them. */
export function covers(excuse: Excuse, finding: Finding): boolean {
  if (excuse.control !== finding.control) return false;
  if (excuse.container !== undefined && excuse.container !== finding.container) return false;
  return excuse.finding === undefined || excuse.finding === finding.finding;
}

/** The waiver as it has to be, in the form of the place where it stands. */
function written(excuse: Excuse, place: Place | undefined): string {
  if (!isTargeted(excuse)) return waiverObject(excuse.control);
  if (place?.file === undefined) return waiverObject(excuse.control, excuse.target);
  return waiverEntry(excuse.control, excuse.target);
}

function target(excuse: Excuse): string {
  if (!isTargeted(excuse)) return '';
  return ` on ${formatRef(targetRef(excuse.target))}`;
}

/** Waivers go by kind alone: which group an object is written in is no part of what they name. */
function targetKey(ref: Pick<ObjectRef, 'kind' | 'namespace' | 'name' | 'generateName'>): string {
  return identityKey({ ...ref, group: '' });
}
