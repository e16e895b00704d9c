import type { Entry } from '../../../manifest/manifest-set';
import type { Pod } from '../../../manifest/pod';
import type { PodRules } from './pod-rules';

/** How a pod that policies for all cut off gets routes: as a manifest, and as code. */
export const OWN_ROUTES = {
  fix: 'add a NetworkPolicy for its labels with its routes and DNS: spec: { podSelector: { matchLabels: { app: grafana } }, policyTypes: [Ingress, Egress], ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 3000 }] }], egress: [{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, podSelector: { matchLabels: { k8s-app: kube-dns } } }], ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }] }] }',
  code: "peerOf(include, 'Deployment', 'grafana').talksTo(prometheus).receivesFrom(web)",
};

/** Whether policies for all pods of a namespace are all that is about a pod, deny both directions, and let nobody in. */
export function isCutOff(pod: Pod, { ref }: Entry, rules: PodRules): boolean {
  if (rules.isNamed(pod)) return false;
  if (!rules.isIsolated(pod, 'Ingress') || !rules.isIsolated(pod, 'Egress')) return false;
  return rules.at(pod, ref.namespace, 'Ingress').length === 0;
}
