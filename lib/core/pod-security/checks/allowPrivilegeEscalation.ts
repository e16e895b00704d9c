import type { Check, CheckPod } from '../check';
import { namesWhere } from '../pod-view';
import { containersText } from '../text';

const allowPrivilegeEscalation8: CheckPod = (pod) => {
  const bad = namesWhere(pod, ({ security }) => security.allowPrivilegeEscalation !== false);
  if (bad.length === 0) return undefined;
  return {
    reason: 'allowPrivilegeEscalation != false',
    detail: `${containersText(bad)} must set securityContext.allowPrivilegeEscalation=false`,
  };
};

const FIELD = 'spec.containers[*].securityContext.allowPrivilegeEscalation';

/** Every container refuses privilege escalation in so many words; from v1.25 on Windows pods are exempt. */
export const allowPrivilegeEscalation: Check = {
  id: 'allowPrivilegeEscalation',
  level: 'restricted',
  revisions: [
    { firstMinor: 8, fields: [FIELD], checkPod: allowPrivilegeEscalation8 },
    {
      firstMinor: 25,
      fields: ['spec.os.name', FIELD],
      checkPod: (pod) => (pod.windows ? undefined : allowPrivilegeEscalation8(pod)),
    },
  ],
};
