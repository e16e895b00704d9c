import { isAbsent } from '../../manifest/plain';
import { isStored } from '../../manifest/stored';
import { podControl, reportPod } from '../control';

/**
 * Nothing is written: which of two names was meant, where both stand, is the author's to say. In what was read from a
 * cluster the API server has written the one from the other.
 */
export const noDeprecatedServiceAccountField = podControl({
  id: 'no-deprecated-service-account-field',
  title: 'Pods name their ServiceAccount in serviceAccountName only',
  category: 'workload',
  severity: 'low',
  why: 'The field serviceAccount is an old alias that most policies do not check, so a pod could run with another identity than they assume.',
  fix: 'write spec.serviceAccountName in place of spec.serviceAccount',
  refs: { kubescape: ['C-0294'], kubeLinter: ['deprecated-service-account-field'] },
  check(pod, report) {
    const { serviceAccount: found, serviceAccountName } = pod.spec;
    if (isAbsent(found) || (isStored(pod.manifest) && found === serviceAccountName)) return;
    reportPod(report, pod, 'serviceAccount', found, 'serviceAccountName');
  },
  examples: {
    good: [{ spec: { serviceAccountName: 'web' } }, { spec: { serviceAccount: null } }],
    bad: [{ spec: { serviceAccount: 'web' } }],
  },
});
