import { labelKeyProblems, labelValueProblems } from '../../manifest/names';
import type { Field } from '../field';
import { checkLabels } from './labels';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** A label selector. Source: `ValidateLabelSelector`. */
export function checkLabelSelector(selector: Field): void {
  checkLabels(selector.at('matchLabels'));
  for (const requirement of selector.at('matchExpressions').items()) checkRequirement(requirement);
}

function checkRequirement(requirement: Field): void {
  const [key, operator, values] = [
    requirement.at('key'),
    requirement.at('operator'),
    requirement.at('values'),
  ];
  switch (operator.text) {
    case 'In':
    case 'NotIn':
      if (values.isZero) values.required('at least one value');
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (!values.isZero) values.forbidden(`no values with ${operator.text}`);
      break;
    default:
      if (!operator.isUnknown) operator.notSupported(OPERATORS);
  }
  for (const needs of labelKeyProblems(key.text ?? '')) key.misnamed(needs, 'choose another key');
  for (const value of values.items()) {
    for (const needs of labelValueProblems(value.text ?? '')) value.misnamed(needs, 'choose another value');
  }
}
