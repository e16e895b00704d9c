import { podControl, reportPod } from '../control';
import { fieldOf, fillField } from './security-context';
import { isNonRootId } from './user-identity';

/** Stricter than Kubescape, which takes 0. */
export const setFsGroup = podControl({
  id: 'set-fs-group',
  title: 'Volumes belong to a group of the pod',
  category: 'pod',
  severity: 'high',
  why: 'Without it a volume belongs to root, and a program that is not root cannot write to it: the usual answer, running as root, is worse.',
  fix: 'securityContext.fsGroup: 23117 in the pod spec',
  breaks: 'Volumes with many files take time at the first mount, while their group is changed.',
  refs: { kubescape: ['C-0211'], gatekeeper: ['fsgroup'], cis: ['5.6.3'] },
  check(pod, report) {
    if (pod.windows) return;
    const found = fieldOf(pod.spec, 'fsGroup');
    if (!isNonRootId(found))
      reportPod(report, pod, 'securityContext.fsGroup', found, 'a group id other than 0');
  },
  apply(pod, { userId }) {
    if (!pod.windows) fillField(pod.spec, 'fsGroup', userId);
  },
  examples: {
    good: [{ spec: { securityContext: { fsGroup: 23117 } } }],
    bad: [
      { note: 'not set' },
      { spec: { securityContext: { fsGroup: 0 } } },
      { note: 'text is not a group id', spec: { securityContext: { fsGroup: '23117' } } },
    ],
  },
});
