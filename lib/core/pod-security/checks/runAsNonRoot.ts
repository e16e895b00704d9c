import type { Check, CheckPod } from '../check';
import { namesWhere } from '../pod-view';
import { containersText, settersText } from '../text';

const REASON = 'runAsNonRoot != true';

const runAsNonRoot0: CheckPod = (pod) => {
  const badPod = pod.security.runAsNonRoot === false;
  const bad = namesWhere(pod, ({ security }) => security.runAsNonRoot === false);
  if (badPod || bad.length > 0) {
    const detail = `${settersText(badPod, bad)} must not set securityContext.runAsNonRoot=false`;
    return { reason: REASON, detail };
  }
  if (pod.security.runAsNonRoot === true) return undefined;
  const unset = namesWhere(pod, ({ security }) => security.runAsNonRoot !== true);
  if (unset.length === 0) return undefined;
  const detail = `pod or ${containersText(unset)} must set securityContext.runAsNonRoot=true`;
  return { reason: REASON, detail };
};

const FIELDS = ['spec.securityContext.runAsNonRoot', 'spec.containers[*].securityContext.runAsNonRoot'];

/** The kubelet must refuse to run as root; from v1.35 on a pod with its own user namespace is exempt. */
export const runAsNonRoot: Check = {
  id: 'runAsNonRoot',
  level: 'restricted',
  revisions: [
    { firstMinor: 0, fields: FIELDS, checkPod: runAsNonRoot0 },
    {
      firstMinor: 35,
      fields: ['spec.hostUsers', ...FIELDS],
      checkPod: (pod) => (pod.userNamespace ? undefined : runAsNonRoot0(pod)),
    },
  ],
};
