import type { Check, CheckId, CheckPod, Level } from './check';
import { CHECKS } from './checks/index';
import { NEWEST_MINOR } from './version';

/** A check as it runs at one level and version. */
export interface PlannedCheck {
  readonly id: CheckId;
  readonly checkPod: CheckPod;
  readonly fields: readonly string[];
}

type Plan = readonly PlannedCheck[];

/** The revision of a check that is in force: the last one that is not newer than the policy. */
function planned(check: Check, minor: number): PlannedCheck | undefined {
  const revision = check.revisions.findLast(({ firstMinor }) => firstMinor <= minor);
  if (revision === undefined) return undefined;
  return { id: check.id, checkPod: revision.checkPod, fields: revision.fields };
}

function plan(checks: readonly Check[], minor: number): Plan {
  return checks.flatMap((check) => planned(check, minor) ?? []);
}

/** A baseline check does not run where a restricted check that overrides it runs, and only there. */
function restrictedChecks(minor: number): Check[] {
  const overridden = new Set<CheckId>();
  for (const check of CHECKS) {
    if (check.overrides !== undefined && planned(check, minor)) overridden.add(check.overrides);
  }
  return CHECKS.filter(({ id }) => !overridden.has(id));
}

const BASELINE: Plan[] = [];
const RESTRICTED: Plan[] = [];
for (let minor = 0; minor <= NEWEST_MINOR; minor += 1) {
  const baseline = CHECKS.filter(({ level }) => level === 'baseline');
  BASELINE.push(plan(baseline, minor));
  RESTRICTED.push(plan(restrictedChecks(minor), minor));
}

/**
 * The checks that run at a level, in the order of their results.
 * @param minor minor version of the policy, from 0; beyond the newest it means the newest
 */
export function checksAt(level: Level, minor: number): Plan {
  if (level === 'privileged') return [];
  const plans = level === 'baseline' ? BASELINE : RESTRICTED;
  return plans[Math.min(minor, NEWEST_MINOR)] ?? [];
}
