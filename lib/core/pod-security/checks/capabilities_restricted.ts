import { append, objectAt } from '../../manifest/plain';
import type { Check, CheckPod } from '../check';
import { stringsAt } from '../pod-view';
import { containersText, joinQuote, sortedSet } from '../text';

const capabilitiesRestricted22: CheckPod = (pod) => {
  const missing: string[] = [];
  const adding: string[] = [];
  const forbidden: string[] = [];
  for (const { name, security } of pod.containers) {
    const capabilities = objectAt(security, 'capabilities');
    if (!stringsAt(capabilities, 'drop').includes('ALL')) missing.push(name);
    const bad = stringsAt(capabilities, 'add').filter((added) => added !== 'NET_BIND_SERVICE');
    if (bad.length === 0) continue;
    adding.push(name);
    append(forbidden, bad);
  }
  const details: string[] = [];
  if (missing.length > 0) {
    details.push(`${containersText(missing)} must set securityContext.capabilities.drop=["ALL"]`);
  }
  if (adding.length > 0) {
    const added = joinQuote(sortedSet(forbidden));
    details.push(`${containersText(adding)} must not include ${added} in securityContext.capabilities.add`);
  }
  return details.length === 0
    ? undefined
    : { reason: 'unrestricted capabilities', detail: details.join('; ') };
};

const FIELDS = [
  'spec.containers[*].securityContext.capabilities.add[*]',
  'spec.containers[*].securityContext.capabilities.drop[*]',
];

/**
 * Every container drops ALL and adds nothing but NET_BIND_SERVICE; from v1.25 on Windows pods are exempt.
 * The exempt form still takes the place of the baseline check, as upstream has it.
 */
export const capabilitiesRestricted: Check = {
  id: 'capabilities_restricted',
  level: 'restricted',
  overrides: 'capabilities_baseline',
  revisions: [
    { firstMinor: 22, fields: FIELDS, checkPod: capabilitiesRestricted22 },
    {
      firstMinor: 25,
      fields: ['spec.os.name', ...FIELDS],
      checkPod: (pod) => (pod.windows ? undefined : capabilitiesRestricted22(pod)),
    },
  ],
};
