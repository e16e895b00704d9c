import { serviceNameProblems, subdomainProblems } from '../../manifest/names';
import type { Field } from '../field';
import { checkExactly, checkUnique } from '../primitives/lists';
import { checkLabelSelector } from '../primitives/selectors';
import { checkReviewVersions, checkWebhookClient } from '../primitives/webhook-client';
import {
  checkAdmissionRule,
  checkMatchConditions,
  FAILURE_POLICIES,
  MATCH_POLICIES,
} from './admission-rules';

const SIDE_EFFECTS = ['None', 'NoneOnDryRun'];
const REINVOCATION = ['IfNeeded', 'Never'];
const LONGEST_TIMEOUT = 30;

/** Source: `ValidateValidatingWebhookConfiguration`, `ValidateMutatingWebhookConfiguration`. */
export function checkWebhookConfiguration(configuration: Field): void {
  const hooks = configuration.at('webhooks').items();
  for (const hook of hooks) if (!hook.isUnknown) checkHook(hook);
  checkUnique(
    hooks.map((hook) => hook.at('name')),
    'a name of its own',
    true,
  );
}

function checkHook(hook: Field): void {
  checkHookName(hook.at('name'));
  for (const rule of hook.at('rules').items()) checkAdmissionRule(rule);
  checkExactly(hook.at('failurePolicy'), FAILURE_POLICIES);
  checkExactly(hook.at('matchPolicy'), MATCH_POLICIES);
  checkExactly(hook.at('reinvocationPolicy'), REINVOCATION);
  const [effects, timeout] = [hook.at('sideEffects'), hook.at('timeoutSeconds')];
  if (!effects.isSet) effects.required(`one of ${SIDE_EFFECTS.join(', ')}`, 'sideEffects: None');
  checkExactly(effects, SIDE_EFFECTS);
  const seconds = timeout.number;
  if (seconds !== undefined && (seconds < 1 || seconds > LONGEST_TIMEOUT))
    timeout.invalid(`seconds from 1 to ${LONGEST_TIMEOUT}`);
  checkLabelSelector(hook.at('namespaceSelector'));
  checkLabelSelector(hook.at('objectSelector'));
  checkWebhookClient(hook.at('clientConfig'));
  checkMatchConditions(hook.at('matchConditions'));
  checkReviewVersions(hook.at('admissionReviewVersions'), serviceNameProblems);
}

/** A DNS name of three parts at least, such as `pods.policy.example.com`. */
function checkHookName(name: Field): void {
  if (name.isZero) {
    name.required('a DNS name of three parts, such as pods.policy.example.com');
    return;
  }
  const { text } = name;
  if (text === undefined) return;
  const problems = subdomainProblems(text);
  for (const needs of problems) name.misnamed(needs);
  if (problems.length === 0 && text.split('.').length < 3)
    name.misnamed('a DNS name of three parts, such as pods.policy.example.com');
}
