import { leaveContainer, podControl, reportContainer } from '../control';
import { imageChanger } from '../facts/commands';
import { fieldOf, fillField } from './shared/security-context';

const FIELD = 'readOnlyRootFilesystem';

/** Init and ephemeral containers count, which some scanners pass over. Never changes an explicit `false`. */
export const readOnlyRootFilesystem = podControl({
  id: 'read-only-root-filesystem',
  title: 'The root file system of every container is read-only',
  category: 'pod',
  severity: 'high',
  why: 'If nothing can be written, an attacker in a container cannot install tools or change the program.',
  fix: 'securityContext: { readOnlyRootFilesystem: true }, with an emptyDir at each path that the program writes to',
  code: "scratch: ['/tmp'], for each path that the program writes to; and remove what makes the root file system writable",
  breaks: 'Programs that write next to their code or to /tmp. Declare those paths as scratch.',
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
  harden(pod, context) {
    if (pod.windows) return;
    for (const container of pod.containers) {
      if (fieldOf(container.spec, FIELD) !== undefined) continue;
      const program = imageChanger(container);
      if (program === undefined) fillField(container.spec, FIELD, true);
      else leaveContainer(context, container, `securityContext.${FIELD}`, `its command says that ${program}`);
    }
  },
  writes: [
    {
      field: `securityContext.${FIELD}`,
      mayStop:
        'the program can only write to its volumes then: mount an emptyDir where it writes, often /tmp, /run and /var/cache, also where it does so late, as for a snapshot or an upload',
    },
  ],
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
