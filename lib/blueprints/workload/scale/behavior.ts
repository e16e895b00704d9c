import type { HorizontalPodAutoscalerBehavior, HPAScalingRules } from '../../../model/api';
import type { Problems } from '../../problems';
import { wholeNumber } from '../parse/whole-number';
import type { ScaleProps, ScalingPolicyProps, ScalingRulesProps } from './props';

const LONGEST_WINDOW = 3600;
const LONGEST_PERIOD = 1800;

/** Reads how fast pods come and go. */
export function behaviorOf(
  given: ScaleProps<unknown>['behavior'],
  problems: Problems,
): HorizontalPodAutoscalerBehavior | undefined {
  if (given === undefined) return undefined;
  const { scaleUp, scaleDown } = given;
  return {
    ...(scaleDown === undefined ? {} : { scaleDown: rulesOf('scaleDown', scaleDown, problems) }),
    ...(scaleUp === undefined ? {} : { scaleUp: rulesOf('scaleUp', scaleUp, problems) }),
  };
}

function rulesOf(way: string, given: ScalingRulesProps, problems: Problems): HPAScalingRules {
  const field = `scale.behavior.${way}`;
  const { stabilizationWindowSeconds: window, selectPolicy, policies } = given;
  if (window !== undefined)
    wholeNumber(`${field}.stabilizationWindowSeconds`, window, 0, problems, { most: LONGEST_WINDOW });
  if (policies?.length === 0)
    problems.add(`${field}.policies`, policies, 'at least one policy', 'leave it out for those of the API');
  for (const [index, policy] of (policies ?? []).entries())
    checkPolicy(`${field}.policies[${index}]`, policy, problems);
  return {
    ...(policies === undefined ? {} : { policies: policies.map((policy) => ({ ...policy })) }),
    ...(selectPolicy === undefined ? {} : { selectPolicy }),
    ...(window === undefined ? {} : { stabilizationWindowSeconds: window }),
  };
}

function checkPolicy(field: string, { value, periodSeconds }: ScalingPolicyProps, problems: Problems): void {
  wholeNumber(`${field}.value`, value, 1, problems);
  wholeNumber(`${field}.periodSeconds`, periodSeconds, 1, problems, { most: LONGEST_PERIOD });
}
