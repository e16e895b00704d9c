import { labelKeyProblems, labelValueProblems, subdomainProblems } from '../../manifest/names';
import type { Field } from '../field';
import { checkWeight } from './weight';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'];

/** The nodes on which a pod may run. Source: `validateNodeAffinity`. */
export function checkNodeAffinity(affinity: Field): void {
  if (affinity.isUnknown) return;
  const required = affinity.at('requiredDuringSchedulingIgnoredDuringExecution');
  if (required.isSet) checkNodeSelector(required);
  for (const preferred of affinity.at('preferredDuringSchedulingIgnoredDuringExecution').items()) {
    if (preferred.isUnknown) continue;
    checkWeight(preferred.at('weight'));
    checkTerm(preferred.at('preference'), false);
  }
}

/** The nodes that are selected, which has to be said by at least one term. Source: `ValidateNodeSelector`. */
export function checkNodeSelector(selector: Field): void {
  if (selector.isUnknown) return;
  const terms = selector.at('nodeSelectorTerms');
  if (terms.isZero) terms.required('at least one term');
  for (const term of terms.items()) checkTerm(term, true);
}

/** @param strict whether values have to be those of labels */
function checkTerm(term: Field, strict: boolean): void {
  for (const requirement of term.at('matchExpressions').items()) checkExpression(requirement, strict);
  for (const requirement of term.at('matchFields').items()) checkFieldRequirement(requirement);
}

function checkExpression(requirement: Field, strict: boolean): void {
  if (requirement.isUnknown) return;
  const [key, operator, values] = [
    requirement.at('key'),
    requirement.at('operator'),
    requirement.at('values'),
  ];
  checkOperator(operator, values);
  for (const needs of labelKeyProblems(key.text ?? (key.isZero ? '' : 'a'))) key.misnamed(needs);
  if (!strict) return;
  for (const value of values.items()) {
    for (const needs of labelValueProblems(value.text ?? '')) value.misnamed(needs, 'choose another value');
  }
}

function checkOperator(operator: Field, values: Field): void {
  if (operator.isUnknown || values.isUnknown) return;
  const count = values.items().length;
  switch (operator.text) {
    case 'In':
    case 'NotIn':
      if (count === 0) values.required(`at least one value with ${operator.text}`);
      return;
    case 'Exists':
    case 'DoesNotExist':
      if (count > 0) values.forbidden(`none with ${operator.text}`);
      return;
    case 'Gt':
    case 'Lt':
      if (count !== 1) values.required(`exactly one value with ${operator.text}`);
      return;
    default:
      operator.notSupported(OPERATORS);
  }
}

function checkFieldRequirement(requirement: Field): void {
  if (requirement.isUnknown) return;
  const [key, operator, values] = [
    requirement.at('key'),
    requirement.at('operator'),
    requirement.at('values'),
  ];
  if (operator.text === 'In' || operator.text === 'NotIn') {
    if (values.items().length !== 1 && !values.isUnknown) values.required('exactly one value');
  } else if (!operator.isUnknown) operator.notSupported(['In', 'NotIn']);
  if (key.isUnknown) return;
  if (key.text !== 'metadata.name') {
    key.notSupported(['metadata.name']);
    return;
  }
  for (const value of values.items()) {
    for (const needs of subdomainProblems(value.text ?? 'a')) value.misnamed(needs);
  }
}
