import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { setControl } from '../control';
import { fieldAt } from '../field';
import { exampleNamespace, examplePod, examplePolicy } from './shared/examples';
import { peersOf } from './shared/peers';
import { isEmptySelector, isNetworkPolicy, peersIn, selectedPods } from './shared/policies';

/** Whether nobody in the namespace of a policy has the labels that it selects, although its pods are known. */
function selectsNobody(policy: Entry, set: ManifestSet): boolean {
  const { namespace } = policy.ref;
  const selector = selectedPods(policy.manifest);
  if (selector === undefined || isEmptySelector(selector)) return false;
  if (set.podsMatching(namespace, selector).length > 0) return false;
  return peersOf(set).owns(namespace) || set.podsIn(namespace).length > 0;
}

/**
 * A peer is judged where the Namespace object of its pods is in the set; elsewhere they may be in another output.
 * Source: kube-linter, dangling-networkpolicy and dangling-networkpolicypeer-podselector.
 */
export const networkPolicySelectsSomething = setControl({
  id: 'network-policy-selects-something',
  title: 'Each NetworkPolicy selects pods, and so does each of its peers',
  category: 'network',
  severity: 'medium',
  why: 'A selector that matches no pods, for example because of a misspelled label, has no effect: the route that it was written for stays closed.',
  fix: 'give spec.podSelector.matchLabels the labels of the pod template, and the same in from and to',
  breaks:
    'Policies for pods that an operator creates, or that are in another output: waive the control for them.',
  refs: {
    kubeLinter: ['dangling-networkpolicy', 'dangling-networkpolicypeer-podselector'],
    kubeScore: ['networkpolicy-targets-pod'],
  },
  check(set, report) {
    const peers = peersOf(set);
    for (const policy of set.ofKind('NetworkPolicy')) {
      if (!isNetworkPolicy(policy.manifest)) continue;
      if (selectsNobody(policy, set)) {
        const found = fieldAt(policy.manifest, 'spec', 'podSelector');
        const unknown = set.hidesPodsIn(policy.ref.namespace);
        report(policy, {
          path: 'spec.podSelector',
          found,
          needs: 'labels of pods of the namespace',
          unknown,
        });
      }
      for (const { peer } of peersIn(policy)) {
        if (peers.named(peer.spec, policy.ref.namespace)?.length !== 0) continue;
        const needs = 'labels of pods of the namespace that it names';
        const unknown = peers.mayBeHidden(peer.spec, policy.ref.namespace);
        report(policy, { path: peer.path, found: peer.spec, needs, unknown });
      }
    }
  },
  examples: {
    good: [
      { objects: [exampleNamespace(), examplePod('web'), examplePod('db'), policy('web', 'db')] },
      { note: 'the peer lives in another output', objects: [examplePod('web'), policy('web', 'db')] },
      { note: 'nothing of the namespace is known', objects: [policy('web', 'db')] },
      { note: 'the policy for all', objects: [exampleNamespace(), examplePolicy({})] },
    ],
    bad: [
      { note: 'the peer', objects: [exampleNamespace(), examplePod('web'), policy('web', 'postgress')] },
      { note: 'the pods of the policy', objects: [examplePod('web'), policy('wbe', 'db')] },
      {
        note: 'no pod at all in a namespace of the set',
        objects: [exampleNamespace(), policy('web', 'web')],
      },
    ],
  },
});

function policy(name: string, peer: string) {
  return examplePolicy({
    podSelector: { matchLabels: { app: name } },
    egress: [{ to: [{ podSelector: { matchLabels: { app: peer } } }], ports: [{ port: 5432 }] }],
  });
}
