import type { InputProblem } from '../errors';
import { isControlPlane } from './control-plane';
import { ingressProblems } from './ingress';
import type { ClusterProfile } from './profile';

/** Fields of a cluster profile that do not go together. */
export function disagreements({
  cni,
  networkPolicies = 'kubernetes',
  gateway,
  ingress,
  encryption,
  controlPlane,
}: Partial<ClusterProfile>): InputProblem[] {
  const problems: InputProblem[] = [];
  if (networkPolicies === 'cilium' && cni !== 'cilium') {
    problems.push({
      field: 'networkPolicies',
      found: `'cilium' with cni '${String(cni)}'`,
      needs: 'a network plugin that enforces them',
      fix: `cni: 'cilium'`,
    });
  }
  if (gateway === 'cilium-ingress' && networkPolicies !== 'cilium') {
    problems.push({
      field: 'gateway',
      found: `'cilium-ingress' with networkPolicies '${networkPolicies}'`,
      needs: 'policies that can name it',
      fix: `networkPolicies: 'cilium'`,
    });
  }
  const closed = isControlPlane(controlPlane) ? controlPlane.closed?.encryption : undefined;
  if (encryption !== undefined && controlPlane !== undefined && closed !== undefined) {
    problems.push({
      field: 'encryption',
      found: 'a file for the API server',
      needs: `an API server that takes one: that of ${controlPlane.by} does not`,
      fix: `take encryption out; what does the same there: ${closed}`,
    });
  }
  problems.push(...ingressProblems(ingress, gateway));
  return problems;
}
