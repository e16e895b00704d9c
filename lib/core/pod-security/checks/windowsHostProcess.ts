import { objectAt, type PlainObject } from '../../manifest/plain';
import type { Check } from '../check';
import { namesWhere } from '../pod-view';
import { settersText } from '../text';

function isHostProcess(security: PlainObject): boolean {
  return objectAt(security, 'windowsOptions')?.hostProcess === true;
}

/** No Windows container runs as a process of the node. */
export const windowsHostProcess: Check = {
  id: 'windowsHostProcess',
  level: 'baseline',
  revisions: [
    {
      firstMinor: 0,
      fields: [
        'spec.securityContext.windowsOptions.hostProcess',
        'spec.containers[*].securityContext.windowsOptions.hostProcess',
      ],
      checkPod: (pod) => {
        const bad = namesWhere(pod, ({ security }) => isHostProcess(security));
        const badPod = isHostProcess(pod.security);
        if (!badPod && bad.length === 0) return undefined;
        const setters = settersText(badPod, bad);
        return {
          reason: 'hostProcess',
          detail: `${setters} must not set securityContext.windowsOptions.hostProcess=true`,
        };
      },
    },
  ],
};
