import { type ControlId, controlOf } from '../controls';
import type { ObjectRef } from '../manifest/identity';
import type { Entry, Origin } from '../manifest/manifest-set';
import {
  type Excuse,
  isConcession,
  isTargeted,
  type TargetedWaiver,
  type WaiverRules,
  waiverProblems,
} from '../policy/waiver';
import type { Engine } from './engine';
import type { Finding } from './finding';

/** What else a judgement of waivers takes into account. */
export interface JudgeOptions {
  /** Waivers that were attached somewhere, also where no object inherited them: those count as unused. @default none */
  readonly declared?: readonly Excuse[];
  /** Controls whose waivers may excuse nothing in this run, because the environment changed what is judged. @default none */
  readonly mayBeUnused?: readonly ControlId[];
}

const NOBODY: ObjectRef = { apiVersion: '', group: '', kind: 'Waiver', name: '' };

/** Keeps the excuses of one run: which hold, which were used, and what is wrong with them. */
export class ExcuseBook {
  private readonly attached = new Map<Entry, readonly Excuse[]>();
  private readonly targeted = new Map<string, TargetedWaiver[]>();
  private readonly used = new Set<Excuse>();
  private readonly known = new Map<Excuse, Origin>();
  private readonly broken = new Map<Excuse, string[]>();
  private readonly rules: WaiverRules;
  private readonly mayBeUnused: ReadonlySet<string>;

  constructor(engine: Engine, today: string, options: JudgeOptions) {
    this.mayBeUnused = new Set<string>(options.mayBeUnused);
    const { policy } = engine;
    this.rules = {
      today,
      maxDays: policy.maxWaiverDays,
      locked: new Set<string>(policy.locked),
      known: (id) => controlOf(id) !== undefined,
    };
    for (const waiver of policy.waivers) {
      const { kind, namespace, name } = waiver.on;
      const key = targetKey(kind, namespace, name);
      this.targeted.set(key, [...(this.targeted.get(key) ?? []), waiver]);
      this.learn(waiver, {});
    }
    for (const excuse of options.declared ?? []) this.learn(excuse, {});
  }

  /** Says which excuses hold for an object by where its construct stands. */
  attach(entry: Entry, excuses: readonly Excuse[] | undefined): void {
    const { kind, namespace, name } = entry.ref;
    const targeted =
      this.targeted.size === 0 ? undefined : this.targeted.get(targetKey(kind, namespace, name));
    const all = [...(excuses ?? []), ...(targeted ?? [])];
    if (all.length === 0) return;
    this.attached.set(entry, all);
    for (const excuse of all) this.learn(excuse, entry.origin);
  }

  /** The excuse that holds for a finding; it counts as used. Broken ones excuse nothing. */
  excuseFor(finding: Finding, entry: Entry): Excuse | undefined {
    const candidates = this.attached.get(entry);
    if (candidates === undefined) return undefined;
    let found: Excuse | undefined;
    for (const excuse of candidates) {
      if (!covers(excuse, finding)) continue;
      this.used.add(excuse);
      if (!this.broken.has(excuse)) found ??= excuse;
    }
    return found;
  }

  /** What is wrong with the waivers themselves: broken ones, and those that excused nothing. */
  problems(): Finding[] {
    const findings: Finding[] = [];
    for (const [excuse, problems] of this.broken) {
      for (const problem of problems) findings.push(this.finding('waiver-invalid', excuse, problem));
    }
    for (const excuse of this.known.keys()) {
      if (this.used.has(excuse) || this.broken.has(excuse) || isConcession(excuse)) continue;
      if (this.mayBeUnused.has(excuse.control)) continue;
      findings.push(this.finding('waiver-unused', excuse, 'it excuses nothing'));
    }
    return findings;
  }

  private learn(excuse: Excuse, origin: Origin): void {
    if (this.known.has(excuse)) return;
    this.known.set(excuse, origin);
    if (isConcession(excuse)) return;
    const problems = waiverProblems(excuse, this.rules);
    if (problems.length > 0) this.broken.set(excuse, problems);
  }

  private finding(rule: string, excuse: Excuse, found: string): Finding {
    const unused = rule === 'waiver-unused';
    return {
      control: rule,
      severity: 'high',
      object: NOBODY,
      origin: this.known.get(excuse) ?? {},
      path: '',
      verdict: 'fail',
      found: `the waiver of '${excuse.control}'${target(excuse)}: ${found}`,
      needs: unused ? 'waivers that are needed only' : 'a waiver that holds',
      fix: unused ? 'remove the waiver' : waiverCode(excuse.control),
      waivable: false,
    };
  }
}

/** Whether an excuse covers a finding: the control, and the container and the finding where it names them. */
export function covers(excuse: Excuse, finding: Finding): boolean {
  if (excuse.control !== finding.control) return false;
  if (excuse.container !== undefined && excuse.container !== finding.container) return false;
  return excuse.finding === undefined || excuse.finding === finding.finding;
}

/** The code of a waiver for a control, for messages. */
export function waiverCode(control: string): string {
  return `{ control: '${control}', reason: '…at least 20 characters…', owner: '…', expires: 'YYYY-MM-DD' }`;
}

function target(excuse: Excuse): string {
  if (!isTargeted(excuse)) return '';
  const { kind, namespace, name } = excuse.on;
  return ` on ${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

function targetKey(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}|${namespace ?? ''}|${name}`;
}
