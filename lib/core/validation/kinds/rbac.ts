import { pathSegmentProblems, subdomainProblems } from '../../manifest/names';
import type { Field } from '../field';
import { checkName, checkRequiredName } from '../primitives/names';
import { checkLabelSelector } from '../primitives/selectors';

const GROUP = 'rbac.authorization.k8s.io';
const SUBJECTS = ['Group', 'ServiceAccount', 'User'];

/** Source: `ValidateRole`. */
export function checkRole(role: Field): void {
  for (const rule of role.at('rules').items()) checkPolicyRule(rule, true);
}

/** Source: `ValidateClusterRole`. */
export function checkClusterRole(role: Field): void {
  for (const rule of role.at('rules').items()) checkPolicyRule(rule, false);
  const aggregation = role.at('aggregationRule');
  if (!aggregation.isSet || aggregation.isUnknown) return;
  const selectors = aggregation.at('clusterRoleSelectors');
  if (selectors.isZero) selectors.required('at least one selector');
  for (const selector of selectors.items()) checkLabelSelector(selector);
}

function checkPolicyRule(rule: Field, namespaced: boolean): void {
  if (rule.isUnknown) return;
  const [verbs, urls, groups, resources] = [
    rule.at('verbs'),
    rule.at('nonResourceURLs'),
    rule.at('apiGroups'),
    rule.at('resources'),
  ];
  if (verbs.isZero) verbs.required('at least one verb', "verbs: ['get']");
  if (!urls.isZero) {
    if (namespaced) urls.invalid('no URL that is no resource in a Role', 'write a ClusterRole');
    if (!groups.isZero || !resources.isZero || !rule.at('resourceNames').isZero)
      urls.invalid('URLs, or resources, not both', 'make two rules of it');
    return;
  }
  if (groups.isZero) groups.required('at least one API group', "apiGroups: [''] for the core group");
  if (resources.isZero) resources.required('at least one resource', 'name the resources');
}

/** Source: `ValidateRoleBinding`. */
export function checkRoleBinding(binding: Field): void {
  checkBinding(binding, ['Role', 'ClusterRole']);
}

/** Source: `ValidateClusterRoleBinding`. */
export function checkClusterRoleBinding(binding: Field): void {
  checkBinding(binding, ['ClusterRole']);
}

function checkBinding(binding: Field, kinds: readonly string[]): void {
  const role = binding.at('roleRef');
  const [group, kind] = [role.at('apiGroup'), role.at('kind')];
  if (!group.isUnknown && group.textOr(GROUP) !== GROUP) group.notSupported([GROUP]);
  if (!kind.isUnknown && !kinds.includes(kind.text ?? '')) kind.notSupported(kinds);
  checkRequiredName(role.at('name'), pathSegmentProblems, 'the name of a role');
  for (const subject of binding.at('subjects').items()) checkSubject(subject, kinds.length > 1);
}

function checkSubject(subject: Field, namespaced: boolean): void {
  const [kind, name, group, namespace] = [
    subject.at('kind'),
    subject.at('name'),
    subject.at('apiGroup'),
    subject.at('namespace'),
  ];
  if (name.isZero) name.required('the name of the subject');
  switch (kind.text) {
    case 'ServiceAccount':
      checkName(name, subdomainProblems);
      if (!group.isZero && !group.isUnknown) group.notSupported(["''"], 'remove the field');
      if (!namespaced && namespace.isZero) namespace.required('the namespace of the ServiceAccount');
      break;
    case 'User':
    case 'Group':
      if (!group.isUnknown && group.textOr(GROUP) !== GROUP) group.notSupported([GROUP]);
      break;
    default:
      if (!kind.isUnknown) kind.notSupported(SUBJECTS);
  }
}
