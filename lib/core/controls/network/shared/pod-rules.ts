import { homeOf } from '../../../manifest/identity';
import type { Entry, ManifestSet } from '../../../manifest/manifest-set';
import { append, dataText } from '../../../manifest/plain';
import type { Pod } from '../../../manifest/pod';
import { matchingPods } from '../../../manifest/pod-index';
import type { LabelSelector } from '../../../manifest/selector';
import { coverageOf } from './coverage';
import {
  DIRECTIONS,
  type Direction,
  governs,
  isEmptySelector,
  policiesByNamespace,
  type Rule,
  readRules,
  selectedPods,
} from './policies';

/** A rule of a policy that is in force. */
export interface RuleInForce {
  readonly policy: Entry;
  readonly rule: Rule;
}

const NONE: readonly RuleInForce[] = Object.freeze([]);

/** API groups whose policies open or close routes beside those of Kubernetes. */
const OTHER_GROUPS: ReadonlySet<string> = new Set([
  'cilium.io',
  'crd.antrea.io',
  'crd.projectcalico.org',
  'k8s.ovn.org',
  'policy.networking.k8s.io',
  'projectcalico.org',
]);

/** Which rules of the network policies of a set are in force at which pods. */
export class PodRules {
  private readonly ofAll = new Map<string, RuleInForce[]>();
  private readonly ofPod = new Map<Pod, Record<Direction, RuleInForce[]>>();
  private readonly named = new Set<Pod>();
  private readonly bySelector = new Map<string, readonly Pod[]>();
  /** Whether policies of a network plugin are in the set: what they allow is not known here. */
  readonly hasOthers: boolean;

  constructor(private readonly set: ManifestSet) {
    this.hasOthers = set.entries.some(({ ref }) => OTHER_GROUPS.has(ref.group));
    for (const policies of policiesByNamespace(set).values()) {
      for (const policy of policies) this.learn(policy);
    }
  }

  /** Whether some policy governs a direction at a pod, so that only what a rule names goes through. */
  isIsolated(pod: Pod, direction: Direction): boolean {
    return coverageOf(this.set)[direction].has(pod);
  }

  /** Whether a policy selects a pod by its labels, and not only together with all of its namespace. */
  isNamed(pod: Pod): boolean {
    return this.named.has(pod);
  }

  /** The rules at a pod in a direction. */
  at(pod: Pod, namespace: string | undefined, direction: Direction): readonly RuleInForce[] {
    const own = this.ofPod.get(pod)?.[direction] ?? NONE;
    const all = this.ofAll.get(`${direction}|${homeOf({ namespace })}`) ?? NONE;
    return all.length === 0 ? own : [...own, ...all];
  }

  private learn(policy: Entry): void {
    const selector = selectedPods(policy.manifest);
    if (selector === undefined) return;
    const pods = isEmptySelector(selector) ? undefined : this.podsOf(policy, selector);
    for (const direction of DIRECTIONS) {
      if (!governs(policy.manifest, direction)) continue;
      const rules = readRules(policy.manifest, direction).map((rule) => ({ policy, rule }));
      if (rules.length === 0) continue;
      if (pods === undefined) {
        const key = `${direction}|${homeOf(policy.ref)}`;
        const known = this.ofAll.get(key) ?? [];
        append(known, rules);
        this.ofAll.set(key, known);
        continue;
      }
      for (const pod of pods) this.add(pod, direction, rules);
    }
  }

  /** The pods that a policy selects by their labels; policies of one selector have the same. */
  private podsOf({ ref }: Entry, selector: LabelSelector): readonly Pod[] {
    const key = `${homeOf(ref)}|${dataText(selector)}`;
    const known = this.bySelector.get(key);
    if (known !== undefined) return known;
    const pods = this.set
      .podsMatching(ref.namespace, selector)
      .flatMap((entry) => [...matchingPods(entry, selector)]);
    this.bySelector.set(key, pods);
    for (const pod of pods) this.named.add(pod);
    return pods;
  }

  private add(pod: Pod, direction: Direction, rules: readonly RuleInForce[]): void {
    const known = this.ofPod.get(pod) ?? { Ingress: [], Egress: [] };
    append(known[direction], rules);
    this.ofPod.set(pod, known);
  }
}

const made = new WeakMap<ManifestSet, PodRules>();

/** The rules of a set; several controls ask. */
export function podRulesOf(set: ManifestSet): PodRules {
  const known = made.get(set) ?? new PodRules(set);
  made.set(set, known);
  return known;
}

/** Whether a pod has the network of its node: no NetworkPolicy is about it. */
export function onHostNetwork(pod: Pod): boolean {
  return pod.spec.hostNetwork === true;
}
