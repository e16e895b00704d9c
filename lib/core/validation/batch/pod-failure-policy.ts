import { qualifiedNameProblems } from '../../manifest/names';
import type { Field } from '../field';
import { checkOneOf } from '../primitives/lists';

const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const OPERATORS = ['In', 'NotIn'];
const STATUSES = ['False', 'True', 'Unknown'];
/** The minor version since which a status that is absent in a CronJob is `True`, as it is in a Job. */
const DEFAULTS_IN_TEMPLATES_SINCE = 34;
const RULE_LIMIT = 20;
const CODE_LIMIT = 255;
const CONDITION_LIMIT = 20;

/**
 * What a Job does with pods that failed. Source: `validatePodFailurePolicy`.
 * @param isTemplate whether the Job is a template of a CronJob, which older servers give no defaults
 */
export function checkPodFailurePolicy(policy: Field, spec: Field, isTemplate: boolean): void {
  const rules = policy.at('rules');
  const items = rules.items();
  if (items.length > RULE_LIMIT) rules.tooMany(RULE_LIMIT, items.length);
  const hasDefaults = !isTemplate || policy.minor >= DEFAULTS_IN_TEMPLATES_SINCE;
  for (const rule of items) if (!rule.isUnknown) checkRule(rule, spec, hasDefaults);
}

function checkRule(rule: Field, spec: Field, hasDefaults: boolean): void {
  const [action, codes, conditions] = [rule.at('action'), rule.at('onExitCodes'), rule.at('onPodConditions')];
  if (action.isZero) action.required(`one of ${ACTIONS.join(', ')}`);
  else if (action.text === 'FailIndex') {
    if (!spec.at('backoffLimitPerIndex').isSet)
      action.invalid(
        'backoffLimitPerIndex beside FailIndex',
        'write backoffLimitPerIndex, or action: FailJob',
      );
  } else checkOneOf(action, ACTIONS);
  if (codes.isSet && !codes.isUnknown) checkExitCodes(codes, spec);
  checkConditions(conditions, hasDefaults);
  if (codes.isSet === !conditions.isZero && !codes.isUnknown && !conditions.isUnknown)
    rule.invalid('onExitCodes or onPodConditions', 'write one of the two');
}

function checkExitCodes(codes: Field, spec: Field): void {
  const [operator, container, values] = [codes.at('operator'), codes.at('containerName'), codes.at('values')];
  if (operator.isZero) operator.required('In or NotIn');
  else checkOneOf(operator, OPERATORS);
  if (container.text !== undefined && !isContainer(container.text, spec))
    container.invalid('the name of a container or init container of the template');
  const numbers = values.items();
  if (numbers.length === 0 && !values.isUnknown) values.invalid('at least one exit code');
  else if (numbers.length > CODE_LIMIT) values.tooMany(CODE_LIMIT, numbers.length);
  checkCodes(values, numbers, operator);
}

/** Whether the template has a container of that name, or may have one. */
function isContainer(name: string, spec: Field): boolean {
  const lists = ['containers', 'initContainers'].map((list) => spec.in('template', 'spec', list));
  const containers = lists.flatMap((list) => list.items());
  return (
    lists.some((list) => list.isUnknown) ||
    containers.some((item) => item.at('name').isUnknown || item.at('name').text === name)
  );
}

function checkCodes(values: Field, numbers: readonly Field[], operator: Field): void {
  const seen = new Set<number>();
  let before = Number.NEGATIVE_INFINITY;
  let ordered = true;
  for (const value of numbers) {
    const { number } = value;
    if (number === undefined) continue;
    if (number === 0 && operator.text === 'In') value.invalid('a code other than 0, which is success');
    if (seen.has(number)) value.duplicate('each code once');
    if (number < before) ordered = false;
    seen.add(number);
    before = number;
  }
  if (!ordered) values.invalid('codes in ascending order', 'sort them');
}

function checkConditions(conditions: Field, hasDefaults: boolean): void {
  const items = conditions.items();
  if (items.length > CONDITION_LIMIT) conditions.tooMany(CONDITION_LIMIT, items.length);
  for (const condition of items) {
    const type = condition.at('type');
    if (condition.isUnknown || type.isUnknown) continue;
    for (const needs of qualifiedNameProblems(type.text ?? '')) type.misnamed(needs);
    const status = condition.at('status');
    if (!hasDefaults && status.isZero) status.required(STATUSES.join(', '), 'status: "True"');
    else checkOneOf(status, STATUSES);
  }
}
