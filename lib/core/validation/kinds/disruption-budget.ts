import type { Field } from '../field';
import { checkExactly } from '../primitives/lists';
import { checkAtMostAll, checkIntOrPercent } from '../primitives/numbers';
import { checkLabelSelector } from '../primitives/selectors';

const EVICTION = ['AlwaysAllow', 'IfHealthyBudget'];

/** Source: `ValidatePodDisruptionBudget`. */
export function checkDisruptionBudget(budget: Field): void {
  const spec = budget.at('spec');
  const [least, most] = [spec.at('minAvailable'), spec.at('maxUnavailable')];
  if (least.isSet && most.isSet && !spec.isUnknown)
    spec.invalid('minAvailable or maxUnavailable, not both', 'remove one of them');
  for (const field of [least, most]) {
    checkIntOrPercent(field);
    checkAtMostAll(field);
  }
  checkLabelSelector(spec.at('selector'));
  const eviction = spec.at('unhealthyPodEvictionPolicy');
  checkExactly(eviction, EVICTION);
}
