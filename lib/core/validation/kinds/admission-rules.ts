import { pathSegmentProblems, qualifiedNameProblems } from '../../manifest/names';
import type { Field } from '../field';
import { checkExactly, checkUnique } from '../primitives/lists';
import { checkRequiredName, checkText } from '../primitives/names';
import { checkLabelSelector } from '../primitives/selectors';

const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];
const SCOPES = ['*', 'Cluster', 'Namespaced'];
const MOST_CONDITIONS = 64;

export const FAILURE_POLICIES = ['Fail', 'Ignore'];
export const MATCH_POLICIES = ['Equivalent', 'Exact'];

/** What a webhook or policy is asked about. Source: `validateRuleWithOperations`. */
export function checkAdmissionRule(rule: Field): void {
  if (rule.isUnknown) return;
  for (const name of ['operations', 'apiGroups', 'apiVersions'] as const) {
    const list = rule.at(name);
    if (list.isZero) list.required("at least one, or '*'", `${name}: ['*']`);
    const items = list.items();
    if (items.length > 1 && items.some(({ text }) => text === '*'))
      list.invalid("'*' alone, or no '*'", `${name}: ['*']`);
  }
  for (const operation of rule.at('operations').items()) checkExactly(operation, OPERATIONS);
  for (const version of rule.at('apiVersions').items()) if (version.isZero) version.required('a version');
  checkResources(rule.at('resources'));
  checkExactly(rule.at('scope'), SCOPES);
}

/** Resources with their subresources; `*` for each of either. */
function checkResources(resources: Field): void {
  if (resources.isZero) resources.required("at least one resource, or '*'", "resources: ['*']");
  const items = resources.items();
  const [everyPart, everyOwner] = [new Set<string>(), new Set<string>()];
  for (const item of items) {
    if (item.isZero) item.required('a resource, such as pods or pods/status');
    const { text = '' } = item;
    const slash = text.indexOf('/');
    if (slash < 0) continue;
    const [owner, part] = [text.slice(0, slash), text.slice(slash + 1)];
    if (everyPart.has(owner)) item.invalid(`not this beside ${owner}/*`, 'remove it');
    if (everyOwner.has(part)) item.invalid(`not this beside */${part}`, 'remove it');
    if (part === '*') everyPart.add(owner);
    if (owner === '*') everyOwner.add(part);
  }
  const strings = items.map(({ text = '' }) => text);
  if (strings.length > 1 && strings.includes('*/*')) resources.invalid("'*/*' alone", "resources: ['*/*']");
  const last = strings.findLast((text) => text !== '' && !text.includes('/'));
  if (strings.includes('*') && last !== undefined && last !== '*')
    resources.invalid("'*' beside subresources only", "resources: ['*']");
}

/** Which requests a policy is about. Source: `validateMatchResources`. */
export function checkMatchResources(match: Field): void {
  if (match.isUnknown) return;
  checkExactly(match.at('matchPolicy'), MATCH_POLICIES);
  checkLabelSelector(match.at('namespaceSelector'));
  checkLabelSelector(match.at('objectSelector'));
  for (const list of ['resourceRules', 'excludeResourceRules'] as const) {
    for (const rule of match.at(list).items()) {
      const names = rule.at('resourceNames').items();
      for (const name of names) checkText(name, (text) => (text === '' ? [] : pathSegmentProblems(text)));
      checkUnique(names, 'each name once');
      checkAdmissionRule(rule);
    }
  }
}

/** Conditions in CEL, whose expressions are not read. Source: `validateMatchConditions`. */
export function checkMatchConditions(conditions: Field): void {
  const items = conditions.items();
  if (items.length > MOST_CONDITIONS) conditions.tooMany(MOST_CONDITIONS, items.length);
  for (const condition of items) {
    if (condition.isUnknown) continue;
    const expression = condition.at('expression');
    if (isBlank(expression)) expression.required('an expression in CEL');
    checkRequiredName(condition.at('name'), qualifiedNameProblems, 'a name');
  }
  checkUnique(
    items.map((condition) => condition.at('name')),
    'a name of its own',
    true,
  );
}

/** Whether a string is absent, or nothing but spaces. */
export function isBlank(field: Field): boolean {
  return field.isZero || field.text?.trim() === '';
}
