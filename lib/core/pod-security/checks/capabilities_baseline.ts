import { append, objectAt } from '../../manifest/plain';
import { BASELINE_CAPABILITIES } from '../allowed';
import type { Check, CheckPod } from '../check';
import { stringsAt } from '../pod-view';
import { containersText, joinQuote, sortedSet } from '../text';

const capabilitiesBaseline0: CheckPod = (pod) => {
  const containers: string[] = [];
  const forbidden: string[] = [];
  for (const { name, security } of pod.containers) {
    const bad = stringsAt(objectAt(security, 'capabilities'), 'add').filter(
      (added) => !BASELINE_CAPABILITIES.has(added),
    );
    if (bad.length === 0) continue;
    containers.push(name);
    append(forbidden, bad);
  }
  if (containers.length === 0) return undefined;
  const added = joinQuote(sortedSet(forbidden));
  return {
    reason: 'non-default capabilities',
    detail: `${containersText(containers)} must not include ${added} in securityContext.capabilities.add`,
  };
};

/** No capabilities beyond the runtime's default set. Names are compared exactly. */
export const capabilitiesBaseline: Check = {
  id: 'capabilities_baseline',
  level: 'baseline',
  revisions: [
    {
      firstMinor: 0,
      fields: ['spec.containers[*].securityContext.capabilities.add[*]'],
      checkPod: capabilitiesBaseline0,
    },
  ],
};
