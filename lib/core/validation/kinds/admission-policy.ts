import {
  pathSegmentProblems,
  qualifiedNameProblems,
  serviceNameProblems,
  subdomainProblems,
} from '../../manifest/names';
import type { Field } from '../field';
import { utf8Length } from '../primitives/bytes';
import { checkExactly, checkUnique } from '../primitives/lists';
import { checkName, checkRequiredName } from '../primitives/names';
import { checkLabelSelector } from '../primitives/selectors';
import { checkMatchConditions, checkMatchResources, FAILURE_POLICIES, isBlank } from './admission-rules';

const ACTIONS = ['Audit', 'Deny', 'Warn'];
const NOT_FOUND = ['Deny', 'Allow'];
const REASONS = ['Forbidden', 'Invalid', 'RequestEntityTooLarge'];
const MOST_ANNOTATIONS = 20;
const LONGEST_EXPRESSION = 5 * 1024;
const IDENTIFIER = /^[_a-zA-Z][_a-zA-Z0-9]*$/;

/** Source: `ValidateValidatingAdmissionPolicy`. Expressions in CEL are not read. */
export function checkValidatingPolicy(policy: Field): void {
  const spec = policy.at('spec');
  if (spec.isUnknown) return;
  checkExactly(spec.at('failurePolicy'), FAILURE_POLICIES);
  const kind = spec.at('paramKind');
  if (kind.isSet && !kind.isUnknown) checkParamKind(kind);
  const match = spec.at('matchConstraints');
  if (!match.isSet) match.required('what the policy is about', 'matchConstraints: { resourceRules: [ … ] }');
  else {
    checkMatchResources(match);
    if (match.at('resourceRules').isZero) match.at('resourceRules').required('at least one rule');
  }
  checkMatchConditions(spec.at('matchConditions'));
  for (const variable of spec.at('variables').items()) checkVariable(variable);
  checkChecks(spec, policy.in('metadata', 'name').text);
}

function checkChecks(spec: Field, name: string | undefined): void {
  const [validations, annotations] = [spec.at('validations'), spec.at('auditAnnotations')];
  if (validations.isZero && annotations.isZero) {
    validations.required('at least one validation, or an audit annotation');
    return;
  }
  for (const validation of validations.items()) if (!validation.isUnknown) checkValidation(validation);
  const items = annotations.items();
  if (items.length > MOST_ANNOTATIONS) annotations.tooMany(MOST_ANNOTATIONS, items.length);
  for (const annotation of items) if (!annotation.isUnknown) checkAnnotation(annotation, name);
  checkUnique(
    items.map((annotation) => annotation.at('key')),
    'a key of its own',
    true,
  );
}

function checkParamKind(kind: Field): void {
  const [version, name] = [kind.at('apiVersion'), kind.at('kind')];
  if (version.isZero) version.required('the version of the parameters, such as example.com/v1');
  else if (version.text !== undefined && !isGroupVersion(version.text))
    version.invalid('a version with an optional group, such as example.com/v1');
  checkRequiredName(name, (text) => serviceNameProblems(text.toLowerCase()), 'the kind of the parameters');
}

function isGroupVersion(text: string): boolean {
  const [first = '', second, ...more] = text.split('/');
  const group = second === undefined ? '' : first;
  if (more.length > 0 || serviceNameProblems(second ?? first).length > 0) return false;
  return group === '' || subdomainProblems(group).length === 0;
}

function checkVariable(variable: Field): void {
  if (variable.isUnknown) return;
  const [name, expression] = [variable.at('name'), variable.at('expression')];
  if (isBlank(name)) name.required('a name');
  else if (name.text !== undefined && !IDENTIFIER.test(name.text))
    name.invalid('letters, digits and _, with no digit first');
  if (isBlank(expression)) expression.required('an expression in CEL');
}

function checkValidation(validation: Field): void {
  const [expression, message, made] = [
    validation.at('expression'),
    validation.at('message'),
    validation.at('messageExpression'),
  ];
  if (isBlank(expression)) expression.required('an expression in CEL');
  if (!made.isZero && isBlank(made)) made.invalid('an expression in CEL', 'remove the field');
  if (!message.isZero && isBlank(message)) message.invalid('a string', 'remove the field');
  else if (/[\n\r]/.test(message.text?.trim() ?? '')) message.invalid('a string of one line');
  checkExactly(validation.at('reason'), REASONS);
}

function checkAnnotation(annotation: Field, policy: string | undefined): void {
  const [key, value] = [annotation.at('key'), annotation.at('valueExpression')];
  if (policy !== undefined && !key.isUnknown)
    for (const needs of qualifiedNameProblems(`${policy}/${key.text ?? ''}`))
      key.misnamed(needs, 'choose another key');
  if (isBlank(value)) value.required('an expression in CEL');
  const length = utf8Length(value.text?.trim() ?? '');
  if (length > LONGEST_EXPRESSION) value.tooLong(LONGEST_EXPRESSION, length, 'bytes');
}

/** Source: `ValidateValidatingAdmissionPolicyBinding`. */
export function checkValidatingPolicyBinding(binding: Field): void {
  const spec = binding.at('spec');
  if (spec.isUnknown) return;
  checkRequiredName(spec.at('policyName'), subdomainProblems, 'the name of a policy');
  const params = spec.at('paramRef');
  if (params.isSet && !params.isUnknown) checkParamRef(params);
  checkMatchResources(spec.at('matchResources'));
  const actions = spec.at('validationActions');
  if (actions.isZero) actions.required('at least one action', 'validationActions: [Deny]');
  const items = actions.items();
  for (const action of items) checkExactly(action, ACTIONS);
  checkUnique(items, 'each action once');
  const strings = items.map(({ text }) => text);
  if (strings.includes('Deny') && strings.includes('Warn'))
    actions.invalid('Deny or Warn, not both', 'remove Warn');
}

function checkParamRef(params: Field): void {
  const [name, selector, missing] = [
    params.at('name'),
    params.at('selector'),
    params.at('parameterNotFoundAction'),
  ];
  checkName(name, pathSegmentProblems);
  checkLabelSelector(selector);
  if (!name.isZero && selector.isSet) {
    name.forbidden('name or selector, not both');
    selector.forbidden('name or selector, not both');
  } else if (name.isZero && !selector.isSet) params.required('name or selector');
  if (missing.isZero) missing.required(`one of ${NOT_FOUND.join(', ')}`, 'parameterNotFoundAction: Deny');
  else checkExactly(missing, NOT_FOUND);
}
