import { type ControlId, controlOf } from '../controls';
import { homeOf } from '../manifest/identity';
import type { Entry, ManifestSet } from '../manifest/manifest-set';
import type { PlainObject } from '../manifest/plain';
import { evaluatePod, type Level, namespacePolicy } from '../pod-security';
import type { CompiledPolicy } from './compiled-policy';
import type { Finding, Fixes, SuppressedFinding } from './finding';

/**
 * Waivers of Pod Security controls that cannot help: the namespace's `enforce` level refuses the pod all the same.
 * No waiver makes a pod that the API server refuses. Namespaces outside the set are not known, and not judged here.
 */
export function admissionProblems(
  set: ManifestSet,
  suppressed: readonly SuppressedFinding[],
  compiled: CompiledPolicy,
): Finding[] {
  if (suppressed.length === 0) return [];
  const known = new Map(set.entries.map((entry, index) => [entry.ref, { entry, index }]));
  const fixes = fixesFor(compiled);
  const findings = new Map<string, Finding>();
  for (const finding of suppressed) {
    const checks = controlOf(finding.control)?.refs.podSecurity ?? [];
    const { entry, index } = known.get(finding.object) ?? {};
    const home = set.find('Namespace', undefined, homeOf(finding.object));
    if (checks.length === 0 || entry?.pod === undefined || home === undefined) continue;
    const refused = refusal(entry, home.manifest, checks);
    if (refused !== undefined) {
      const fix = home.ours ? fixes.constructs : fixes.manifests;
      const told = notAdmitted(finding, homeOf(finding.object), refused);
      findings.set(`${index}|${finding.control}`, { ...told, fix, fixes });
    }
  }
  return [...findings.values()];
}

/** The control that keeps the level of a namespace. */
const LEVEL: ControlId = 'pod-security-restricted-enforced';

/** What fixes it: the pod, or the level of its namespace, as each audience writes it. */
function fixesFor(compiled: CompiledPolicy): Fixes {
  if (compiled.isLocked(LEVEL)) {
    const fix = `fix the pod: the policy locks '${LEVEL}', so the namespace keeps its level`;
    return { constructs: fix, manifests: fix };
  }
  const lower = (how: string): string =>
    `fix the pod, or lower the level of the namespace: ${how}, with a waiver of '${LEVEL}' there`;
  return {
    constructs: lower("podSecurity: 'privileged' on the IsolatedNamespace"),
    manifests: lower('labels: { pod-security.kubernetes.io/enforce: privileged } in its metadata'),
  };
}

interface Refusal {
  readonly level: Level;
  readonly version: string;
  readonly reason: string;
}

function refusal(entry: Entry, namespace: PlainObject, checks: readonly string[]): Refusal | undefined {
  const { pod } = entry;
  const { enforce } = namespacePolicy(namespace);
  if (pod === undefined) return undefined;
  const verdict = evaluatePod({ metadata: pod.metadata, spec: pod.spec }, enforce);
  const about = verdict.results.filter((result) => checks.includes(result.check));
  if (verdict.allowed !== false || about.length === 0) return undefined;
  return { ...enforce, reason: about.map((result) => result.reason).join(', ') };
}

function notAdmitted(finding: SuppressedFinding, namespace: string, refused: Refusal): Finding {
  const { suppression: _suppression, ...rest } = finding;
  return {
    ...rest,
    control: 'waiver-not-admitted',
    verdict: 'fail',
    found: `a waiver of '${finding.control}' in namespace ${namespace}, which enforces ${refused.level} ${refused.version} and refuses the pod: ${refused.reason}`,
    needs: 'a pod that the namespace admits',
    waivable: false,
  };
}
