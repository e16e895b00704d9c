import { leavePod, podControl, reportPod } from '../control';
import { FRESH_VOLUMES, groupOf, volumeGroupReason } from '../facts/volume-group';
import { fieldOf, fillField } from './shared/security-context';
import { isNonRootId } from './shared/user-identity';

/** Stricter than Kubescape, which takes 0. */
export const setFsGroup = podControl({
  id: 'set-fs-group',
  title: 'Pods set fsGroup for their volumes',
  category: 'pod',
  severity: 'high',
  why: 'Without fsGroup a volume belongs to root, and a program that is not root cannot write to it. The usual workaround, running as root, is worse.',
  fix: 'securityContext: { fsGroup: 23117 }, in the pod spec',
  breaks:
    'At every mount, the kubelet makes all files of a volume accessible to the group. Databases, and programs that keep keys there (ssh, .pgpass), refuse such files. A volume with many files takes time at the first mount.',
  refs: { kubescape: ['C-0211'], gatekeeper: ['fsgroup'], cis: ['5.6.3'] },
  check(pod, report) {
    if (pod.windows) return;
    const found = fieldOf(pod.spec, 'fsGroup');
    if (!isNonRootId(found))
      reportPod(report, pod, 'securityContext.fsGroup', found, 'a group id other than 0');
  },
  harden(pod, context) {
    if (pod.windows || fieldOf(pod.spec, 'fsGroup') !== undefined) return;
    const reason = volumeGroupReason(pod, context);
    const group = groupOf(pod) ?? context.userId;
    if (reason !== undefined) leavePod(context, pod, 'securityContext.fsGroup', reason);
    else if (group !== undefined) fillField(pod.spec, 'fsGroup', group);
  },
  writes: [{ field: 'securityContext.fsGroup', harmless: FRESH_VOLUMES }],
  examples: {
    good: [{ spec: { securityContext: { fsGroup: 23117 } } }],
    bad: [
      { note: 'not set' },
      { spec: { securityContext: { fsGroup: 0 } } },
      { note: 'text is not a group id', spec: { securityContext: { fsGroup: '23117' } } },
    ],
  },
});
