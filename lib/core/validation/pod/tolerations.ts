import { labelKeyProblems, labelValueProblems } from '../../manifest/names';
import type { Field } from '../field';
import { checkOneOf } from '../primitives/lists';
import { checkName } from '../primitives/names';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const OPERATORS = ['Equal', 'Exists'];

/** The taints that a pod tolerates. Source: `ValidateTolerations`. */
export function checkTolerations(tolerations: Field): void {
  for (const toleration of tolerations.items()) if (!toleration.isUnknown) checkToleration(toleration);
}

function checkToleration(toleration: Field): void {
  const [key, operator, value, effect] = [
    toleration.at('key'),
    toleration.at('operator'),
    toleration.at('value'),
    toleration.at('effect'),
  ];
  checkName(key, labelKeyProblems);
  if (key.isZero && operator.text !== 'Exists' && !operator.isUnknown)
    operator.invalid('Exists, as no key is given, which means all taints', 'operator: Exists');
  const seconds = toleration.at('tolerationSeconds');
  if (seconds.isSet && effect.text !== 'NoExecute' && !effect.isUnknown)
    effect.invalid('NoExecute beside tolerationSeconds', 'effect: NoExecute');
  checkValue(operator, value);
  checkOneOf(effect, EFFECTS);
}

/** The operators Lt and Gt belong to a feature that is off. */
function checkValue(operator: Field, value: Field): void {
  switch (operator.textOr('Equal')) {
    case 'Equal':
      for (const needs of labelValueProblems(value.text ?? '')) value.misnamed(needs, 'choose another value');
      return;
    case 'Exists':
      if (!value.isZero) value.forbidden('none with Exists');
      return;
    case undefined:
      return;
    default:
      operator.notSupported(OPERATORS);
  }
}
