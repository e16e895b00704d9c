import type { InputProblem } from '../errors';
import { ingressProblems } from './ingress';
import type { ClusterProfile } from './profile';

/** Fields of a cluster profile that do not go together. */
export function disagreements({
  cni,
  networkPolicies = 'kubernetes',
  gateway,
  ingress,
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
  problems.push(...ingressProblems(ingress, gateway));
  return problems;
}
