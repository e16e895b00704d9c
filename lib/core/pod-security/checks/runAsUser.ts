import type { Check, CheckPod } from '../check';
import { namesWhere } from '../pod-view';
import { settersText } from '../text';

const runAsUser23: CheckPod = (pod) => {
  const badPod = pod.security.runAsUser === 0;
  const bad = namesWhere(pod, ({ security }) => security.runAsUser === 0);
  if (!badPod && bad.length === 0) return undefined;
  return { reason: 'runAsUser=0', detail: `${settersText(badPod, bad)} must not set runAsUser=0` };
};

const FIELDS = ['spec.securityContext.runAsUser', 'spec.containers[*].securityContext.runAsUser'];

/** Nobody asks for user 0; from v1.35 on a pod with its own user namespace may. */
export const runAsUser: Check = {
  id: 'runAsUser',
  level: 'restricted',
  revisions: [
    { firstMinor: 23, fields: FIELDS, checkPod: runAsUser23 },
    {
      firstMinor: 35,
      fields: ['spec.hostUsers', ...FIELDS],
      checkPod: (pod) => (pod.userNamespace ? undefined : runAsUser23(pod)),
    },
  ],
};
