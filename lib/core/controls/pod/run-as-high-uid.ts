import type { Container } from '../../manifest/pod';
import { podControl } from '../control';
import { changesUser, OTHER_USER, userReason } from '../facts/users';
import { checkInherited, fieldOf } from './shared/security-context';
import { fillIdentity, isHighId } from './shared/user-identity';

/** Stricter than Checkov, which takes 10000 itself, and anything beside `hostUsers: false`. */
export const runAsHighUid = podControl({
  id: 'run-as-high-uid',
  title: 'Containers run with a user id above 10000',
  category: 'pod',
  severity: 'low',
  why: 'Containers share user IDs with the node. A low ID may belong to an account of the node, whose files and processes an escaped container could then access.',
  fix: 'securityContext: { runAsUser: 23117 }',
  code: 'user: 23117',
  breaks: 'Images whose files only the user of the image can read. Change the file modes in the image.',
  refs: {
    checkov: ['CKV_K8S_40'],
    trivy: ['KSV-0020'],
    kubeScore: ['container-security-context-user-group-id'],
    gatekeeper: ['users'],
  },
  check(pod, report) {
    if (pod.windows) return;
    checkInherited(pod, report, {
      field: 'runAsUser',
      read: (spec) => fieldOf(spec, 'runAsUser'),
      good: isHighId,
      needs: 'a user id above 10000',
      podCounts: false,
    });
  },
  harden(pod, context) {
    if (pod.windows) return;
    const keeps = (container: Container): string | undefined => userReason(container, context);
    const valueFor = (): unknown => context.userId;
    fillIdentity(pod, { field: 'runAsUser', valueFor, good: isHighId, keeps }, context);
  },
  writes: [{ field: 'securityContext.runAsUser', mayStop: OTHER_USER, when: changesUser('runAsUser') }],
  examples: {
    good: [
      { spec: { securityContext: { runAsUser: 23117 } } },
      {
        note: 'only what a container runs with counts',
        spec: { securityContext: { runAsUser: 1000 } },
        container: { securityContext: { runAsUser: 10001 } },
      },
    ],
    bad: [
      { note: 'the image decides' },
      { container: { securityContext: { runAsUser: 10000 } } },
      { spec: { securityContext: { runAsUser: 1000 } } },
      { note: 'text is not a user id', container: { securityContext: { runAsUser: '23117' } } },
    ],
  },
});
