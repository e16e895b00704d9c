import { isOn } from '../context';
import type { Field } from '../field';

const POLICIES = ['Always', 'Never', 'OnFailure'];
const OPERATORS = ['In', 'NotIn'];
const RULE_LIMIT = 20;
const CODE_LIMIT = 255;

/**
 * When a container, rather than its pod, is restarted. Before 1.34 only an init container may say so, and only Always;
 * 1.34 drops what it does not take. Source: `validateContainerRestartPolicy`, `validateInitContainerRestartPolicy`.
 */
export function checkContainerRestart(container: Field, isInit: boolean): void {
  const [policy, rules] = [container.at('restartPolicy'), container.at('restartPolicyRules')];
  const { context, minor } = container;
  if (!isOn('ContainerRestartRules', context)) {
    if (minor < 34) checkOldPolicy(policy, isInit);
    return;
  }
  if (policy.text !== undefined && !POLICIES.includes(policy.text)) policy.notSupported(POLICIES);
  const ruled = !rules.isZero;
  if (ruled && !policy.isSet) {
    policy.required('a restartPolicy beside restartPolicyRules');
    if (isInit) return;
  }
  const all = isOn('RestartAllContainersOnContainerExits', context);
  if (isInit && policy.text === 'Always' && !all) {
    if (ruled) rules.forbidden('no rules for an init container that always restarts');
    return;
  }
  checkRules(rules, all ? ['Restart', 'RestartAllContainers'] : ['Restart']);
}

function checkOldPolicy(policy: Field, isInit: boolean): void {
  if (!policy.isSet || policy.isUnknown) return;
  if (!isInit) policy.forbidden('none; only init containers have one before Kubernetes 1.34');
  else if (policy.text !== 'Always') policy.notSupported(['Always']);
}

function checkRules(rules: Field, actions: readonly string[]): void {
  const items = rules.items();
  if (items.length > RULE_LIMIT) rules.tooMany(RULE_LIMIT, items.length);
  for (const rule of items) {
    if (rule.isUnknown) continue;
    const [action, codes] = [rule.at('action'), rule.at('exitCodes')];
    if (!action.isUnknown && !actions.includes(action.text ?? '')) action.notSupported(actions);
    if (!codes.isSet) codes.required('the exit codes to which the rule applies');
    else if (!codes.isUnknown) checkCodes(codes);
  }
}

function checkCodes(codes: Field): void {
  const [operator, values] = [codes.at('operator'), codes.at('values')];
  if (!operator.isUnknown && !OPERATORS.includes(operator.text ?? '')) operator.notSupported(OPERATORS);
  const { length } = values.items();
  if (length > CODE_LIMIT) values.tooMany(CODE_LIMIT, length);
}
