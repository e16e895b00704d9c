import { isOn } from '../context';
import type { Field } from '../field';
import { checkExactly } from '../primitives/lists';
import { checkPositive } from '../primitives/numbers';
import { checkLabelSelector } from '../primitives/selectors';
import { checkRequired } from '../primitives/text';
import { checkKeysApart, checkLabelKeys } from './label-keys';
import type { PodScope } from './scope';

const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];
const NODE_POLICIES = ['Honor', 'Ignore'];

/** How evenly pods are spread. Source: `validateTopologySpreadConstraints`. */
export function checkTopologySpread(scope: PodScope): void {
  const constraints = scope.spec.at('topologySpreadConstraints').items();
  const seen = new Set<string>();
  for (const constraint of constraints) {
    if (constraint.isUnknown) continue;
    checkConstraint(constraint, scope);
    const [key, action] = [constraint.at('topologyKey').text, constraint.at('whenUnsatisfiable').text];
    if (key === undefined || action === undefined) continue;
    const pair = JSON.stringify([key, action]);
    if (seen.has(pair)) constraint.duplicate('one constraint for each topologyKey and whenUnsatisfiable');
    seen.add(pair);
  }
}

function checkConstraint(constraint: Field, scope: PodScope): void {
  const [skew, key, action] = [
    constraint.at('maxSkew'),
    constraint.at('topologyKey'),
    constraint.at('whenUnsatisfiable'),
  ];
  if (checkRequired(skew, 'a number above 0')) checkPositive(skew);
  checkRequired(key, 'a label of nodes, such as topology.kubernetes.io/zone');
  if (!action.isUnknown && !ACTIONS.includes(action.text ?? '')) action.notSupported(ACTIONS);
  const domains = constraint.at('minDomains');
  checkPositive(domains);
  if (domains.isSet && action.text !== 'DoNotSchedule' && !action.isUnknown)
    domains.forbidden('none, unless whenUnsatisfiable is DoNotSchedule');
  checkExactly(constraint.at('nodeAffinityPolicy'), NODE_POLICIES);
  checkExactly(constraint.at('nodeTaintsPolicy'), NODE_POLICIES);
  const selector = constraint.at('labelSelector');
  if (isOn('MatchLabelKeysInPodTopologySpreadSelectorMerge', constraint.context))
    checkLabelKeys(constraint, selector, scope);
  else checkKeysApart(constraint.at('matchLabelKeys'), selector);
  checkLabelSelector(selector);
}
