import { append } from '../manifest/plain';
import type { CheckId, Level, Rejection } from './check';
import { type Decoded, decodePod } from './decode';
import { hidesField, pathText } from './opaque';
import { checksAt, type PlannedCheck } from './plan';
import { type PodInput, type PodView, viewPod } from './pod-view';
import { compareBytes, wellFormed } from './text';
import { policyMinor } from './version';

/** A check that rejects a pod. */
export interface CheckResult extends Rejection {
  readonly check: CheckId;
}

/** What the Pod Security Standards say of a pod at one level and version. */
export interface PodVerdict {
  /** Whether no check rejects the pod; null where that cannot be known. Null counts as not compliant. */
  readonly allowed: boolean | null;
  /** The ids of the checks that reject it, in byte order. */
  readonly rejectedBy: CheckId[];
  /** The checks that reject it, in upstream's order and words. */
  readonly results: CheckResult[];
  /** Upstream's text, `REASON (DETAIL), …`; empty when allowed; why nothing can be said when `allowed` is null. */
  readonly reason: string;
  /** What could not be read, each with its path; only where there is such a thing. */
  readonly undecidable?: string[];
}

/** A level, a policy version and where the pod stands. */
export interface PodPolicy {
  readonly level: Level;
  /** `latest` or `v1.N`. */
  readonly version: string;
  /** Path of the pod in its object, for messages: empty for a Pod, `spec.template` for a Deployment. */
  readonly path?: string;
}

/** The verdicts at the two levels that judge anything. */
export interface LevelVerdicts {
  readonly baseline: PodVerdict;
  readonly restricted: PodVerdict;
}

/**
 * Judges a pod as upstream's admission does: kubernetes/pod-security-admission, `policy/registry.go`.
 * The pod may be a Pod or the template of a controller. It is never called allowed when it has a value of a wrong
 * type, a field that the API does not know, or a leaf that cannot be read and that a check depends on.
 * @throws PolicyVersionError when the version is neither `latest` nor `v1.N`
 */
export function evaluatePod(pod: PodInput, policy: PodPolicy): PodVerdict {
  const minor = policyMinor(policy.version);
  const path = policy.path ?? '';
  return evaluate(viewPod(pod), decodePod(pod, path), checksAt(policy.level, minor), path);
}

/** {@link evaluatePod} at baseline and at restricted, reading the pod once. */
export function evaluateLevels(pod: PodInput, version: string, path = ''): LevelVerdicts {
  const minor = policyMinor(version);
  const view = viewPod(pod);
  const decoded = decodePod(pod, path);
  return {
    baseline: evaluate(view, decoded, checksAt('baseline', minor), path),
    restricted: evaluate(view, decoded, checksAt('restricted', minor), path),
  };
}

/** A verdict for what cannot be judged at all. */
export function undecided(why: readonly string[]): PodVerdict {
  return { allowed: null, rejectedBy: [], results: [], reason: why.join('; '), undecidable: [...why] };
}

function evaluate(
  view: PodView,
  decoded: Decoded,
  checks: readonly PlannedCheck[],
  path: string,
): PodVerdict {
  if (decoded.refused.length > 0) return undecided(decoded.refused);
  const results: CheckResult[] = [];
  const unknown = [...decoded.dropped];
  for (const check of checks) {
    const hidden = decoded.unread.length === 0 ? [] : hiddenFrom(check, decoded, path);
    if (hidden.length > 0) {
      append(unknown, hidden);
      continue;
    }
    const rejection = check.checkPod(view);
    if (rejection === undefined) continue;
    const { reason, detail } = rejection;
    results.push({ check: check.id, reason, detail: wellFormed(detail) });
  }
  if (results.length > 0) return rejected(results, unknown);
  if (unknown.length > 0) return undecided(unknown);
  return { allowed: true, rejectedBy: [], results, reason: '' };
}

/** The unreadable leaves that a check depends on. */
function hiddenFrom(check: PlannedCheck, decoded: Decoded, path: string): string[] {
  return decoded.unread
    .filter((leaf) => check.fields.some((field) => hidesField(leaf, field)))
    .map((leaf) => {
      const at = pathText(path === '' ? leaf : [path, ...leaf]);
      return `${check.id}: ${at}: found a value that is not known yet; needs plain data`;
    });
}

function rejected(results: CheckResult[], unknown: string[]): PodVerdict {
  const verdict = {
    allowed: false,
    rejectedBy: results.map(({ check }) => check).sort(compareBytes),
    results,
    reason: results.map(rejectionText).join(', '),
  };
  return unknown.length > 0 ? { ...verdict, undecidable: unknown } : verdict;
}

/** `REASON (DETAIL)`; the reason alone where there is no detail. */
function rejectionText({ reason, detail }: Rejection): string {
  return detail === '' ? reason : `${reason} (${detail})`;
}
