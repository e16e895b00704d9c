import { podControl } from '../control';
import { denyPodFlag } from './shared/visit';

/** Source: Pod Security Standards, baseline, check `hostNamespaces`. */
export const noHostNetwork = podControl({
  id: 'no-host-network',
  title: 'No pod uses the network of its node',
  category: 'pod',
  severity: 'high',
  why: 'Network policies do not apply to such a pod. It can reach services that listen only locally on the node (kubelet, metadata service), and capture the traffic of other pods.',
  fix: 'remove hostNetwork; use a Service, or a Gateway for callers outside the cluster',
  breaks:
    'Network plugins, node-local DNS and some ingress controllers. They need a waiver and a namespace of their own.',
  refs: {
    podSecurity: ['hostNamespaces'],
    kubescape: ['C-0041', 'C-0196', 'C-0216'],
    checkov: ['CKV_K8S_19', 'CKV_K8S_4'],
    trivy: ['KSV-0009'],
    kubeLinter: ['host-network'],
    polaris: ['hostNetworkSet'],
    kyverno: ['disallow-host-namespaces'],
    gatekeeper: ['host-namespaces', 'host-network-ports'],
    cis: ['5.2.5', 'eks:4.2.4', 'aks:4.2.4'],
    nsa: ['Pod security: Pod security enforcement'],
    owasp: ['K01'],
  },
  check(pod, report) {
    denyPodFlag(pod, report, 'hostNetwork');
  },
  examples: {
    good: [{ note: 'the default is false' }, { spec: { hostNetwork: false } }],
    bad: [{ spec: { hostNetwork: true } }, { note: 'text is not a boolean', spec: { hostNetwork: 'false' } }],
  },
});
