import { podControl } from '../control';
import { denyPodFlag } from './shared/visit';

/** Source: Kubernetes documentation, Share Process Namespace between Containers in a Pod. */
export const noSharedProcessNamespace = podControl({
  id: 'no-shared-process-namespace',
  title: "No container sees the processes of its pod's other containers",
  category: 'pod',
  severity: 'medium',
  why: 'Each container can read the environment, secrets and files of the others through /proc, and stop their processes: one compromised sidecar compromises the whole pod.',
  fix: 'remove shareProcessNamespace',
  breaks: 'Sidecars that send signals to the program, for example after a change of its configuration.',
  refs: {
    other: ['kubehound: SHARE_PS_NAMESPACE'],
  },
  check(pod, report) {
    denyPodFlag(pod, report, 'shareProcessNamespace');
  },
  examples: {
    good: [{ note: 'the default is false' }, { spec: { shareProcessNamespace: false } }],
    bad: [
      { spec: { shareProcessNamespace: true } },
      { note: 'text is not a boolean', spec: { shareProcessNamespace: 'false' } },
    ],
  },
});
