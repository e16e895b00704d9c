import { onHostNetwork, podRulesOf } from '../controls/network/shared/pod-rules';
import {
  type Direction,
  governs,
  policiesByNamespace,
  type Rule,
  readRules,
  selectedPods,
} from '../controls/network/shared/policies';
import { ALL_PORTS, intersect, type PortRange, portsOfRule } from '../controls/network/shared/port-ranges';
import { homeOf } from '../manifest/identity';
import type { Entry, ManifestSet } from '../manifest/manifest-set';
import { append, isAbsent, isPlain, type PlainObject } from '../manifest/plain';
import type { Pod } from '../manifest/pod';
import { matchOf } from '../manifest/pod-index';
import { isWhole } from '../manifest/pod-match';
import { makesUnseen } from '../manifest/unseen-maker';
import { type Meaning, PeerMeanings } from './peer-meaning';

/** A pod, or the pod of a template, with the namespace that it is in. */
export interface ReachEnd {
  readonly pod: Pod;
  readonly namespace: string | undefined;
}

/** The ports of the receiving pod on which a connection comes about. */
export interface Reach {
  /** Those that are open at both ends, for certain. */
  readonly open: readonly PortRange[];
  /** Those that may be open: what is not in here is shut for certain. */
  readonly maybe: readonly PortRange[];
  /** Why some are not certain, each reason once. */
  readonly doubts: readonly string[];
}

interface Half {
  readonly open: PortRange[];
  readonly maybe: PortRange[];
}

interface MeantRule {
  readonly rule: Rule;
  readonly meaning: Meaning;
}

/** What is open where no policy is in force, and where it is not certain that one is. */
const HALVES: { readonly [Isolated in Meaning]?: Half } = {
  no: { open: [...ALL_PORTS], maybe: [...ALL_PORTS] },
  maybe: { open: [], maybe: [...ALL_PORTS] },
};

const MESH_GROUP = 'security.istio.io';

/** Says by the NetworkPolicies of a set which pods reach which; linear in the policies of the two namespaces. */
export class Reachability {
  private readonly policies: ReadonlyMap<string, readonly Entry[]>;
  private readonly meanings: PeerMeanings;
  private readonly general: readonly string[];

  /** @param unseen why objects that are not in the set may change the answer, such as those of a Helm release */
  constructor(set: ManifestSet, unseen: readonly string[] = []) {
    this.policies = policiesByNamespace(set);
    this.meanings = new PeerMeanings(set);
    const groups = new Set(set.entries.map(({ ref }) => ref.group));
    this.general = [
      ...unseen,
      ...(podRulesOf(set).hasOthers ? ['policies of a network plugin are among the objects'] : []),
      ...(groups.has(MESH_GROUP) ? [`policies of a mesh (${MESH_GROUP}) are among the objects`] : []),
      ...(set.entries.some(({ manifest }) => makesUnseen(manifest)) ? ['objects are made by others'] : []),
    ];
  }

  /** The ports of the pod `to` that the pod `from` can open a connection to. */
  between(from: ReachEnd, to: ReachEnd): Reach {
    const doubts = new Set(this.general);
    if (onHostNetwork(from.pod) || onHostNetwork(to.pod)) doubts.add('a pod has the network of its node');
    const egress = this.half(from, to, 'Egress', doubts);
    const ingress = this.half(to, from, 'Ingress', doubts);
    const anything = this.general.length > 0 || onHostNetwork(from.pod) || onHostNetwork(to.pod);
    const open = anything ? [] : intersect(egress.open, ingress.open);
    const maybe = anything ? ALL_PORTS : intersect(egress.maybe, ingress.maybe);
    return { open, maybe, doubts: [...doubts] };
  }

  /** What is open at one end, in one direction. */
  private half(near: ReachEnd, far: ReachEnd, direction: Direction, doubts: Set<string>): Half {
    const half: Half = { open: [], maybe: [] };
    const receiver = (direction === 'Egress' ? far : near).pod;
    let isolated: Meaning = 'no';
    for (const policy of this.policies.get(homeOf(near)) ?? []) {
      const about = isAbout(policy, near.pod, direction);
      if (about === 'no') continue;
      if (isolated !== 'yes') isolated = about;
      if (about === 'maybe')
        doubts.add(`it is not certain which pods NetworkPolicy ${policy.ref.name} selects`);
      for (const { rule, meaning } of this.rulesFor(policy, direction, far)) {
        const ports = portsOfRule(rule.spec, receiver);
        append(half.maybe, ports);
        if (meaning === 'maybe')
          doubts.add(`it is not certain what ${rule.path} of NetworkPolicy ${policy.ref.name} lets through`);
        else if (about === 'yes') append(half.open, ports);
      }
    }
    return HALVES[isolated] ?? half;
  }

  /** The rules of a policy that mean a pod, or may. */
  private rulesFor(policy: Entry, direction: Direction, far: ReachEnd): MeantRule[] {
    return readRules(policy.manifest, direction)
      .map((rule) => ({ rule, meaning: this.meaningOf(rule, policy, far) }))
      .filter(({ meaning }) => meaning !== 'no');
  }

  /** Whether a rule means a pod, on ports that can be read. Peers are a choice; no peers are everyone. */
  private meaningOf(rule: Rule, { ref }: Entry, far: ReachEnd): Meaning {
    if (!isAbsent(rule.found) && !Array.isArray(rule.found)) return 'maybe';
    const meanings = rule.peers.map(({ spec }) => this.meanings.of(spec, ref.namespace, far));
    if (meanings.length === 0 || meanings.includes('yes'))
      return arePortsReadable(rule.spec) ? 'yes' : 'maybe';
    return meanings.includes('maybe') ? 'maybe' : 'no';
  }
}

/** Whether a policy is in force at a pod in a direction. */
function isAbout({ manifest }: Entry, pod: Pod, direction: Direction): Meaning {
  const selector = selectedPods(manifest);
  const spec = isPlain(manifest.spec) ? manifest.spec : {};
  const types = spec.policyTypes;
  if (!isAbsent(types) && !Array.isArray(types)) return 'maybe';
  if (!governs(manifest, direction)) return 'no';
  if (selector === undefined) return 'maybe';
  const match = matchOf(pod, selector);
  if (match.certainty === 'none') return 'no';
  return isWhole(match) ? 'yes' : 'maybe';
}

function arePortsReadable({ ports }: PlainObject): boolean {
  if (isAbsent(ports)) return true;
  return Array.isArray(ports) && ports.every(isPlain);
}
