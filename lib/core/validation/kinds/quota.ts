import type { Field } from '../field';
import { checkAmount, checkQuotaResourceName, isQuotaResource } from '../primitives/resources';
import scopes from './quota-scopes.json';

/** For each scope the resources that it applies to, and whether it can only be asked for by `Exists`. */
const SCOPES: ReadonlyMap<string, { readonly resources: readonly string[]; readonly only?: boolean }> =
  new Map(Object.entries(scopes));
const CONFLICTS = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
];

/** Source: `ValidateResourceQuota`. */
export function checkResourceQuota(quota: Field): void {
  const spec = quota.at('spec');
  const hard = spec.at('hard').entries();
  for (const entry of hard) {
    checkQuotaResourceName(entry);
    checkAmount(entry);
  }
  const counted = hard.map(({ key }) => key).filter(isQuotaResource);
  const list = spec.at('scopes');
  for (const scope of list.items()) {
    if (scope.isUnknown) continue;
    checkScope(scope, scope.text ?? '', counted, list);
  }
  checkConflicts(list.items(), list);
  const expressions = spec.at('scopeSelector').at('matchExpressions');
  for (const expression of expressions.items()) checkExpression(expression, counted, expressions);
  checkConflicts(
    expressions.items().map((expression) => expression.at('scopeName')),
    expressions,
  );
}

function checkScope(field: Field, scope: string, counted: readonly string[], list: Field): void {
  const known = SCOPES.get(scope);
  if (known === undefined) field.invalid(`one of ${[...SCOPES.keys()].join(', ')}`);
  else if (counted.some((resource) => !known.resources.includes(resource)))
    list.invalid(
      `no resources besides ${known.resources.join(', ')} with the scope ${scope}`,
      'write a quota of its own for the others',
    );
}

function checkConflicts(scopes: readonly Field[], list: Field): void {
  const names = new Set(scopes.map(({ text }) => text));
  for (const pair of CONFLICTS)
    if (pair.every((name) => names.has(name)))
      list.invalid(`${pair.join(' or ')}, not both`, 'remove one of them');
}

function checkExpression(expression: Field, counted: readonly string[], list: Field): void {
  const [scope, operator, values] = [
    expression.at('scopeName'),
    expression.at('operator'),
    expression.at('values'),
  ];
  if (!scope.isUnknown) checkScope(scope, scope.text ?? '', counted, list);
  if (SCOPES.get(scope.text ?? '')?.only === true && operator.text !== 'Exists' && !operator.isUnknown)
    operator.invalid(`Exists for the scope ${scope.text}`, 'operator: Exists');
  switch (operator.text) {
    case 'In':
    case 'NotIn':
      if (values.isZero) values.required('at least one value');
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (!values.isZero) values.invalid(`no values with ${operator.text}`, 'remove the field');
      break;
    default:
      if (!operator.isUnknown) operator.invalid('In, NotIn, Exists or DoesNotExist');
  }
}
