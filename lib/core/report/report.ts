import type { CompiledPolicy } from '../engine/compiled-policy';
import type { PlacedDecision } from '../engine/decisions';
import type { FieldChange, PlacedChanges } from '../engine/field-changes';
import type { Finding, Fixes, Judgement, SuppressedFinding } from '../engine/finding';
import { messageOf } from '../engine/message';
import type { ObjectRef } from '../manifest/identity';
import { isOptOut, type Suppression } from '../policy/waiver';
import type { Headroom } from '../quota/headroom';
import { type ReportedRules, reportedRules } from './rules';

/** The report of one run: plain data, in a stable order. */
export interface Report {
  readonly profile: string;
  readonly cluster: string;
  readonly kubernetes: string;
  readonly today: string;
  readonly objects: number;
  readonly controls: number;
  readonly judgements: number;
  /** What each ResourceQuota leaves once everything of the run is there. */
  readonly quotas: readonly Headroom[];
  readonly findings: readonly ReportedFinding[];
  readonly suppressed: readonly ReportedSuppressed[];
  /** Objects of which nobody knows what they carry; each is a finding too. */
  readonly unjudged: readonly ReportedObject[];
  /** Objects that count as without pods because the policy or `--kinds` says so of their kind. */
  readonly declared: readonly ReportedObject[];
  /** What you should check in third-party objects, now that they are hardened; nothing where none was hardened. */
  readonly decisions: readonly ReportedDecision[];
  /** Every field that Bulwark wrote into third-party objects, object by object; nothing where none was changed. */
  readonly changes: readonly ReportedChanges[];
  /** What validations of constructs say, with their paths: beside the findings, and no less. */
  readonly invalid: readonly string[];
  /** Files that are no objects and were judged with them; left out where there is none. */
  readonly configuration?: readonly ReportedFile[];
  /** Controls of the profile that the policy left out. */
  readonly without: readonly string[];
  /** Controls that the policy locks. */
  readonly locked: readonly string[];
  /** By what the run judged; null where no file can say it. */
  readonly rules: ReportedRules | null;
}

/** A file that is no object, as the report names it. */
export interface ReportedFile {
  /** Below the folder of files. */
  readonly path: string;
  /** What it was judged by. */
  readonly schema: string;
  /** The SHA-256 of its bytes, where `bulwark synth` wrote it. */
  readonly sha256?: string;
}

/** An object as the report names it. */
export interface ReportedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | null;
  /** Empty where the API server makes the name. */
  readonly name: string;
  /** What the API server makes the name from; left out for objects that have one. */
  readonly generateName?: string;
}

/** A finding as the report has it. */
export interface ReportedFinding {
  readonly control: string;
  readonly severity: string;
  readonly verdict: string;
  readonly object: ReportedObject;
  readonly construct: string | null;
  readonly path: string;
  readonly container: string | null;
  /** What a waiver calls this one finding (`finding: …`), where the control finds several of one object. */
  readonly findingId: string | null;
  readonly found: string;
  readonly needs: string;
  /** The change that fixes it, in the form in which the object was written. */
  readonly fix: string;
  /** The same for each audience. */
  readonly fixes: Fixes;
  /** Whether a waiver could suppress it. */
  readonly waivable: boolean;
  /** Where the policy locks the control: says so, and what tried to refuse it. */
  readonly lock: string | null;
  readonly message: string;
}

/** A finding that a suppression holds for, as the report has it. */
export interface ReportedSuppressed extends ReportedFinding {
  readonly suppression: Suppression;
  readonly by: 'waiver' | 'opt-out';
}

/** A field that hardening wrote although that may stop a pod, or did not write because it might; as the report has it. */
export interface ReportedDecision {
  readonly control: string;
  readonly object: ReportedObject;
  readonly construct: string | null;
  readonly path: string;
  readonly container: string | null;
  readonly action: string;
  readonly reason: string;
}

/** What was written into one third-party object, as the report has it. */
export interface ReportedChanges {
  readonly object: ReportedObject;
  readonly construct: string | null;
  readonly fields: readonly ReportedChange[];
}

/** A field that was written, as the report has it. */
export interface ReportedChange {
  /** Path of the field in the object. */
  readonly path: string;
  readonly container: string | null;
  /** What stood there, as JSON; the word `absent` without quotation marks where nothing did. */
  readonly before: string;
  /** What is there now, as JSON; `absent` where it was removed. */
  readonly after: string;
  /** The id of the control that wrote it; or the setting of the app: `images`, `imagePullSecrets`, `scratch`. */
  readonly by: string;
}

/** What a report holds beside a judgement. */
export interface ReportOptions {
  readonly changes?: readonly PlacedChanges[];
  readonly decisions?: readonly PlacedDecision[];
  readonly invalid?: readonly string[];
  readonly files?: readonly ReportedFile[];
}

/** The report of a judgement. */
export function reportOf(
  judgement: Judgement,
  compiled: CompiledPolicy,
  today: string,
  { changes = [], decisions = [], invalid = [], files = [] }: ReportOptions = {},
): Report {
  return {
    profile: compiled.policy.profile.id,
    cluster: compiled.cluster.name,
    kubernetes: compiled.cluster.kubernetes,
    today,
    objects: judgement.objects,
    controls: judgement.controls,
    judgements: judgement.judgements,
    quotas: judgement.quotas,
    findings: judgement.findings.map(reportedFinding),
    suppressed: judgement.suppressed.map(reportedSuppressed),
    unjudged: judgement.unjudged.map(reportedObject),
    declared: judgement.declared.map(reportedObject),
    decisions: decisions.map(reportedDecision),
    changes: changes.filter((one) => one.changes.length > 0).map(reportedChanges),
    invalid,
    ...(files.length === 0 ? {} : { configuration: files.map(({ path, schema }) => ({ path, schema })) }),
    without: compiled.policy.without,
    locked: compiled.policy.locked,
    rules: reportedRules(compiled),
  };
}

/** A finding as reports write it. */
export function reportedFinding(finding: Finding): ReportedFinding {
  return {
    control: finding.control,
    severity: finding.severity,
    verdict: finding.verdict,
    object: reportedObject(finding.object),
    construct: finding.origin.construct ?? null,
    path: finding.path,
    container: finding.container ?? null,
    findingId: finding.finding ?? null,
    found: finding.found,
    needs: finding.needs,
    fix: finding.fix,
    fixes: finding.fixes ?? { constructs: finding.fix, manifests: finding.fix },
    waivable: finding.waivable,
    lock: finding.lock ?? null,
    message: messageOf(finding),
  };
}

/** A finding that was suppressed, as reports write it. */
export function reportedSuppressed(finding: SuppressedFinding): ReportedSuppressed {
  const { suppression } = finding;
  return { ...reportedFinding(finding), suppression, by: isOptOut(suppression) ? 'opt-out' : 'waiver' };
}

function reportedDecision({
  control,
  object,
  origin,
  path,
  container,
  action,
  reason,
}: PlacedDecision): ReportedDecision {
  return {
    control,
    object: reportedObject(object),
    construct: origin.construct ?? null,
    path,
    container: container ?? null,
    action,
    reason,
  };
}

function reportedChanges({ object, origin, changes }: PlacedChanges): ReportedChanges {
  return {
    object: reportedObject(object),
    construct: origin.construct ?? null,
    fields: changes.map(reportedChange),
  };
}

function reportedChange({ path, container, before, after, by }: FieldChange): ReportedChange {
  return { path, container: container ?? null, before, after, by };
}

/** A reference as reports write it. */
export function reportedObject({
  apiVersion,
  kind,
  namespace,
  name,
  generateName,
}: ObjectRef): ReportedObject {
  const named = { apiVersion, kind, namespace: namespace ?? null, name };
  return generateName === undefined ? named : { ...named, generateName };
}
