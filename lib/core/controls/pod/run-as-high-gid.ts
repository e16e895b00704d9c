import type { Container } from '../../manifest/pod';
import { podControl } from '../control';
import { changesUser, groupReason, OTHER_USER } from '../facts/users';
import { checkInherited, fieldOf } from './shared/security-context';
import { fillIdentity, isHighId } from './shared/user-identity';

/** Source: Trivy KSV-0021, which wants more than 10000; kube-score takes 10000 itself. */
export const runAsHighGid = podControl({
  id: 'run-as-high-gid',
  title: 'Containers run with a group id above 10000',
  category: 'pod',
  severity: 'medium',
  why: 'Without it, the primary group is that of the image, which is often root: the container can read files of the node that the group can read.',
  fix: 'securityContext: { runAsGroup: 23117 }',
  code: 'user: 23117',
  breaks: 'Images whose files only the group of the image can read. Change the file modes in the image.',
  refs: {
    kubescape: ['C-0013'],
    trivy: ['KSV-0021'],
    kubeScore: ['container-security-context-user-group-id'],
    kyverno: ['require-non-root-groups'],
    gatekeeper: ['users'],
  },
  check(pod, report) {
    if (pod.windows) return;
    checkInherited(pod, report, {
      field: 'runAsGroup',
      read: (spec) => fieldOf(spec, 'runAsGroup'),
      good: isHighId,
      needs: 'a group id above 10000',
      podCounts: false,
    });
  },
  harden(pod, context) {
    if (pod.windows) return;
    const keeps = (container: Container): string | undefined => groupReason(container, context);
    const valueFor = (user: unknown): unknown => (isHighId(user) ? user : context.userId);
    fillIdentity(pod, { field: 'runAsGroup', valueFor, good: isHighId, keeps }, context);
  },
  writes: [{ field: 'securityContext.runAsGroup', mayStop: OTHER_USER, when: changesUser('runAsGroup') }],
  examples: {
    good: [
      { spec: { securityContext: { runAsGroup: 23117 } } },
      { container: { securityContext: { runAsGroup: 10001 } } },
    ],
    bad: [
      { note: 'the image decides' },
      { container: { securityContext: { runAsGroup: 10000 } } },
      { spec: { securityContext: { runAsGroup: 0 } } },
      { note: 'text is not a group id', container: { securityContext: { runAsGroup: '23117' } } },
    ],
  },
});
