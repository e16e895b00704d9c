import { clusters } from '../../lib/core/cluster/presets';
import type { KubernetesVersion } from '../../lib/core/cluster/profile';
import { type CompiledPolicy, compilePolicy } from '../../lib/core/engine/compiled-policy';
import { validationProblems } from '../../lib/core/engine/validation';
import { ManifestSet } from '../../lib/core/manifest/manifest-set';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { restricted } from '../../lib/core/policy/policy';

/** The rules of the structure that say what the API server says. */
const RULES: ReadonlySet<string> = new Set(['schema', 'invalid-name', 'invalid-object']);

/** What the product refuses of one object. */
export interface Refusal {
  readonly rule: string;
  readonly path: string;
  readonly needs: string;
}

/** An engine for a version of Kubernetes. */
export function engineFor(kubernetes: KubernetesVersion): CompiledPolicy {
  return compilePolicy(restricted(), { ...clusters.kubeadm(), kubernetes });
}

/** What `check` would say about an object by itself. */
export function refusalsOf(object: PlainObject, compiled: CompiledPolicy): Refusal[] {
  return validationProblems(new ManifestSet([{ manifest: object }]), compiled)
    .filter(({ control }) => RULES.has(control))
    .map(({ control, path, needs }) => ({ rule: control, path, needs }));
}
