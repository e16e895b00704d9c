import { isOn } from '../context';
import type { Field } from '../field';
import { checkExactly } from '../primitives/lists';
import { checkNonNegativeQuantity } from '../primitives/numbers';
import { checkMetrics } from './autoscaler-metrics';
import { checkScaleTarget } from './scale-target';

const SELECT_POLICIES = ['Disabled', 'Max', 'Min'];
const POLICY_TYPES = ['Percent', 'Pods'];
const LONGEST_WINDOW = 3600;
const LONGEST_PERIOD = 1800;

/** Source: `ValidateHorizontalPodAutoscaler`. */
export function checkAutoscaler(autoscaler: Field): void {
  const spec = autoscaler.at('spec');
  if (spec.isUnknown) return;
  const [least, most, target] = [spec.at('minReplicas'), spec.at('maxReplicas'), spec.at('scaleTargetRef')];
  const lowest = isOn('HPAScaleToZero', spec.context) ? 0 : 1;
  const minimum = least.numberOr(1);
  if (minimum !== undefined && minimum < lowest) least.invalid(`a number from ${lowest}`);
  const maximum = most.number;
  if (most.isZero) most.required('a number from 1');
  else if (maximum !== undefined && maximum < 1) most.invalid('a number from 1');
  else if (minimum !== undefined && maximum !== undefined && maximum < minimum)
    most.invalid('at least minReplicas');
  checkScaleTarget(target, target.at('kind').text === 'ReplicationController');
  checkMetrics(spec, autoscaler.at('apiVersion').text === 'autoscaling/v1');
  for (const name of ['scaleUp', 'scaleDown'] as const) checkScalingRules(spec.at('behavior').at(name));
}

function checkScalingRules(rules: Field): void {
  if (!rules.isSet || rules.isUnknown) return;
  const [window, select, policies] = [
    rules.at('stabilizationWindowSeconds'),
    rules.at('selectPolicy'),
    rules.at('policies'),
  ];
  const seconds = window.number;
  if (seconds !== undefined && (seconds < 0 || seconds > LONGEST_WINDOW))
    window.invalid(`seconds from 0 to ${LONGEST_WINDOW}`);
  checkExactly(select, SELECT_POLICIES);
  if (policies.isSet && policies.isZero)
    policies.required('at least one policy', 'remove the field for the defaults');
  for (const policy of policies.items()) checkScalingPolicy(policy);
  if (isOn('HPAConfigurableTolerance', rules.context)) checkNonNegativeQuantity(rules.at('tolerance'));
}

function checkScalingPolicy(policy: Field): void {
  if (policy.isUnknown) return;
  const [type, value, period] = [policy.at('type'), policy.at('value'), policy.at('periodSeconds')];
  if (!type.isUnknown && !POLICY_TYPES.includes(type.text ?? '')) type.notSupported(POLICY_TYPES);
  const [amount, seconds] = [value.numberOr(0), period.numberOr(0)];
  if (amount !== undefined && amount <= 0) value.invalid('a number above 0');
  if (seconds !== undefined && (seconds <= 0 || seconds > LONGEST_PERIOD))
    period.invalid(`seconds from 1 to ${LONGEST_PERIOD}`);
}
