import type { Field } from '../field';
import { allContainers } from './every-container';
import type { PodScope } from './scope';

/** Windows containers that run as programs of the host: all of a pod or none. Source: `validateWindowsHostProcessPod`. */
export function checkHostProcess({ spec }: PodScope): void {
  const ofPod = spec.in('securityContext', 'windowsOptions', 'hostProcess');
  if (ofPod.isUnknown) return;
  let [all, host, known] = [0, 0, true];
  for (const container of allContainers(spec)) {
    const own = container.in('securityContext', 'windowsOptions', 'hostProcess');
    all += 1;
    if (own.isUnknown) known = false;
    else if (ofPod.isSet && own.isSet && own.isTrue !== ofPod.isTrue)
      own.invalid(`the same as hostProcess of the pod, ${ofPod.isTrue}`, `hostProcess: ${ofPod.isTrue}`);
    if (own.isSet ? own.isTrue : ofPod.isTrue) host += 1;
  }
  if (host === 0 || !known) return;
  if (host !== all)
    spec.invalid(
      'hostProcess for all containers, or for none',
      'securityContext: { windowsOptions: { hostProcess: true } } of the pod',
      `${host} of ${all} containers`,
    );
  requireHostNetwork(spec.at('hostNetwork'));
}

function requireHostNetwork(network: Field): void {
  if (!network.isTrue && !network.isUnknown)
    network.invalid('true, as containers run as host processes', 'hostNetwork: true');
}
