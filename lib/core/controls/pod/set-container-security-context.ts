import { podControl, reportContainer } from '../control';
import { saysSomething } from './shared/says-something';
import { windowsFix } from './shared/windows-fix';

const NEEDS = 'a security context with fields';

/** Has no `harden` of its own: the controls of the single fields write the context. */
export const setContainerSecurityContext = podControl({
  id: 'set-container-security-context',
  title: 'Every container has a security context',
  category: 'pod',
  severity: 'high',
  why: 'Capabilities, privilege escalation and the read-only root file system can be set only on a container; the security context of the pod does not cover them.',
  fix: 'securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }, in the container',
  refs: {
    kubescape: ['C-0211'],
    checkov: ['CKV_K8S_30'],
    trivy: ['KSV-0118'],
    cis: ['5.6.3'],
  },
  check(pod, report) {
    for (const container of pod.containers) {
      const found = container.spec.securityContext;
      if (saysSomething(found)) continue;
      reportContainer(report, container, 'securityContext', found, NEEDS, windowsFix(pod));
    }
  },
  examples: {
    good: [{ container: { securityContext: { allowPrivilegeEscalation: false } } }],
    bad: [
      { note: 'not set' },
      { container: { securityContext: { capabilities: {} } } },
      {
        note: 'the context of the pod does not replace it',
        spec: { securityContext: { runAsNonRoot: true } },
      },
      {
        note: 'ephemeral containers count',
        spec: { ephemeralContainers: [{ name: 'debug', image: 'debug' }] },
        container: { securityContext: { allowPrivilegeEscalation: false } },
      },
    ],
  },
});
