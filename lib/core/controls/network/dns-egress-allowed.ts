import type { PlainObject } from '../../manifest/plain';
import { NAMESPACE_NAME_LABEL } from '../../well-known';
import { setControl } from '../control';
import { coverageOf } from './shared/coverage';
import { isCutOff, OWN_ROUTES } from './shared/cut-off';
import { asksClusterDns, letsDnsThrough } from './shared/dns-routes';
import { podsWithEngineDns } from './shared/engine-dns';
import { examplePod, examplePolicy } from './shared/examples';
import { podRulesOf } from './shared/pod-rules';

/**
 * Pods with the network of their node or with DNS servers of their own are not asked. Where labels are not known a route
 * counts as open; where policies of a network plugin are in the set, the answer is unknown.
 * Source: Kubernetes documentation, Network Policies, default deny all egress traffic.
 */
export const dnsEgressAllowed = setControl({
  id: 'dns-egress-allowed',
  title: 'Each pod can reach the DNS of the cluster',
  category: 'network',
  severity: 'high',
  why: 'A policy that denies egress also denies DNS: no name resolves, and most programs fail when they start.',
  fix: 'select the pod by a NetworkPolicy with egress: [{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, podSelector: { matchLabels: { k8s-app: kube-dns } } }], ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }] }]',
  breaks: 'Programs that resolve no names: waive the control for them, or set dnsPolicy: None.',
  refs: { other: ['Kubernetes documentation: Network Policies, default deny all egress traffic'] },
  check(set, report, { cluster }) {
    const rules = podRulesOf(set);
    const coverage = coverageOf(set);
    const byEngine = podsWithEngineDns(set, cluster);
    for (const entry of set.entries) {
      for (const pod of entry.pods) {
        if (!rules.isIsolated(pod, 'Egress') || !asksClusterDns(pod)) continue;
        const inForce = rules.at(pod, entry.ref.namespace, 'Egress');
        if (byEngine.has(pod)) continue;
        if (inForce.some((rule) => letsDnsThrough(rule, pod, cluster))) continue;
        const found = 'egress that is denied, and no rule that allows UDP port 53 to the DNS of the cluster';
        const unknown = rules.hasOthers || coverage.isUnsure(entry);
        report(entry, {
          path: `${pod.metadataPath}.labels`,
          found,
          needs: 'a route to the DNS of the cluster',
          ...(inForce.length === 0 && isCutOff(pod, entry, rules) ? OWN_ROUTES : {}),
          unknown,
        });
      }
    }
  },
  examples: {
    good: [
      { note: 'no policy', objects: [examplePod('web')] },
      { objects: [examplePod('web'), examplePolicy({}), examplePolicy({ egress: [toDns()] }, 'dns')] },
      {
        note: 'every address, every port',
        objects: [examplePod('web'), examplePolicy({ egress: [{}] })],
      },
      {
        note: 'the network of the node',
        objects: [examplePod('web', { hostNetwork: true }), examplePolicy({})],
      },
      { note: 'servers of its own', objects: [examplePod('web', { dnsPolicy: 'None' }), examplePolicy({})] },
    ],
    bad: [
      { objects: [examplePod('web'), examplePolicy({})] },
      {
        note: 'TCP alone, which resolvers try last',
        objects: [examplePod('web'), examplePolicy({ egress: [{ ...toDns(), ports: [{ port: 53 }] }] })],
      },
      {
        note: 'other pods of that namespace',
        objects: [examplePod('web'), examplePolicy({ egress: [{ ...toDns('metrics-server') }] })],
      },
      {
        note: 'addresses outside of the cluster',
        objects: [
          examplePod('web'),
          examplePolicy({ egress: [{ to: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }] }),
        ],
      },
    ],
  },
});

function toDns(app = 'kube-dns'): PlainObject {
  const peer = {
    namespaceSelector: { matchLabels: { [NAMESPACE_NAME_LABEL]: 'kube-system' } },
    podSelector: { matchLabels: { 'k8s-app': app } },
  };
  return { to: [peer], ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }] };
}
