import { objectsAt, type PlainObject } from '../../manifest/plain';
import { objectControl } from '../control';
import { fieldAt } from '../field';
import { isDnsPeer, isDnsPort, isOpaquePeer } from './shared/dns-peers';
import { isNetworkPolicy, readRules } from './shared/policies';

/**
 * Judges the rules that name a port for DNS (53, the port of the profile, a range that holds one of them, or a port
 * called dns); who may be reached on all ports is the business of no-open-egress.
 * Source: NSA/CISA Kubernetes Hardening Guide, network policies; the DNS of the cluster profile.
 */
export const allowDnsEgressOnlyToClusterDns = objectControl({
  id: 'allow-dns-egress-only-to-cluster-dns',
  title: 'DNS queries go only to the DNS servers of the cluster',
  category: 'network',
  severity: 'medium',
  why: 'If a pod can query any DNS server, data can leave in queries and commands can come back in answers, past every other rule.',
  fix: 'to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, podSelector: { matchLabels: { k8s-app: kube-dns } } }], or name your servers in dns.peers of the cluster profile',
  breaks: 'Programs that use another resolver than the one of the cluster.',
  refs: {
    kyverno: ['add-networkpolicy-dns'],
    nsa: ['Network separation: network policies'],
  },
  kinds: ['NetworkPolicy'],
  check(manifest, report, { cluster }) {
    if (!isNetworkPolicy(manifest)) return;
    const namespace = fieldAt(manifest, 'metadata', 'namespace');
    for (const rule of readRules(manifest, 'Egress')) {
      if (!objectsAt(rule.spec, 'ports').some((port) => isDnsPort(port, cluster.dns))) continue;
      if (rule.peers.length === 0)
        report({ path: rule.path, found: rule.found, needs: 'the DNS of the cluster' });
      for (const { path, spec } of rule.peers) {
        if (isDnsPeer(spec, cluster.dns, namespace)) continue;
        report({ path, found: spec, needs: 'the DNS of the cluster', unknown: isOpaquePeer(spec) });
      }
    }
  },
  examples: {
    good: [
      { objects: [dns({ to: [peer('kube-system', 'kube-dns')] })] },
      { note: 'from the namespace of the servers itself', objects: [dns({ to: [own()] }, 'kube-system')] },
      { note: 'other ports', objects: [dns({ to: [{ podSelector: {} }], ports: [{ port: 5432 }] })] },
    ],
    bad: [
      { note: 'no peer means everybody', objects: [dns({})] },
      { note: 'any address', objects: [dns({ to: [{ ipBlock: { cidr: '8.8.8.8/32' } }] })] },
      {
        note: 'pods of any namespace that call themselves so',
        objects: [dns({ to: [{ ...own(), namespaceSelector: {} }] })],
      },
      {
        note: 'a whole namespace',
        objects: [dns({ to: [{ ...peer('kube-system', 'kube-dns'), podSelector: {} }] })],
      },
      { note: 'other pods', objects: [dns({ to: [peer('kube-system', 'metrics')] })] },
      { note: 'pods of another namespace', objects: [dns({ to: [own()] })] },
      {
        note: 'a range that holds 53',
        objects: [dns({ to: [{ podSelector: {} }], ports: [{ port: 1, endPort: 99 }] })],
      },
    ],
  },
});

function own() {
  return { podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } };
}

function peer(namespace: string, app: string) {
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    podSelector: { matchLabels: { 'k8s-app': app } },
  };
}

function dns(rule: PlainObject, namespace = 'shop') {
  const ports = [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'web', namespace },
    spec: {
      podSelector: { matchLabels: { app: 'web' } },
      policyTypes: ['Egress'],
      egress: [{ ports, ...rule }],
    },
  };
}
