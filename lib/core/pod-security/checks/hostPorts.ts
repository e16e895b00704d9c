import { append } from '../../manifest/plain';
import type { Check, CheckPod } from '../check';
import { structsAt } from '../pod-view';
import { containersText, pluralize, sortedSet } from '../text';

const hostPorts0: CheckPod = (pod) => {
  const containers: string[] = [];
  const ports: string[] = [];
  for (const { name, fields } of pod.containers) {
    const used = structsAt(fields, 'ports').flatMap(({ hostPort }) =>
      typeof hostPort === 'number' && hostPort !== 0 ? [String(hostPort)] : [],
    );
    if (used.length === 0) continue;
    containers.push(name);
    append(ports, used);
  }
  if (containers.length === 0) return undefined;
  const unique = sortedSet(ports);
  const verb = pluralize('uses', 'use', containers.length);
  const noun = pluralize('hostPort', 'hostPorts', unique.length);
  return { reason: 'hostPort', detail: `${containersText(containers)} ${verb} ${noun} ${unique.join(', ')}` };
};

/** No container takes a port of the node. Ports are listed as strings, so in the order of strings. */
export const hostPorts: Check = {
  id: 'hostPorts',
  level: 'baseline',
  revisions: [{ firstMinor: 0, fields: ['spec.containers[*].ports[*].hostPort'], checkPod: hostPorts0 }],
};
