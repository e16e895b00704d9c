import { setControl } from '../control';
import { coverageOf } from './shared/coverage';

/**
 * In which directions is the business of network-policy-covers-both-directions.
 * Source: Kubernetes documentation, network policies: a pod that no policy selects is not isolated.
 */
export const networkPolicyForEveryPod = setControl({
  id: 'network-policy-for-every-pod',
  title: 'Every pod is selected by a network policy',
  category: 'network',
  severity: 'medium',
  why: 'A pod that no policy selects can connect to everything and be reached by everything.',
  fix: 'add a NetworkPolicy to the namespace whose podSelector matches the labels of the pod',
  code: 'use a SecureDeployment, which brings one, or receivesFrom(external({ labels: { … } })) for third-party pods',
  refs: {
    kubescape: ['C-0260', 'C-0030'],
    checkov: ['CKV2_K8S_6'],
    kubeLinter: ['non-isolated-pod'],
    kubeScore: ['pod-networkpolicy'],
    polaris: ['missingNetworkPolicy'],
    kyverno: ['require-network-policy', 'add-networkpolicy', 'generate-networkpolicy-existing'],
    cis: ['5.3.2'],
    nsa: ['Network separation: network policies'],
    owasp: ['K05'],
  },
  check(set, report) {
    const coverage = coverageOf(set);
    for (const entry of set.entries) {
      for (const pod of entry.pods) {
        if (coverage.Ingress.has(pod) || coverage.Egress.has(pod)) continue;
        report(entry, {
          path: `${pod.metadataPath}.labels`,
          found: pod.metadata.labels,
          needs: 'a NetworkPolicy that selects the pod',
          unknown: coverage.isUnsure(entry),
        });
      }
    }
  },
  examples: {
    good: [
      { objects: [pod(), policy({ podSelector: { matchLabels: { app: 'web' } } })] },
      {
        note: 'all pods of the namespace',
        objects: [pod(), policy({ podSelector: {}, policyTypes: ['Egress'] })],
      },
    ],
    bad: [
      { note: 'no policy', objects: [pod()] },
      { note: 'another pod', objects: [pod(), policy({ podSelector: { matchLabels: { app: 'cart' } } })] },
      { note: 'another namespace', objects: [pod(), policy({ podSelector: {} }, 'other')] },
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
