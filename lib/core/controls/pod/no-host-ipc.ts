import { podControl } from '../control';
import { denyPodFlag } from './shared/visit';

/** Source: Pod Security Standards, baseline, check `hostNamespaces`. */
export const noHostIpc = podControl({
  id: 'no-host-ipc',
  title: 'No pod shares memory with its node',
  category: 'pod',
  severity: 'high',
  why: 'The container can read and change shared memory, semaphores and message queues of the node and of other pods with this setting, past every network policy.',
  fix: 'remove hostIPC',
  breaks:
    'Programs that share memory with the node. Containers of one pod can share memory through an emptyDir with medium Memory.',
  refs: {
    podSecurity: ['hostNamespaces'],
    kubescape: ['C-0038', 'C-0195', 'C-0215', 'C-0276'],
    checkov: ['CKV_K8S_18', 'CKV_K8S_3'],
    trivy: ['KSV-0008'],
    kubeLinter: ['host-ipc'],
    polaris: ['hostIPCSet'],
    kyverno: ['disallow-host-namespaces'],
    gatekeeper: ['host-namespaces'],
    cis: ['5.2.4', 'eks:4.2.3', 'aks:4.2.3'],
    nsa: ['Pod security: Pod security enforcement'],
    owasp: ['K01'],
  },
  check(pod, report) {
    denyPodFlag(pod, report, 'hostIPC');
  },
  examples: {
    good: [{ note: 'the default is false' }, { spec: { hostIPC: false } }],
    bad: [{ spec: { hostIPC: true } }, { note: 'text is not a boolean', spec: { hostIPC: 'false' } }],
  },
});
