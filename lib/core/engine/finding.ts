import type { Severity } from '../controls/control';
import type { ObjectRef } from '../manifest/identity';
import type { Origin } from '../manifest/manifest-set';
import type { Suppression } from '../policy/waiver';
import type { Headroom } from '../quota/headroom';

/** One change, as each audience writes it. */
export interface Fixes {
  /** The props of a construct, as code. */
  readonly constructs: string;
  /** The field of the manifest, in YAML. */
  readonly manifests: string;
}

/** A finding with all its fixes rewritten, such as those that name what nobody should read. */
export function withFixes(
  { fix, fixes }: Pick<Finding, 'fix' | 'fixes'>,
  rewrite: (text: string) => string,
): Pick<Finding, 'fix' | 'fixes'> {
  if (fixes === undefined) return { fix: rewrite(fix) };
  const { constructs, manifests } = fixes;
  return { fix: rewrite(fix), fixes: { constructs: rewrite(constructs), manifests: rewrite(manifests) } };
}

/** One thing that a control, or the engine itself, found at one place. */
export interface Finding {
  /** The id of the control, or of the rule of the engine (`duplicate-object`, `waiver-expired`…). */
  readonly control: string;
  readonly severity: Severity;
  readonly object: ObjectRef;
  readonly origin: Origin;
  /** Path of the field in the object; empty for the whole object. */
  readonly path: string;
  readonly container?: string;
  /** Tells several findings of one control on one object apart. */
  readonly finding?: string;
  /** `unknown`: it could not be judged, which is never a pass. */
  readonly verdict: 'fail' | 'unknown';
  /** What was found, as text. */
  readonly found: string;
  readonly needs: string;
  /** The change that fixes it, in the form in which the object was written: code for constructs of ours, else YAML. */
  readonly fix: string;
  /** The change for each audience, where they differ. */
  readonly fixes?: Fixes;
  /** Whether a waiver can suppress it: rules of the engine have none, and controls that the policy locks. */
  readonly waivable: boolean;
  /** Set where it is unknown for good: no value that comes later decides it. */
  readonly settled?: true;
  /** Set where the policy locks the control: says so, and what tried to refuse it. */
  readonly lock?: string;
  /** The waiver that a finding about a waiver is about. */
  readonly waiver?: Suppression;
}

/** Whether a value that is not known yet may decide a finding when it comes. */
export function isOpen({ verdict, settled }: Pick<Finding, 'verdict' | 'settled'>): boolean {
  return verdict === 'unknown' && settled !== true;
}

/** A finding that is suppressed, and by what. */
export interface SuppressedFinding extends Finding {
  readonly suppression: Suppression;
}

/** What came out of judging a set. */
export interface Judgement {
  /** What stands against the set, in a stable order; empty means it passes. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** Objects of which nobody knows what they carry: kept as they are. Each is a finding too. */
  readonly unjudged: readonly ObjectRef[];
  /** Objects that count as without pods because the policy or `--kinds` says so of their kind. */
  readonly declared: readonly ObjectRef[];
  /** Objects of the set. */
  readonly objects: number;
  /** Controls in force. */
  readonly controls: number;
  /** How often a control judged an object, a pod or the set. */
  readonly judgements: number;
  /** What the quotas of the set leave once everything runs. */
  readonly quotas: readonly Headroom[];
}
