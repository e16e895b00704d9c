import { isDeepStrictEqual } from 'node:util';
import type { ControlId } from '../../core/controls';
import { type CompiledPolicy, compilePolicy } from '../../core/engine/compiled-policy';
import { evaluate } from '../../core/engine/evaluate';
import { type Finding, type Judgement, type SuppressedFinding, withFixes } from '../../core/engine/finding';
import { evaluateFiles } from '../../core/files/evaluate-files';
import { canonical } from '../../core/manifest/canonical';
import type { Origin } from '../../core/manifest/manifest-set';
import { makesUnseen } from '../../core/manifest/unseen-maker';
import { isTargeted, type Suppression } from '../../core/policy/waiver';
import { type Report, reportOf } from '../../core/report/report';
import { reportedRules } from '../../core/report/rules';
import { findingKey } from '../../stack/judge';
import { Secrets } from '../../stack/secrets';
import type { Judge, Judgeable, ProgramObject } from './judged';

/** What a rendered program comes to. */
export interface Verdict {
  /** Of all judges together; secrets are in no text of it. */
  readonly judgement: Judgement;
  readonly report: Report;
}

/** What holds for every judge. */
export interface VerdictOptions {
  /** The day of the run, `YYYY-MM-DD`. */
  readonly today: string;
  readonly mayBeUnused?: readonly ControlId[];
}

/** One judge's share. */
interface Share {
  readonly compiled: CompiledPolicy;
  readonly judgement: Judgement;
  /** The waivers that it looked at, by {@link keyOf}. */
  readonly looked: ReadonlySet<unknown>;
}

/**
 * Judges a program as a whole: each judge sees every object, and answers for those that are its own. A waiver is unused
 * where no judge uses it.
 */
export function verdictOf(program: Judgeable, options: VerdictOptions): Verdict {
  const asking = new Set(program.objects.flatMap(({ by }) => by));
  const [main = program.rest, ...others] = program.judges.filter((judge) => asking.has(judge));
  // Waivers of those that judge nothing are unused all the same.
  const silent = program.judges.filter((judge) => judge !== main && !asking.has(judge));
  const everyone = new Secrets();
  for (const { secrets } of program.objects) everyone.addAll(secrets);
  const share = (judge: Judge, declared: readonly Suppression[]): Share =>
    shareOf(judge, declared, program, { ...options, everyone });
  const first = share(
    main,
    [main, ...silent].flatMap(({ declared }) => declared),
  );
  const shares = [first, ...others.map((judge) => share(judge, judge.declared))];
  const judgement: Judgement = {
    objects: program.objects.filter(({ manifest }) => !makesUnseen(manifest)).length,
    controls: Math.max(...shares.map(({ compiled }) => compiled.size)),
    judgements: shares.reduce((sum, { judgement: { judgements } }) => sum + judgements, 0),
    unjudged: first.judgement.unjudged,
    declared: first.judgement.declared,
    findings: [
      ...distinct(shares.flatMap(({ judgement: { findings } }) => findings)).filter(
        (finding) => finding.control !== 'waiver-unused' || !isUsedElsewhere(finding, shares),
      ),
      ...evaluateFiles(program.files),
    ],
    quotas: first.judgement.quotas,
    suppressed: distinct(shares.flatMap(({ judgement: { suppressed } }) => suppressed)),
  };
  return { judgement, report: reportFor(judgement, first.compiled, shares, options.today, program) };
}

function shareOf(
  judge: Judge,
  declared: readonly Suppression[],
  { objects, places }: Judgeable,
  options: VerdictOptions & { readonly everyone: Secrets },
): Share {
  const { today, mayBeUnused, everyone } = options;
  const compiled = compilePolicy(judge.policy, judge.cluster, judge.registry);
  const looked = new Set<unknown>([...declared, ...compiled.policy.waivers].map(keyOf));
  const sources = new Map<Origin, ProgramObject>();
  const judged = objects.map((object) => {
    // An object of its own, since findings are told apart by where they come from.
    const origin = { ...object.origin };
    sources.set(origin, object);
    const suppressions = object.by.includes(judge) ? object.suppressionsFor(judge) : [];
    for (const suppression of suppressions) looked.add(keyOf(suppression));
    return { ...object, manifest: canonical(object.manifest, compiled.registry), origin, suppressions };
  });
  const all = evaluate(judged, compiled, judge.day ?? today, { declared, places, mayBeUnused });
  const own = <F extends Finding>(found: readonly F[]): F[] =>
    found.flatMap((finding) => {
      const source = sources.get(finding.origin);
      if (source === undefined) return isAboutWaiver(finding) ? [finding] : [];
      return source.by.includes(judge) ? [{ ...finding, ...shown(finding, source, everyone) }] : [];
    });
  return {
    compiled,
    looked,
    judgement: {
      ...all,
      findings: own<Finding>(all.findings),
      suppressed: own<SuppressedFinding>(all.suppressed),
    },
  };
}

/** A finding without the secrets of its object; and without those of other objects that can be nothing else. */
function shown(finding: Finding, { secrets }: ProgramObject, everyone: Secrets): Finding {
  const hidden = secrets.hide(finding);
  const { found, needs } = hidden;
  const hide = (text: string): string => everyone.hideIn(text);
  return { ...finding, found: hide(found), needs: hide(needs), ...withFixes(hidden, hide) };
}

function isAboutWaiver({ control }: Finding): boolean {
  return control === 'waiver-invalid' || control === 'waiver-unused';
}

/** What tells waivers apart: those that name their object by what they say, as one may be in several policies. */
function keyOf(suppression: Suppression): unknown {
  if (!isTargeted(suppression)) return suppression;
  return JSON.stringify(Object.entries(suppression).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isUsedElsewhere({ waiver }: Finding, shares: readonly Share[]): boolean {
  if (waiver === undefined) return false;
  const key = keyOf(waiver);
  return shares.some(
    ({ looked, judgement }) =>
      looked.has(key) &&
      !judgement.findings.some(
        (finding) => finding.waiver !== undefined && isAboutWaiver(finding) && keyOf(finding.waiver) === key,
      ),
  );
}

/** What several judges say of one place of one object is one finding. */
function distinct<F extends Finding>(findings: readonly F[]): F[] {
  const seen = new Set<string>();
  return findings.filter((finding) => {
    const { construct = '' } = finding.origin;
    const key = `${construct}|${findingKey(finding)}|${isAboutWaiver(finding) ? finding.found : ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** What all judges go by; null where they differ. */
function rulesOfAll(shares: readonly Share[]): Report['rules'] {
  const all = shares.map((share) => reportedRules(share.compiled));
  const [first = null, ...others] = all;
  return others.every((rules) => isDeepStrictEqual(rules, first)) ? first : null;
}

/** The report of all: where judges differ, it names each of their policies and clusters. */
function reportFor(
  judgement: Judgement,
  compiled: CompiledPolicy,
  shares: readonly Share[],
  today: string,
  { decisions, changes, invalid, files }: Pick<Judgeable, 'decisions' | 'changes' | 'invalid' | 'files'>,
): Report {
  const joined = (of: (compiled: CompiledPolicy) => string): string =>
    [...new Set(shares.map((share) => of(share.compiled)))].join(', ');
  return {
    ...reportOf(judgement, compiled, today, { decisions, changes, invalid, files }),
    profile: joined(({ policy }) => policy.profile.id),
    cluster: joined(({ cluster }) => cluster.name),
    kubernetes: joined(({ cluster }) => cluster.kubernetes),
    without: [...new Set(shares.flatMap((share) => share.compiled.policy.without))],
    locked: [...new Set(shares.flatMap((share) => share.compiled.policy.locked))],
    rules: rulesOfAll(shares),
  };
}
