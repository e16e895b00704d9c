import { fieldAt } from '../core/controls/field';
import {
  DIRECTIONS,
  type Direction,
  governs,
  isNetworkPolicy,
  type Rule,
  readRules,
  selectedPods,
} from '../core/controls/network/shared/policies';
import { homeOf } from '../core/manifest/identity';
import type { Entry, ManifestSet } from '../core/manifest/manifest-set';
import type { PlainObject } from '../core/manifest/plain';
import type { Pod as SeenPod } from '../core/manifest/pod';
import { isWhole } from '../core/manifest/pod-match';
import type { LabelSelector } from '../core/manifest/selector';
import { type ModelDraft, type PlacedWorkload, partyOf } from '../model/cluster-model';
import { allPodsOf, type Party } from '../model/intent';
import { type Opened, partyPeerKey, takeEntities } from './entities';
import { Openings, PortSet } from './openings';
import { readPeer, selected, WorkloadsByLabels } from './peers';
import { readPorts } from './ports';
import type { UnreadList } from './unread';

/** Whose pods a policy is about: a workload of the set, or the pods that its selector matches. */
interface Self {
  readonly party: Party;
  readonly placed?: PlacedWorkload;
}

/** A rule with who its peers are. */
interface OpenRule {
  readonly path: string;
  readonly spec: PlainObject;
  readonly peers: readonly Self[];
}

/** Reads the NetworkPolicies of a set as routes. */
export class PolicyReader {
  private readonly openings = new Openings((party) => this.isInModel(party));
  private readonly labels: WorkloadsByLabels;

  constructor(
    private readonly set: ManifestSet,
    private readonly workloads: ReadonlyMap<SeenPod, PlacedWorkload>,
    private readonly model: ModelDraft,
    private readonly unread: UnreadList,
  ) {
    this.labels = new WorkloadsByLabels(workloads.values());
  }

  /** Whether pods of the set may be meant, which have policies of their own. */
  private isInModel(party: Party): boolean {
    if (party.party !== 'pods') return party.party === 'workload' || party.party === 'selected';
    return this.set.matchesOf(party.namespace, { matchLabels: party.labels }).length > 0;
  }

  /** Puts the routes into the model; returns the policies. */
  read(): Entry[] {
    const policies = this.set.ofKind('NetworkPolicy').filter(({ manifest }) => isNetworkPolicy(manifest));
    for (const policy of policies) this.readPolicy(policy);
    for (const intent of this.openings.intents()) this.model.open(intent);
    return policies;
  }

  private readPolicy(policy: Entry): void {
    const { manifest, ref } = policy;
    const selector = selectedPods(manifest);
    if (selector === undefined) {
      const found = fieldAt(manifest, 'spec', 'podSelector');
      this.unread.add(
        ref,
        'spec.podSelector',
        found,
        'the selector cannot be read: nobody knows whose policy it is',
      );
      return;
    }
    this.markForms(policy);
    const selves = this.selvesOf(policy, selector);
    for (const direction of DIRECTIONS) {
      const rules = this.rulesOf(policy, direction);
      if (!governs(manifest, direction)) {
        const why = `not in force: policyTypes has no ${direction}`;
        if (rules.length > 0) this.unread.add(ref, `spec.${direction.toLowerCase()}`, undefined, why);
      } else for (const self of selves) this.readDirection(policy, direction, rules, self);
    }
  }

  /** Marks lists that are none: nobody knows what they are to say. */
  private markForms(policy: Entry): void {
    for (const field of ['policyTypes', 'ingress', 'egress']) {
      const found = fieldAt(policy.manifest, 'spec', field);
      if (found === undefined || Array.isArray(found)) continue;
      this.unread.add(policy.ref, `spec.${field}`, found, 'it is no list');
    }
    const types = fieldAt(policy.manifest, 'spec', 'policyTypes');
    for (const type of Array.isArray(types) ? types : [])
      if (type !== 'Ingress' && type !== 'Egress')
        this.unread.add(policy.ref, 'spec.policyTypes', type, 'it is neither Ingress nor Egress');
  }

  /** The rules of a direction, with their peers. */
  private rulesOf(policy: Entry, direction: Direction): OpenRule[] {
    return readRules(policy.manifest, direction).map((rule, index) => {
      const path = `spec.${direction.toLowerCase()}[${index}]`;
      return { path, spec: rule.spec, peers: this.peersOf(policy, rule) };
    });
  }

  /** Whose policy it is: the workloads that it selects as a whole, and else the pods that have the labels. */
  private selvesOf({ ref }: Entry, selector: LabelSelector): Self[] {
    const home = homeOf(ref);
    const named = selected(home, selector, this.labels);
    if (named.placed !== undefined) return [named];
    if (named.party.party === 'selected' && isAll(selector)) return [{ party: allPodsOf(home) }];
    const selves = new Map<PlacedWorkload, Self>();
    let partly = false;
    for (const { pod, match } of this.set.matchesOf(ref.namespace, selector)) {
      const placed = this.workloads.get(pod);
      if (placed === undefined) continue;
      if (isWhole(match)) selves.set(placed, { party: partyOf(placed), placed });
      else partly = true;
    }
    if (selves.size > 0 && !partly) return [...selves.values()];
    const why = partly ? 'it selects only some pods of a workload' : 'it selects no pod of the set';
    this.unread.add(ref, 'spec.podSelector', selector, why);
    return [...selves.values(), { party: named.party }];
  }

  private readDirection(policy: Entry, direction: Direction, rules: readonly OpenRule[], self: Self): void {
    const opened = new Map<string, Opened>();
    for (const { path, spec, peers } of rules) {
      for (const peer of peers) {
        const target = direction === 'Ingress' ? self.placed : peer.placed;
        const { ports, loose, unread } = readPorts(spec, target);
        for (const { index: at, why } of unread)
          this.unread.add(policy.ref, `${path}.ports[${at}]`, undefined, why);
        const key = partyPeerKey(peer.party);
        const known = opened.get(key) ?? { party: peer.party, key, ports: new PortSet() };
        known.ports.add(ports, loose);
        opened.set(key, known);
      }
    }
    const outward = direction === 'Egress';
    const open = (other: Party, ports: PortSet): void => {
      const [from, to] = outward ? [self.party, other] : [other, self.party];
      this.openings.add(from, to, outward ? 'from' : 'to', ports);
    };
    for (const { entity, ports } of takeEntities(opened, direction, this.model.cluster)) {
      if (ports !== undefined) open({ party: 'entity', entity }, ports);
      else this.model.open({ from: self.party, to: { party: 'entity', entity }, ports: [] });
    }
    for (const { party, ports } of opened.values()) open(party, ports);
  }

  /** The peers of a rule; none written are everyone. */
  private peersOf(policy: Entry, rule: Rule): Self[] {
    if (rule.peers.length === 0) return isOpenToAll(rule) ? [{ party: { party: 'anybody' } }] : [];
    return rule.peers.flatMap(({ spec, path }) => {
      const peer = readPeer(spec, homeOf(policy.ref), this.labels);
      if ('party' in peer) return [peer];
      this.unread.add(policy.ref, peer.field === '' ? path : `${path}.${peer.field}`, spec, peer.why);
      return [];
    });
  }
}

function isAll({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

/** A rule whose peers are not written, or an empty list, is open to everyone; anything else there says nothing. */
function isOpenToAll({ found }: Rule): boolean {
  return found === undefined || found === null || (Array.isArray(found) && found.length === 0);
}
