import { podControl } from '../control';
import { checkEach, fieldOf } from './shared/security-context';
import { isNonRootId } from './shared/user-identity';

/**
 * Source: Pod Security Standards, restricted, check `runAsUser`; stricter: user namespaces change nothing.
 * Has no `harden`: an image that asks for UID 0 may need it, which only its owner can say.
 */
export const noRootUserId = podControl({
  id: 'no-root-user-id',
  title: 'No container sets the user ID of root',
  category: 'pod',
  severity: 'high',
  why: 'UID 0 in a container is UID 0 on the node: a process that escapes from the container, or reaches a file of the node through it, is root there.',
  fix: 'securityContext: { runAsUser: 23117 }',
  code: 'user: 23117',
  breaks: 'Images that write to directories of root. Change the image, or declare the paths as scratch.',
  refs: {
    podSecurity: ['runAsUser'],
    kubescape: ['C-0013'],
    checkov: ['CKV_K8S_23'],
    trivy: ['KSV-0105'],
    kubeLinter: ['run-as-non-root'],
    polaris: ['runAsRootAllowed'],
    kyverno: ['require-run-as-non-root-user'],
    gatekeeper: ['users'],
    cis: ['5.2.7'],
    nsa: ['Pod security: non-root containers'],
    owasp: ['K01'],
  },
  check(pod, report) {
    checkEach(pod, report, {
      field: 'runAsUser',
      read: (spec) => fieldOf(spec, 'runAsUser'),
      good: isNonRootId,
      needs: 'a user id other than 0',
    });
  },
  examples: {
    good: [
      { container: { securityContext: { runAsUser: 23117 } } },
      { note: 'not set: other controls ask for one' },
    ],
    bad: [
      { container: { securityContext: { runAsUser: 0 } } },
      {
        note: 'at the pod it counts although the container overrides it',
        spec: { securityContext: { runAsUser: 0 } },
        container: { securityContext: { runAsUser: 23117 } },
      },
      { note: 'wraps around to 0', container: { securityContext: { runAsUser: 4294967296 } } },
      { note: 'text is not a user id', container: { securityContext: { runAsUser: '23117' } } },
    ],
  },
});
