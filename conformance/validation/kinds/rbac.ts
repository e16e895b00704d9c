import { type Change, each, type Generator, grid } from '../cases';
import { names } from './metadata';
import { clusterWide, namespaced } from './namespaced';
import { selectorsAt } from './network-policy';

const rule = {
  apiGroups: ['', 'apps'],
  resources: ['pods', 'deployments'],
  verbs: ['get', 'list'],
  resourceNames: ['web'],
};
const group = 'rbac.authorization.k8s.io';
const version = `${group}/v1`;
const subjects = [
  { kind: 'ServiceAccount', name: 'web', namespace: 'default' },
  { kind: 'User', name: 'web', apiGroup: group },
  { kind: 'Group', name: 'system:masters' },
];
const NAMED = ['', 'Upper', 'a:b', 'a/b', 'a%b', '..', '.', 'a'.repeat(254), 'a_b'];
const KINDS = ['Role', 'ClusterRole', 'ServiceAccount', 'User', 'Group', 'role', '', 'x'];
const GROUPS = ['', group, 'apps', 'x'];

const rules: Change[] = [
  ...each('rules[0]', [
    {},
    { verbs: ['*'] },
    { verbs: [], resources: ['x'], apiGroups: [''] },
    { verbs: ['get'], resources: ['x'] },
    { verbs: ['get'], apiGroups: [''] },
    { verbs: ['get'], nonResourceURLs: ['/x'] },
    { verbs: ['get'], nonResourceURLs: ['/x'], resources: ['x'] },
    { verbs: ['get'], nonResourceURLs: ['/x'], apiGroups: [''] },
    { verbs: ['get'], nonResourceURLs: ['/x'], resourceNames: ['x'] },
    { nonResourceURLs: ['/x'] },
    { verbs: [''], resources: [''], apiGroups: ['x y'] },
  ]),
  ...each('rules[1]', [
    rule,
    {},
    { ...rule, verbs: [] },
    { ...rule, resources: [] },
    { ...rule, apiGroups: [] },
  ]),
  ...each('rules', [[], null]),
];
const bindings: Change[] = [
  ...names,
  ...each('roleRef.kind', KINDS),
  ...each('roleRef.name', NAMED),
  ...each('roleRef.apiGroup', GROUPS),
  ...[0, 1, 2].flatMap((index) => [
    ...each(`subjects[${index}].kind`, KINDS),
    ...each(`subjects[${index}].name`, NAMED),
    ...each(`subjects[${index}].apiGroup`, GROUPS),
    ...each(`subjects[${index}].namespace`, ['', 'default', 'Upper']),
  ]),
  ...each('subjects', [[], null, [{}], [{ kind: 'User' }]]),
  ...grid(['roleRef'], [{ kind: 'ClusterRole', name: 'x' }, { kind: 'Role', name: 'x', apiGroup: '' }, {}]),
];

export const rbac: Generator = {
  bases: {
    role: namespaced(version, 'Role', { rules: [rule] }),
    'cluster role': clusterWide(version, 'ClusterRole', {
      rules: [rule, { nonResourceURLs: ['/healthz'], verbs: ['get'] }],
    }),
    'aggregated role': clusterWide(version, 'ClusterRole', {
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: 'b' } }] },
      rules: [],
    }),
    'role binding': namespaced(version, 'RoleBinding', {
      roleRef: { apiGroup: group, kind: 'Role', name: 'web' },
      subjects,
    }),
    'cluster role binding': clusterWide(version, 'ClusterRoleBinding', {
      roleRef: { apiGroup: group, kind: 'ClusterRole', name: 'web' },
      subjects,
    }),
  },
  changes: {
    role: [...names, ...rules],
    'cluster role': [...names, ...rules],
    'aggregated role': [
      ...selectorsAt('aggregationRule.clusterRoleSelectors[0]'),
      ...each('aggregationRule.clusterRoleSelectors', [[], [{}], null]),
      ...each('aggregationRule', [{}, null]),
    ],
    'role binding': bindings,
    'cluster role binding': bindings,
  },
};
