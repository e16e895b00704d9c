import { type Change, podControl, reportPod } from '../control';
import { dataVolumes } from '../facts/volumes';
import { fieldOf, fillField } from './shared/security-context';

/** Source: Kubescape C-0211, CIS 5.6.3. */
export const setFsGroupChangePolicy = podControl({
  id: 'set-fs-group-change-policy',
  title: 'Pods set fsGroupChangePolicy',
  category: 'pod',
  severity: 'high',
  why: 'By default, every start changes the group of every file on every volume: with many files a pod takes minutes to start, and a restart becomes an outage.',
  fix: 'securityContext: { fsGroupChangePolicy: OnRootMismatch }, in the pod spec',
  breaks: 'Files that another program wrote with another group keep that group; set Always then.',
  refs: { kubescape: ['C-0211'], cis: ['5.6.3'] },
  check(pod, report) {
    if (pod.windows) return;
    const found = fieldOf(pod.spec, 'fsGroupChangePolicy');
    if (found !== 'OnRootMismatch' && found !== 'Always') {
      reportPod(report, pod, 'securityContext.fsGroupChangePolicy', found, 'OnRootMismatch or Always');
    }
  },
  harden(pod) {
    if (!pod.windows) fillField(pod.spec, 'fsGroupChangePolicy', 'OnRootMismatch');
  },
  writes: [
    {
      field: 'securityContext.fsGroupChangePolicy',
      mayStop:
        'files on its volumes that another program wrote with another group keep that group: say Always where the pod has to take them over',
      when: ({ pod }: Change) =>
        pod !== undefined && fieldOf(pod.spec, 'fsGroup') !== undefined && dataVolumes(pod).length > 0,
    },
  ],
  examples: {
    good: [
      { spec: { securityContext: { fsGroupChangePolicy: 'OnRootMismatch' } } },
      { spec: { securityContext: { fsGroupChangePolicy: 'Always' } } },
    ],
    bad: [{ note: 'not set' }, { spec: { securityContext: { fsGroupChangePolicy: 'Never' } } }],
  },
});
