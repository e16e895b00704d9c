import type { Pod } from '../../manifest/pod';
import { podControl, type Report, reportPod } from '../control';
import { checkEach, fieldOf } from './shared/security-context';
import { isNonRootId } from './shared/user-identity';

const NEEDS = 'a group id other than 0';

function checkPodGroups(pod: Pod, report: Report): void {
  const owner = fieldOf(pod.spec, 'fsGroup');
  if (owner !== undefined && !isNonRootId(owner)) {
    reportPod(report, pod, 'securityContext.fsGroup', owner, NEEDS, { finding: 'fsGroup' });
  }
  const more = fieldOf(pod.spec, 'supplementalGroups');
  if (more === undefined) return;
  const bad = Array.isArray(more) ? more.find((id: unknown) => !isNonRootId(id)) : more;
  if (bad === undefined) return;
  reportPod(report, pod, 'securityContext.supplementalGroups', bad, 'group ids other than 0', {
    finding: 'supplementalGroups',
  });
}

/** Judges only what is set: the groups that an image brings are not in the manifest. Has no `harden`: see `no-root-user-id`. */
export const noRootGroup = podControl({
  id: 'no-root-group',
  title: 'No container belongs to the group of root',
  category: 'pod',
  severity: 'high',
  why: 'Members of group 0 can read and write everything that the node and its volumes give to the group of root, which is more than intended.',
  fix: 'securityContext: { runAsGroup: 23117 }',
  code: 'user: 23117',
  breaks: 'Images that expect an arbitrary user in group 0. Let them write only to declared paths (scratch).',
  refs: {
    kubescape: ['C-0013', 'C-0211'],
    trivy: ['KSV-0116'],
    kubeLinter: ['run-as-non-root'],
    kyverno: ['require-non-root-groups', 'psp-check-supplemental-groups'],
    gatekeeper: ['users', 'fsgroup'],
    nsa: ['Pod security: non-root containers'],
  },
  check(pod, report) {
    checkEach(pod, report, {
      field: 'runAsGroup',
      read: (spec) => fieldOf(spec, 'runAsGroup'),
      good: isNonRootId,
      needs: NEEDS,
    });
    checkPodGroups(pod, report);
  },
  examples: {
    good: [
      { spec: { securityContext: { runAsGroup: 23117, fsGroup: 23117, supplementalGroups: [23118] } } },
      { note: 'not set: other controls ask for one' },
    ],
    bad: [
      { spec: { securityContext: { runAsGroup: 0 } } },
      { container: { securityContext: { runAsGroup: 0 } } },
      { spec: { securityContext: { fsGroup: 0 } } },
      { spec: { securityContext: { supplementalGroups: [23118, 0] } } },
      { note: 'not a list', spec: { securityContext: { supplementalGroups: 23118 } } },
      { note: 'a hole in the list', spec: { securityContext: { supplementalGroups: [null] } } },
    ],
  },
});
