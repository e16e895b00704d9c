import { podControl } from '../control';
import { denyPodFlag } from './shared/visit';

/** Source: Pod Security Standards, baseline, check `hostNamespaces`. */
export const noHostPid = podControl({
  id: 'no-host-pid',
  title: 'No pod sees the processes of its node',
  category: 'pod',
  severity: 'high',
  why: 'With the process namespace of the node, a container can read the environment and files of every process on the node; a privileged container can enter them, which is root on the node.',
  fix: 'remove hostPID',
  breaks:
    'Node agents that watch processes (profilers, runtime security). They need a waiver and a namespace of their own.',
  refs: {
    podSecurity: ['hostNamespaces'],
    kubescape: ['C-0038', 'C-0194', 'C-0214', 'C-0275'],
    checkov: ['CKV_K8S_17', 'CKV_K8S_1'],
    trivy: ['KSV-0010'],
    kubeLinter: ['host-pid'],
    polaris: ['hostPIDSet'],
    kyverno: ['disallow-host-namespaces'],
    gatekeeper: ['host-namespaces'],
    cis: ['5.2.3', 'eks:4.2.2', 'aks:4.2.2'],
    nsa: ['Pod security: Pod security enforcement'],
    owasp: ['K01'],
    other: ['kubehound: CE_NSENTER', 'kubehound: CE_SYS_PTRACE'],
  },
  check(pod, report) {
    denyPodFlag(pod, report, 'hostPID');
  },
  examples: {
    good: [{ note: 'the default is false' }, { spec: { hostPID: false } }],
    bad: [{ spec: { hostPID: true } }, { note: 'text is not a boolean', spec: { hostPID: 'false' } }],
  },
});
