import { isPlain, objectAt, type PlainObject } from '../../../manifest/plain';
import { type LabelSelector, selectorOf } from '../../../manifest/selector';

/**
 * The pods that a PodDisruptionBudget covers; undefined where it covers none, or where that cannot be read. In `policy/v1`
 * an empty selector covers all pods of the namespace, in `policy/v1beta1` it covered none; an absent one covers none.
 * Source: Kubernetes documentation, deprecated API migration guide, PodDisruptionBudget.
 */
export function budgetSelector(budget: PlainObject): LabelSelector | undefined {
  const selector = objectAt(budget, 'spec')?.selector;
  if (!isPlain(selector)) return undefined;
  const read = selectorOf(selector);
  return budget.apiVersion === 'policy/v1beta1' && read !== undefined && isEmpty(read) ? undefined : read;
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}
