import { isAbsent } from '../../manifest/plain';
import { podControl, reportContainer, reportPod } from '../control';
import { fieldAt } from '../field';

const FIELD = 'securityContext.windowsOptions.hostProcess';

/** Source: Pod Security Standards, baseline, check `windowsHostProcess`. */
export const noWindowsHostProcess = podControl({
  id: 'no-windows-host-process',
  title: 'No Windows container runs as a process of its node',
  category: 'pod',
  severity: 'high',
  why: 'A HostProcess container is not isolated: it runs on the node with the files, network and service accounts of the node.',
  fix: `remove ${FIELD}`,
  breaks: 'Network and storage agents of Windows nodes. They need a waiver and a namespace of their own.',
  refs: {
    podSecurity: ['windowsHostProcess'],
    kubescape: ['C-0202', 'C-0211'],
    trivy: ['KSV-0103'],
    polaris: ['hostProcess'],
    kyverno: ['disallow-host-process'],
    gatekeeper: ['host-process'],
    cis: ['5.2.10'],
  },
  check(pod, report) {
    const shared = fieldAt(pod.spec, 'securityContext', 'windowsOptions', 'hostProcess');
    if (!isAbsent(shared) && shared !== false) reportPod(report, pod, FIELD, shared, 'false, or not set');
    for (const container of pod.containers) {
      const own = fieldAt(container.spec, 'securityContext', 'windowsOptions', 'hostProcess');
      if (!isAbsent(own) && own !== false) {
        reportContainer(report, container, FIELD, own, 'false, or not set');
      }
    }
  },
  examples: {
    good: [
      { note: 'the default is false' },
      { container: { securityContext: { windowsOptions: { hostProcess: false } } } },
    ],
    bad: [
      { spec: { hostNetwork: true, securityContext: { windowsOptions: { hostProcess: true } } } },
      { container: { securityContext: { windowsOptions: { hostProcess: true } } } },
      { note: 'not an object', container: { securityContext: { windowsOptions: 'hostProcess' } } },
    ],
  },
});
