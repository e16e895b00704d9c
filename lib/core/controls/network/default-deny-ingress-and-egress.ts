import type { Entry } from '../../manifest/manifest-set';
import { setControl } from '../control';
import { namespacesOf } from '../entries';
import {
  DIRECTIONS,
  type Direction,
  governs,
  isEmptySelector,
  policiesByNamespace,
  rulesOf,
  selectedPods,
} from './shared/policies';

/** Whether a policy denies a direction to all pods of its namespace. */
function denies(policy: Entry, direction: Direction): boolean {
  const selector = selectedPods(policy.manifest);
  if (selector === undefined || !isEmptySelector(selector)) return false;
  return governs(policy.manifest, direction) && rulesOf(policy.manifest, direction).length === 0;
}

/**
 * Asks for it in every namespace whose Namespace object is in the set; two policies, one a direction, will do.
 * Source: Kubernetes documentation, network policies, default deny all ingress and all egress traffic.
 */
export const defaultDenyIngressAndEgress = setControl({
  id: 'default-deny-ingress-and-egress',
  title: 'Each namespace denies all traffic by default',
  category: 'network',
  severity: 'medium',
  why: 'A pod that no policy selects can connect to everything and be reached by everything, also a pod that was forgotten or that an attacker started.',
  fix: 'add a NetworkPolicy with spec: { podSelector: {}, policyTypes: [Ingress, Egress] }',
  code: 'use an IsolatedNamespace, which writes it',
  breaks: 'Every connection that no policy allows, including DNS.',
  refs: {
    kubescape: ['C-0206', 'C-0049', 'C-0054', 'C-0030'],
    kyverno: ['add-networkpolicy', 'generate-networkpolicy-existing'],
    cis: ['5.3.2', 'eks:4.3.2', 'aks:4.4.2', 'gke:4.3.2'],
    nsa: ['Network separation: network policies'],
    owasp: ['K05'],
  },
  check(set, report) {
    const policies = policiesByNamespace(set);
    for (const namespace of namespacesOf(set)) {
      const own = policies.get(namespace.ref.name) ?? [];
      for (const direction of DIRECTIONS) {
        if (own.some((policy) => denies(policy, direction))) continue;
        const needs = `a NetworkPolicy that denies all ${direction.toLowerCase()}`;
        report(namespace, { path: 'metadata.name', found: namespace.ref.name, needs, finding: direction });
      }
    }
  },
  examples: {
    good: [
      { objects: [namespace(), policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] })] },
      {
        note: 'one policy a direction',
        objects: [
          namespace(),
          policy({ podSelector: {} }),
          policy({ podSelector: {}, policyTypes: ['Egress'] }, 'no-egress'),
        ],
      },
      {
        note: 'the namespace is not in the output',
        objects: [policy({ podSelector: {}, policyTypes: ['Ingress'] })],
      },
    ],
    bad: [
      { note: 'none', objects: [namespace()] },
      { note: 'ingress only', objects: [namespace(), policy({ podSelector: {}, policyTypes: ['Ingress'] })] },
      { note: 'policyTypes not set means ingress', objects: [namespace(), policy({ podSelector: {} })] },
      {
        note: 'some pods only',
        objects: [
          namespace(),
          policy({ podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress', 'Egress'] }),
        ],
      },
      {
        note: 'an empty rule allows everything',
        objects: [namespace(), policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'], egress: [{}] })],
      },
    ],
  },
});

function namespace() {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
}

function policy(spec: Record<string, unknown>, name = 'default-deny') {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: 'shop' },
    spec,
  };
}
