import type { PlainObject } from '../manifest/plain';
import { type CheckId, evaluateFound, findPods } from '../pod-security';
import type { CompiledPolicy } from './compiled-policy';

/** A check of the Pod Security Standards that a hardened pod still fails, because fixing it needs a decision. */
export interface NotHardenable {
  readonly check: CheckId;
  /** Upstream's text. */
  readonly reason: string;
  /** What has to be decided, and by whom. */
  readonly decision: string;
}

const RELIES =
  'the workload relies on it, as node agents, network and storage plugins do: remove it, or run it in a namespace of its own level';
const ROOT = 'the image may need root: build it for another user, or set a user that it can run as';
const VOLUME = 'move the data to a claim, a ConfigMap, a Secret or an emptyDir: only its owner knows which';

/** What each check asks of people; by section 2.7 of the table of checks. */
const DECISIONS: Readonly<Partial<Record<CheckId, string>>> = {
  capabilities_baseline: RELIES,
  capabilities_restricted: RELIES,
  hostNamespaces: RELIES,
  hostPathVolumes: VOLUME,
  hostPorts: RELIES,
  hostProbesAndHostLifecycle: 'ask the pod itself: remove the host of the probe or the handler',
  privileged: RELIES,
  allowPrivilegeEscalation: RELIES,
  restrictedVolumes: VOLUME,
  runAsNonRoot: ROOT,
  runAsUser: ROOT,
  sysctls: RELIES,
  windowsHostProcess: RELIES,
};

/**
 * What keeps the pods of a hardened object from passing `restricted` at the cluster's version; empty when they pass.
 * What could not be judged counts, with the check left out.
 */
export function notHardenable(
  hardened: PlainObject,
  compiled: CompiledPolicy,
): (NotHardenable | { readonly reason: string })[] {
  const version = `v${compiled.cluster.kubernetes}`;
  return findPods(hardened, compiled.registry).flatMap((found) => {
    if (found.pod === undefined) return [{ reason: found.problem ?? 'no pod found' }];
    const verdict = evaluateFound(found, version).restricted;
    const undecidable = verdict.allowed === null ? [{ reason: verdict.reason }] : [];
    return [
      ...undecidable,
      ...verdict.results.map(({ check, reason, detail }) => ({
        check,
        reason: detail === '' ? reason : `${reason} (${detail})`,
        decision: DECISIONS[check] ?? 'set it by hand: hardening found a value that it does not change',
      })),
    ];
  });
}
