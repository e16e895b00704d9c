import { stringAt } from '../../manifest/plain';
import type { Check, CheckPod } from '../check';
import { containersText, joinQuote, sortedSet } from '../text';

/** The masks of `/proc` stay: no `procMount` but `Default`. */
export const procMountUnconditional: CheckPod = (pod) => {
  const containers: string[] = [];
  const forbidden: string[] = [];
  for (const { name, security } of pod.containers) {
    const type = stringAt(security, 'procMount');
    if (type === undefined || type === 'Default') continue;
    containers.push(name);
    forbidden.push(type);
  }
  if (containers.length === 0) return undefined;
  const types = joinQuote(sortedSet(forbidden));
  return {
    reason: 'procMount',
    detail: `${containersText(containers)} must not set securityContext.procMount to ${types}`,
  };
};

export const PROC_MOUNT_FIELDS = ['spec.containers[*].securityContext.procMount'];

/** The masks of `/proc` stay; from v1.35 on a pod with its own user namespace may lift them. */
export const procMount: Check = {
  id: 'procMount',
  level: 'baseline',
  revisions: [
    { firstMinor: 0, fields: PROC_MOUNT_FIELDS, checkPod: procMountUnconditional },
    {
      firstMinor: 35,
      fields: ['spec.hostUsers', ...PROC_MOUNT_FIELDS],
      checkPod: (pod) => (pod.userNamespace ? undefined : procMountUnconditional(pod)),
    },
  ],
};
