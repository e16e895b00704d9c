import type { Check } from '../check';
import { namesWhere } from '../pod-view';
import { containersText } from '../text';

/** Privileged containers switch off most security mechanisms. */
export const privileged: Check = {
  id: 'privileged',
  level: 'baseline',
  revisions: [
    {
      firstMinor: 0,
      fields: ['spec.containers[*].securityContext.privileged'],
      checkPod: (pod) => {
        const bad = namesWhere(pod, ({ security }) => security.privileged === true);
        if (bad.length === 0) return undefined;
        return {
          reason: 'privileged',
          detail: `${containersText(bad)} must not set securityContext.privileged=true`,
        };
      },
    },
  ],
};
