import { isAbsent, stringAt } from '../../manifest/plain';
import type { Check } from '../check';
import { structsAt } from '../pod-view';
import { joinQuote, pluralize } from '../text';

/** No volume is a path of the node. */
export const hostPathVolumes: Check = {
  id: 'hostPathVolumes',
  level: 'baseline',
  revisions: [
    {
      firstMinor: 0,
      fields: ['spec.volumes[*].hostPath'],
      checkPod: ({ spec }) => {
        const bad = structsAt(spec, 'volumes').filter((volume) => !isAbsent(volume.hostPath));
        if (bad.length === 0) return undefined;
        const names = joinQuote(bad.map((volume) => stringAt(volume, 'name') ?? ''));
        return {
          reason: 'hostPath volumes',
          detail: `${pluralize('volume', 'volumes', bad.length)} ${names}`,
        };
      },
    },
  ],
};
