import { podControl, reportPod } from '../control';
import { saysSomething } from './shared/says-something';
import { windowsFix } from './shared/windows-fix';

/** Has no `harden` of its own: the controls of the single fields write the context. */
export const setPodSecurityContext = podControl({
  id: 'set-pod-security-context',
  title: 'Every pod has a security context',
  category: 'pod',
  severity: 'high',
  why: 'Without a pod security context, the image and the node decide which user a new container runs as, and which system calls it can use.',
  fix: 'securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }, in the pod spec',
  refs: {
    kubescape: ['C-0211'],
    checkov: ['CKV_K8S_29'],
    trivy: ['KSV-0118'],
    kyverno: ['add-default-securitycontext'],
    cis: ['5.6.3', 'gke:4.6.3', 'aks:4.6.2'],
    owasp: ['K01'],
  },
  check(pod, report) {
    const found = pod.spec.securityContext;
    if (!saysSomething(found))
      reportPod(report, pod, 'securityContext', found, 'a security context with fields', windowsFix(pod));
  },
  examples: {
    good: [{ spec: { securityContext: { runAsNonRoot: true } } }],
    bad: [
      { note: 'not set' },
      { spec: { securityContext: {} } },
      { note: 'nothing in it', spec: { securityContext: { seccompProfile: {}, runAsUser: null } } },
      { note: 'not an object', spec: { securityContext: true } },
      {
        note: 'the context of a container does not replace it',
        container: { securityContext: { runAsNonRoot: true } },
      },
    ],
  },
});
