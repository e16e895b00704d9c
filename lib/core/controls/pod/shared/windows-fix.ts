import type { Pod } from '../../../manifest/pod';
import type { Problem } from '../../control';

/** How to say how a Windows pod runs: the API server refuses the fields of Linux there. */
export function windowsFix(pod: Pod): Pick<Problem, 'fix'> {
  return pod.windows ? { fix: 'securityContext: { windowsOptions: { runAsUserName: ContainerUser } }' } : {};
}
