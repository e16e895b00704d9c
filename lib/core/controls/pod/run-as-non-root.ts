import type { Container } from '../../manifest/pod';
import { type Change, type HardenContext, podControl } from '../control';
import { rootReason } from '../facts/root';
import { injection } from '../facts/users';
import { administratorReason, windowsUser } from '../facts/windows';
import { checkInherited, effective, fieldOf } from './shared/security-context';
import { fillIdentity } from './shared/user-identity';

/** Why a container is taken to need root, or what counts as root on Windows. */
function rootLike(container: Container, context: HardenContext): string | undefined {
  if (container.pod.windows) return administratorReason(container);
  const reason = rootReason(container, context);
  return reason === undefined ? undefined : `${reason}, so it is taken to need root`;
}

/** Whether the kubelet may refuse a container: not where the manifest names its user. */
function mayBeRefused(
  { container, hardened, hardenedContainer, after }: Change,
  context: HardenContext,
): boolean | string {
  if (container === undefined || hardenedContainer === undefined) {
    return hardened === undefined ? false : (injection(hardened) ?? false);
  }
  if (context.said(container, 'runAsNonRoot') === after) return false;
  if (hardened?.windows === true && windowsUser(hardenedContainer) !== undefined) return false;
  if (container.pod.windows)
    return 'the kubelet starts no container whose image runs as ContainerAdministrator: say runAsUserName';
  return effective(hardenedContainer, 'runAsUser') === undefined;
}

const isTrue = (value: unknown): boolean => value === true;

/**
 * Source: Pod Security Standards, restricted, check `runAsNonRoot`; stricter: user namespaces change nothing.
 * Writes nothing where the manifest says that a container runs as root: the kubelet would not start it.
 */
export const runAsNonRoot = podControl({
  id: 'run-as-non-root',
  title: 'No container runs as root',
  category: 'pod',
  severity: 'high',
  why: 'Root in a container is root on the node if it escapes: a kernel vulnerability or a writable mount is enough to take over the node.',
  fix: 'securityContext: { runAsNonRoot: true }, with an image that runs as another user than root',
  breaks:
    'Images whose entrypoint starts as root. Set a user (user: 23117), and let them write only to declared paths.',
  refs: {
    podSecurity: ['runAsNonRoot'],
    kubescape: ['C-0013', 'C-0198', 'C-0211', 'C-0218'],
    checkov: ['CKV_K8S_23', 'CKV_K8S_6'],
    trivy: ['KSV-0012'],
    kubeLinter: ['run-as-non-root'],
    polaris: ['runAsRootAllowed'],
    kyverno: [
      'require-run-as-nonroot',
      'podsecurity-subrule-restricted',
      'podsecurity-subrule-restricted-capabilities',
      'podsecurity-subrule-restricted-seccomp',
      'apply-pss-restricted-profile',
      'add-default-securitycontext',
      'service-mesh-require-run-as-nonroot',
    ],
    gatekeeper: ['users'],
    cis: ['5.2.7'],
    nsa: ['Pod security: non-root containers'],
    owasp: ['K01'],
  },
  check(pod, report) {
    checkInherited(pod, report, {
      field: 'runAsNonRoot',
      read: (spec) => fieldOf(spec, 'runAsNonRoot'),
      good: isTrue,
      needs: 'true',
      podCounts: true,
    });
  },
  harden(pod, context) {
    const keeps = (container: Container): string | undefined => rootLike(container, context);
    const valueFor = (): unknown => true;
    fillIdentity(pod, { field: 'runAsNonRoot', valueFor, good: isTrue, keeps }, context);
  },
  writes: [
    {
      field: 'securityContext.runAsNonRoot',
      mayStop:
        'the kubelet starts no container whose image runs as root, or names its user by a name: say runAsUser',
      when: mayBeRefused,
    },
  ],
  examples: {
    good: [
      { spec: { securityContext: { runAsNonRoot: true } } },
      { container: { securityContext: { runAsNonRoot: true } } },
    ],
    bad: [
      { note: 'the image decides, and most images say root' },
      {
        note: 'a UID does not replace it',
        container: { securityContext: { runAsUser: 23117 } },
      },
      {
        spec: { securityContext: { runAsNonRoot: true } },
        container: { securityContext: { runAsNonRoot: false } },
      },
      {
        note: 'false at the pod counts although every container overrides it',
        spec: { securityContext: { runAsNonRoot: false } },
        container: { securityContext: { runAsNonRoot: true } },
      },
      {
        note: 'init containers count',
        spec: { initContainers: [{ name: 'init', image: 'init' }] },
        container: { securityContext: { runAsNonRoot: true } },
      },
    ],
  },
});
