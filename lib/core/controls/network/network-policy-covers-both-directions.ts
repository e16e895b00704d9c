import { setControl } from '../control';
import { coverageOf } from './shared/coverage';
import { DIRECTIONS } from './shared/policies';

/**
 * Selectors are evaluated whole, expressions included. Pods on the node's network count as covered when a policy
 * selects them, although no plugin has to enforce it there: that is the business of no-host-network.
 * Source: Kubernetes documentation, network policies: a pod is isolated for each direction apart.
 */
export const networkPolicyCoversBothDirections = setControl({
  id: 'network-policy-covers-both-directions',
  title: 'Network policies cover ingress and egress of every pod',
  category: 'network',
  severity: 'medium',
  why: 'With only an ingress policy, an attacker in the pod can download tools, scan the cluster and send data out. With only an egress policy, every port is open to everyone.',
  fix: 'spec: { policyTypes: [Ingress, Egress] }, in a NetworkPolicy that selects the pod',
  code: 'use a SecureDeployment, which brings it',
  refs: {
    kubescape: ['C-0030'],
    kubeScore: ['pod-networkpolicy'],
    polaris: ['missingNetworkPolicy'],
    nsa: ['Network separation: network policies'],
  },
  check(set, report) {
    const coverage = coverageOf(set);
    for (const entry of set.entries) {
      for (const pod of entry.pods) {
        for (const direction of DIRECTIONS) {
          if (coverage[direction].has(pod)) continue;
          report(entry, {
            path: `${pod.metadataPath}.labels`,
            found: pod.metadata.labels,
            needs: `a NetworkPolicy that selects the pod and governs ${direction.toLowerCase()}`,
            finding: direction,
            unknown: coverage.isUnsure(entry),
          });
        }
      }
    }
  },
  examples: {
    good: [
      {
        objects: [
          pod(),
          policy({ podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress', 'Egress'] }),
        ],
      },
      { note: 'all pods of the namespace', objects: [pod(), policy({ policyTypes: ['Ingress', 'Egress'] })] },
      {
        note: 'by expression',
        objects: [
          pod(),
          policy({
            podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'cart'] }] },
            policyTypes: ['Ingress', 'Egress'],
          }),
        ],
      },
      {
        note: 'two policies together',
        objects: [
          pod(),
          policy({}),
          policy({ podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Egress'] }),
        ],
      },
      {
        note: 'an egress rule is enough to govern egress',
        objects: [pod(), policy({ egress: [{ to: [{ podSelector: {} }] }] })],
      },
    ],
    bad: [
      { note: 'no policy', objects: [pod()] },
      { note: 'ingress only', objects: [pod(), policy({ podSelector: { matchLabels: { app: 'web' } } })] },
      { note: 'egress only', objects: [pod(), policy({ policyTypes: ['Egress'] })] },
      {
        note: 'another pod',
        objects: [
          pod(),
          policy({ podSelector: { matchLabels: { app: 'cart' } }, policyTypes: ['Ingress', 'Egress'] }),
        ],
      },
      {
        note: 'another namespace',
        objects: [pod(), policy({ policyTypes: ['Ingress', 'Egress'] }, 'other')],
      },
    ],
  },
});

function pod() {
  const metadata = { name: 'web', namespace: 'shop', labels: { app: 'web' } };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [{ name: 'app' }] } };
}

function policy(spec: Record<string, unknown>, namespace = 'shop') {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'web', namespace },
    spec,
  };
}
