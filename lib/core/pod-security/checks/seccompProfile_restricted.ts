import type { Check, CheckPod } from '../check';
import { containersText } from '../text';
import { readSeccompFields, SECCOMP_FIELDS } from './seccomp-fields';

const NEEDED = 'securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"';

const seccompProfileRestricted19: CheckPod = (pod) => {
  const { forbidden, uncovered } = readSeccompFields(pod);
  if (forbidden !== undefined) return forbidden;
  if (uncovered.length === 0) return undefined;
  return { reason: 'seccompProfile', detail: `pod or ${containersText(uncovered)} must set ${NEEDED}` };
};

/** Every container has a seccomp profile, its own or the pod's; from v1.25 on Windows pods are exempt. */
export const seccompProfileRestricted: Check = {
  id: 'seccompProfile_restricted',
  level: 'restricted',
  overrides: 'seccompProfile_baseline',
  revisions: [
    { firstMinor: 19, fields: SECCOMP_FIELDS, checkPod: seccompProfileRestricted19 },
    {
      firstMinor: 25,
      fields: ['spec.os.name', ...SECCOMP_FIELDS],
      checkPod: (pod) => (pod.windows ? undefined : seccompProfileRestricted19(pod)),
    },
  ],
};
