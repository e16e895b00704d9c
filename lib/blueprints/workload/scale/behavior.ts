import type { HorizontalPodAutoscalerBehavior, HPAScalingRules } from '../../../model/api';
import type { Problems } from '../../problems';
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
    within(`${field}.stabilizationWindowSeconds`, window, 0, LONGEST_WINDOW, problems);
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
  within(`${field}.value`, value, 1, Number.MAX_SAFE_INTEGER, problems);
  within(`${field}.periodSeconds`, periodSeconds, 1, LONGEST_PERIOD, problems);
}

function within(field: string, value: number, least: number, most: number, problems: Problems): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  const needs =
    most === Number.MAX_SAFE_INTEGER
      ? `a whole number from ${least}`
      : `a whole number from ${least} to ${most}`;
  problems.add(field, value, needs, `${field.slice(field.lastIndexOf('.') + 1)}: ${Math.max(least, 60)}`);
}
