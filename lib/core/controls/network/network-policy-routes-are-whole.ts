import { formatRef } from '../../manifest/identity';
import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import type { Pod } from '../../manifest/pod';
import { matchingPods } from '../../manifest/pod-index';
import type { LabelSelector } from '../../manifest/selector';
import { type Problem, setControl } from '../control';
import { coverageOf } from './shared/coverage';
import { exampleNamespace, examplePeer, examplePod, examplePolicy } from './shared/examples';
import { type PodPlace, peersOf } from './shared/peers';
import { onHostNetwork, podRulesOf } from './shared/pod-rules';
import {
  type Direction,
  isNetworkPolicy,
  peersIn,
  type Rule,
  selectedPods,
  type WrittenPeer,
} from './shared/policies';
import { formatPorts, type PortRange, portsMeet, portsOfRule } from './shared/port-ranges';

/** So many pods of the near side are tried; where none of them gets through, more of the same kind would not either. */
const TRIED = 100;

function placesOf(entries: readonly Entry[], selector: LabelSelector): PodPlace[] {
  const places: PodPlace[] = [];
  for (const entry of entries) {
    for (const pod of matchingPods(entry, selector)) places.push({ pod, namespace: entry.ref.namespace });
    if (places.length >= TRIED) break;
  }
  return places;
}

const FIX = {
  Egress:
    'select the pods of the other workload by a NetworkPolicy with ingress from these pods on these ports',
  Ingress:
    'select the pods of the other workload by a NetworkPolicy with egress to these pods on these ports',
} as const;
const CODE = {
  Egress: 'web.talksTo(cart), which writes both halves; so does uses',
  Ingress: 'cart.talksTo(web), at the other workload, which writes both halves; so does uses',
} as const;

/** Looks at the far end of what the rules of policies promise. */
class Halves {
  constructor(private readonly set: ManifestSet) {}

  /** The pods that a peer names and that do not open their side; `near` are those that the policy is about. */
  missing(
    rule: Rule,
    peer: unknown,
    direction: Direction,
    near: readonly PodPlace[],
    home: string | undefined,
  ): { readonly entry: Entry; readonly ports: readonly PortRange[] }[] {
    const far = peersOf(this.set).named(peer, home) ?? [];
    return far.flatMap((entry) => {
      if (coverageOf(this.set).isUnsure(entry)) return [];
      const [shut] = entry.pods.filter(
        (pod) => !this.opens(rule, direction, near, { pod, namespace: entry.ref.namespace }),
      );
      return shut === undefined ? [] : [{ entry, ports: this.promised(rule, direction, near, shut) }];
    });
  }

  /** What is missing for one peer, as problems of the policy that names it. */
  problems({ policy, direction, rule, peer }: WrittenPeer, near: readonly PodPlace[]): Problem[] {
    return this.missing(rule, peer.spec, direction, near, policy.ref.namespace).map(({ entry, ports }) => {
      const finding = formatRef(entry.ref);
      const found = `a route on ${formatPorts(ports)} that ${finding} does not open`;
      const needs = `${direction === 'Egress' ? 'ingress from' : 'egress to'} these pods at ${finding}`;
      return { path: peer.path, found, needs, fix: FIX[direction], code: CODE[direction], finding };
    });
  }

  /** The ports of the receiving side that a rule is about; names are those of its containers. */
  private promised(
    rule: Rule,
    direction: Direction,
    near: readonly PodPlace[],
    far: Pod,
  ): readonly PortRange[] {
    if (direction === 'Egress') return portsOfRule(rule.spec, far);
    const [first] = near;
    return first === undefined ? [] : portsOfRule(rule.spec, first.pod);
  }

  private opens(rule: Rule, direction: Direction, near: readonly PodPlace[], far: PodPlace): boolean {
    const other: Direction = direction === 'Egress' ? 'Ingress' : 'Egress';
    const rules = podRulesOf(this.set);
    if (onHostNetwork(far.pod) || !rules.isIsolated(far.pod, other)) return true;
    const answers = rules.at(far.pod, far.namespace, other);
    return near.some(({ pod, namespace }) => {
      if (onHostNetwork(pod)) return true;
      const receiver = direction === 'Egress' ? far.pod : pod;
      const promised = portsOfRule(rule.spec, receiver);
      return answers.some(({ policy, rule: answer }) => {
        if (!portsMeet(promised, portsOfRule(answer.spec, receiver))) return false;
        if (answer.peers.length === 0) return true;
        return answer.peers.some(({ spec }) =>
          peersOf(this.set).mayMean(spec, policy.ref.namespace, { pod, namespace }),
        );
      });
    });
  }
}

/**
 * Rules that name pods by their labels, in namespaces whose Namespace object is in the set. A rule for all pods of a
 * namespace promises nothing of a single one. Where policies of a network plugin are in the set, the answer is unknown.
 * Source: Kubernetes documentation, Network Policies: both the egress policy of the source and the ingress policy of the destination have to allow a connection.
 */
export const networkPolicyRoutesAreWhole = setControl({
  id: 'network-policy-routes-are-whole',
  title: 'Each route that a policy opens is also open at the other end',
  category: 'network',
  severity: 'high',
  why: 'A connection needs egress at the source and ingress at the destination. If either is missing, it times out.',
  fix: 'add the rule to a NetworkPolicy of the other pods, too',
  code: 'web.talksTo(cart), which writes both halves; so does uses',
  refs: { other: ['Kubernetes documentation: Network Policies, the two sorts of pod isolation'] },
  check(set, report) {
    const halves = new Halves(set);
    const unknown = podRulesOf(set).hasOthers;
    for (const policy of set.ofKind('NetworkPolicy')) {
      const selector = isNetworkPolicy(policy.manifest) ? selectedPods(policy.manifest) : undefined;
      if (selector === undefined) continue;
      const { namespace } = policy.ref;
      const near = placesOf(set.podsMatching(namespace, selector), selector);
      if (near.length === 0) continue;
      for (const written of peersIn(policy)) {
        for (const problem of halves.problems(written, near)) report(policy, { ...problem, unknown });
      }
    }
  },
  examples: {
    good: [
      { note: 'both halves', objects: [...pods(), send('db'), receive('web')] },
      { note: 'the other end is open to all', objects: [...pods(), send('db')] },
      { note: 'by a rule without peers', objects: [...pods(), send('db'), deny('db', { ingress: [{}] })] },
      { note: 'the port by its name', objects: [...pods(), send('db', 'http'), receive('web', 8080)] },
    ],
    bad: [
      { note: 'the destination admits nobody', objects: [...pods(), send('db'), deny('db')] },
      { note: 'the source may not', objects: [...pods(), deny('web'), receive('web')] },
      { note: 'another port', objects: [...pods(), send('db'), receive('web', 9090)] },
      { note: 'another pod', objects: [...pods(), send('db'), receive('cart')] },
    ],
  },
});

function pods() {
  return [exampleNamespace(), examplePod('web'), examplePod('db'), examplePod('cart')];
}

function send(to: string, port: number | string = 8080) {
  const egress = [{ to: [examplePeer(to)], ports: [{ port }] }];
  return deny('web', { egress });
}

function receive(from: string, port = 8080) {
  return deny('db', { ingress: [{ from: [examplePeer(from)], ports: [{ port }] }] });
}

function deny(app: string, rules = {}) {
  return examplePolicy({ podSelector: { matchLabels: { app } }, ...rules }, app);
}
