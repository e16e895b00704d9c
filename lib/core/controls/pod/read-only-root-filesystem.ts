import { podControl, reportContainer } from '../control';
import { fieldOf, fillField } from './security-context';

/** Init and ephemeral containers count, which some scanners pass over. Never changes an explicit `false`. */
export const readOnlyRootFilesystem = podControl({
  id: 'read-only-root-filesystem',
  title: 'The root file system of every container is read-only',
  category: 'pod',
  severity: 'high',
  why: 'An attacker in a container cannot bring tools or change the program where nothing can be written.',
  fix: "securityContext.readOnlyRootFilesystem: true, and scratch: ['/tmp'] for what the program writes",
  breaks: 'Programs that write beside their code or to /tmp. Declare those paths as scratch.',
  refs: {
    kubescape: ['C-0017', 'C-0211'],
    checkov: ['CKV_K8S_22'],
    trivy: ['KSV-0014'],
    kubeLinter: ['no-read-only-root-fs'],
    kubeScore: ['container-security-context-readonlyrootfilesystem'],
    polaris: ['notReadOnlyRootFilesystem'],
    kyverno: ['require-ro-rootfs'],
    gatekeeper: ['read-only-root-filesystem'],
    nsa: ['Pod security: immutable container file systems'],
    owasp: ['K01'],
  },
  check(pod, report) {
    if (pod.windows) return;
    for (const container of pod.containers) {
      const found = fieldOf(container.spec, 'readOnlyRootFilesystem');
      if (found !== true) {
        reportContainer(report, container, 'securityContext.readOnlyRootFilesystem', found, 'true');
      }
    }
  },
  apply(pod) {
    if (pod.windows) return;
    for (const { spec } of pod.containers) fillField(spec, 'readOnlyRootFilesystem', true);
  },
  examples: {
    good: [{ container: { securityContext: { readOnlyRootFilesystem: true } } }],
    bad: [
      { note: 'the default is writable' },
      { container: { securityContext: { readOnlyRootFilesystem: false } } },
      {
        note: 'init containers count',
        spec: { initContainers: [{ name: 'init', image: 'init' }] },
        container: { securityContext: { readOnlyRootFilesystem: true } },
      },
    ],
  },
});
