import { objectControl } from '../control';
import { fieldAt } from '../field';
import { DIRECTIONS, isEmptySelector, isNetworkPolicy, rulesOf, selectedPods } from './shared/policies';

/** The name that scanners let use an empty selector. */
const DEFAULT_DENY = 'default-deny';

/**
 * Stricter than Kyverno's sample: the policy called default-deny may not have rules either.
 * Source: Kyverno `restrict-networkpolicy-empty-podselector`.
 */
export const noEmptyPodSelector = objectControl({
  id: 'no-empty-pod-selector',
  title: 'Only the default-deny policy selects all pods',
  category: 'network',
  severity: 'medium',
  why: 'A policy with an empty selector applies to every pod of the namespace, including pods that are added later.',
  fix: 'spec: { podSelector: { matchLabels: { app.kubernetes.io/instance: web } } }',
  refs: {
    kyverno: ['restrict-networkpolicy-empty-podselector'],
  },
  kinds: ['NetworkPolicy'],
  check(manifest, report) {
    if (!isNetworkPolicy(manifest)) return;
    const selector = selectedPods(manifest);
    const found = fieldAt(manifest, 'spec', 'podSelector');
    if (selector === undefined) report({ path: 'spec.podSelector', found, needs: 'a label selector' });
    else if (!isEmptySelector(selector)) return;
    else if (fieldAt(manifest, 'metadata', 'name') !== DEFAULT_DENY) {
      report({ path: 'spec.podSelector', found, needs: 'labels (empty is for the policy default-deny)' });
    } else {
      for (const direction of DIRECTIONS) {
        const rules = rulesOf(manifest, direction);
        if (rules.length === 0) continue;
        const key = direction.toLowerCase();
        report({ path: `spec.${key}`, found: rules, needs: 'no rules in default-deny', finding: key });
      }
    }
  },
  examples: {
    good: [
      { objects: [policy('web', { podSelector: { matchLabels: { app: 'web' } } })] },
      {
        objects: [policy('web', { podSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } })],
      },
      { objects: [policy('default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] })] },
    ],
    bad: [
      { objects: [policy('web', { podSelector: {} })] },
      { note: 'not set selects all', objects: [policy('web', { policyTypes: ['Ingress'] })] },
      { note: 'empty in other words', objects: [policy('web', { podSelector: { matchLabels: {} } })] },
      {
        note: 'default-deny that allows',
        objects: [policy('default-deny', { podSelector: {}, egress: [{}] })],
      },
      { note: 'unreadable', objects: [policy('web', { podSelector: 'app=web' })] },
    ],
  },
});

function policy(name: string, spec: Record<string, unknown>) {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: 'shop' },
    spec,
  };
}
