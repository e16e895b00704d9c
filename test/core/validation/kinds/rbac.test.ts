import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { object, pathsOf } from '../refusals';

const API = 'rbac.authorization.k8s.io';
const rule = { apiGroups: [''], resources: ['pods'], verbs: ['get'] };
const role = (...rules: unknown[]): PlainObject => object(`${API}/v1`, 'Role', { rules });
const clusterRole = (rest: PlainObject): PlainObject => object(`${API}/v1`, 'ClusterRole', rest);

test.each<[string, PlainObject, string[]]>([
  ['a rule', role(rule), []],
  ['a rule without verbs', role({ ...rule, verbs: [] }), ['rules[0].verbs']],
  ['a rule without groups', role({ ...rule, apiGroups: undefined }), ['rules[0].apiGroups']],
  ['a rule without resources', role({ ...rule, resources: null }), ['rules[0].resources']],
  ['URLs in a namespace', role({ nonResourceURLs: ['/x'], verbs: ['get'] }), ['rules[0].nonResourceURLs']],
  ['URLs in the cluster', clusterRole({ rules: [{ nonResourceURLs: ['/x'], verbs: ['get'] }] }), []],
  [
    'URLs and resources',
    clusterRole({ rules: [{ ...rule, nonResourceURLs: ['/x'] }] }),
    ['rules[0].nonResourceURLs'],
  ],
  [
    'an aggregation of nothing',
    clusterRole({ aggregationRule: {} }),
    ['aggregationRule.clusterRoleSelectors'],
  ],
  [
    'an aggregation by a bad label',
    clusterRole({ aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: '-' } }] } }),
    ['aggregationRule.clusterRoleSelectors[0].matchLabels.a'],
  ],
  ['a rule that is not known', role(new Date(0)), []],
  ['a name with a colon', object(`${API}/v1`, 'Role', { rules: [] }, { name: 'system:x' }), []],
])('a role with %s', (_name, manifest, paths) => {
  expect(pathsOf(manifest)).toEqual(paths);
});

const binding = (kind: string, roleRef: PlainObject, ...subjects: PlainObject[]): PlainObject =>
  object(`${API}/v1`, kind, { roleRef: { kind: 'ClusterRole', name: 'view', ...roleRef }, subjects });

test.each<[string, PlainObject, string[]]>([
  [
    'every default',
    binding('RoleBinding', {}, { kind: 'User', name: 'a' }, { kind: 'ServiceAccount', name: 'b' }),
    [],
  ],
  ['another group of roles', binding('RoleBinding', { apiGroup: 'apps' }), ['roleRef.apiGroup']],
  ['an unknown kind of role', binding('RoleBinding', { kind: 'role' }), ['roleRef.kind']],
  ['a role of a namespace in the cluster', binding('ClusterRoleBinding', { kind: 'Role' }), ['roleRef.kind']],
  ['no name of a role', binding('RoleBinding', { name: '' }), ['roleRef.name']],
  [
    'an account without a namespace',
    binding('ClusterRoleBinding', {}, { kind: 'ServiceAccount', name: 'b' }),
    ['subjects[0].namespace'],
  ],
  [
    'an account with a group',
    binding('RoleBinding', {}, { kind: 'ServiceAccount', name: 'b', apiGroup: API }),
    ['subjects[0].apiGroup'],
  ],
  [
    'an account with a bad name',
    binding('RoleBinding', {}, { kind: 'ServiceAccount', name: 'B' }),
    ['subjects[0].name'],
  ],
  [
    'a user of another group',
    binding('RoleBinding', {}, { kind: 'User', name: 'b', apiGroup: 'x' }),
    ['subjects[0].apiGroup'],
  ],
  ['nobody', binding('RoleBinding', {}, { kind: 'Group' }), ['subjects[0].name']],
  ['an unknown kind', binding('RoleBinding', {}, { kind: 'Robot', name: 'b' }), ['subjects[0].kind']],
])('a binding with %s', (_name, manifest, paths) => {
  expect(pathsOf(manifest)).toEqual(paths);
});
