import { clusters } from '../core/cluster/presets';
import type { ClusterProfile } from '../core/cluster/profile';
import { type CompiledPolicy, type CompileOptions, compilePolicy } from '../core/engine/compiled-policy';
import type { KindRegistry } from '../core/manifest/registry';
import { type Policy, restricted } from '../core/policy/policy';
import { anObject, anything, listOf, partsOf, type ShapeTable, text } from '../core/shape';
import { type StackWaiver, StackWaivers } from './waivers';

/** By what the resources of a stack are judged; everything has a default. */
export interface StackOptions {
  /** The policy: which controls apply, and how strictly. @default restricted() */
  readonly policy?: Policy;
  /**
   * The cluster that the stack is for.
   * @default clusters.kubeadm() without a PriorityClass and an SELinux type, since nobody says which ones the target cluster has
   */
  readonly cluster?: ClusterProfile;
  /** Suppressions, by URN or by kind, namespace and name, beside those of the policy. @default none */
  readonly waivers?: readonly StackWaiver[];
  /** The date, `YYYY-MM-DD`, that decides whether a waiver has expired. @default BULWARK_TODAY, else the clock */
  readonly today?: string;
  /** The kinds that are known. @default knownKinds: those of Kubernetes and of the common operators */
  readonly registry?: KindRegistry;
}

/** As much of the options as is looked at before they are read; the engine looks at the policy and the cluster. */
export const STACK_OPTIONS: ShapeTable<StackOptions> = {
  policy: anything,
  cluster: anything,
  waivers: listOf(partsOf({ on: anObject })),
  today: text,
  registry: anything,
};

/** The options, made ready. */
export interface StackRules {
  /** Everything in force; its policy has no waivers, since `waivers` has them all. */
  readonly compiled: CompiledPolicy;
  readonly waivers: StackWaivers;
}

/**
 * Makes the options ready.
 * @throws BulwarkError where the policy names controls that do not exist
 */
export function rulesOf(options: StackOptions, compile: CompileOptions = {}): StackRules {
  const policy = options.policy ?? restricted();
  const cluster = options.cluster ?? clusters.kubeadm({ priorityClass: undefined, seLinuxType: undefined });
  const compiled = compilePolicy({ ...policy, waivers: [] }, cluster, options.registry, compile);
  return {
    compiled,
    waivers: new StackWaivers([
      ...policy.waivers.map((waiver) => ({ ...waiver, at: waiver.at ?? { where: 'the policy' } })),
      ...(options.waivers ?? []).map((waiver) => ({
        ...waiver,
        at: waiver.at ?? { where: 'the waivers of the stack' },
      })),
    ]),
  };
}
