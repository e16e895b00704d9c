import { clusters } from '../../../lib/core/cluster/presets';
import {
  account,
  clusterRole,
  clusterRoleBinding,
  group,
  role,
  roleBinding,
  user,
} from '../../../lib/core/controls/rbac/shared/roles';
import { compilePolicy } from '../../../lib/core/engine/compiled-policy';
import { evaluate } from '../../../lib/core/engine/evaluate';
import { ManifestSet } from '../../../lib/core/manifest/manifest-set';
import type { PlainObject } from '../../../lib/core/manifest/plain';
import { restricted } from '../../../lib/core/policy/policy';
import { rightsOf } from '../../../lib/core/rbac/rights';

function rights(...objects: PlainObject[]) {
  return rightsOf(new ManifestSet(objects.map((manifest) => ({ manifest }))));
}

function resources(...objects: PlainObject[]): (readonly string[] | undefined)[] {
  return rights(...objects)
    .ofAccount('shop', 'web')
    .map(({ rules }) => rules?.flatMap((rule) => rule.resources));
}

const pods = role({ resources: ['pods'], verbs: ['get'] });

test('a RoleBinding gives the rules of a Role of its namespace', () => {
  expect(resources(pods, roleBinding('Role', 'reader'))).toEqual([['pods']]);
  const elsewhere = { ...pods, metadata: { name: 'reader', namespace: 'other' } };
  expect(resources(elsewhere, roleBinding('Role', 'reader'))).toEqual([undefined]);
});

test('the rules of a built-in role are known, and those of a ClusterRole of the set go before them', () => {
  expect(resources(clusterRoleBinding('view'))[0]).toContain('configmaps');
  expect(resources(clusterRoleBinding('view'))[0]).not.toContain('secrets');
  expect(resources(roleBinding('ClusterRole', 'edit'))[0]).toContain('secrets');
  expect(
    resources(clusterRole({ resources: ['nodes'], verbs: ['get'] }, 'view'), clusterRoleBinding('view')),
  ).toEqual([['nodes']]);
});

test('an account has what its groups have', () => {
  for (const name of ['system:serviceaccounts', 'system:serviceaccounts:shop', 'system:authenticated']) {
    expect(resources(pods, roleBinding('Role', 'reader', group(name)))).toEqual([['pods']]);
  }
  expect(resources(pods, roleBinding('Role', 'reader', group('system:serviceaccounts:other')))).toEqual([]);
});

test('the user of a ServiceAccount is the ServiceAccount', () => {
  expect(resources(pods, roleBinding('Role', 'reader', user('system:serviceaccount:shop:web')))).toEqual([
    ['pods'],
  ]);
  expect(resources(pods, roleBinding('Role', 'reader', user('system:serviceaccount:other:web')))).toEqual([]);
});

test('an aggregated role has the rules of those that it selects, and none of its own', () => {
  const part = clusterRole({ resources: ['secrets'], verbs: ['get'] }, 'part');
  const labelled = { ...part, metadata: { name: 'part', labels: { 'example.com/part-of': 'all' } } };
  const whole = {
    ...clusterRole({ resources: ['nodes'], verbs: ['get'] }, 'whole'),
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { 'example.com/part-of': 'all' } }] },
  };
  expect(resources(labelled, whole, clusterRoleBinding('whole'))).toEqual([['secrets']]);
  const byExpression = {
    ...whole,
    aggregationRule: {
      clusterRoleSelectors: [{ matchExpressions: [{ key: 'example.com/part-of', operator: 'Exists' }] }],
    },
  };
  expect(resources(labelled, byExpression, clusterRoleBinding('whole'))).toEqual([['secrets']]);
  const builtin = {
    ...whole,
    aggregationRule: {
      clusterRoleSelectors: [{ matchLabels: { 'rbac.authorization.k8s.io/aggregate-to-edit': 'true' } }],
    },
  };
  expect(resources(builtin, clusterRoleBinding('whole'))[0]).toContain('pods/exec');
});

test('kinds of other groups that are called the same are no roles', () => {
  const foreign = { ...clusterRoleBinding('cluster-admin'), apiVersion: 'authorization.openshift.io/v1' };
  expect(rights(foreign).all).toEqual([]);
});

const compiled = compilePolicy(restricted(), clusters.kind());

function found(...objects: PlainObject[]): string[] {
  const { findings } = evaluate(
    objects.map((manifest) => ({ manifest })),
    compiled,
    '2026-11-26',
  );
  const rbac =
    /cluster-admin|anonymous|secrets|exec|escalate|bind-verb|wildcard|default-service-account-binding/;
  return [...new Set(findings.map(({ control, severity }) => `${severity} ${control}`))]
    .filter((text) => rbac.test(text))
    .sort();
}

test('cluster-admin for everyone is critical', () => {
  const everyone = clusterRoleBinding('cluster-admin', group('system:unauthenticated'), account('default'));
  expect(found(everyone)).toEqual([
    'critical no-anonymous-binding',
    'critical no-bind-verb',
    'critical no-escalate-verb',
    'critical no-secrets-read',
    'critical no-secrets-write',
    'high no-cluster-admin-binding',
    'high no-default-service-account-binding',
    'high no-pod-exec',
  ]);
});

test('each rule of a role counts, not the first one alone', () => {
  const two = {
    ...role({ resources: ['pods'], verbs: ['get'] }),
    rules: [
      { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
      { apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles'], verbs: ['escalate'] },
      { apiGroups: [''], resources: ['*'], verbs: ['list'] },
    ],
  };
  expect(found(two)).toEqual([
    'critical no-escalate-verb',
    'critical no-secrets-read',
    'critical no-wildcard-resources',
  ]);
});

test('a role that nobody knows cannot be judged', () => {
  const { findings } = evaluate(
    [{ manifest: roleBinding('ClusterRole', 'of-a-chart') }],
    compiled,
    '2026-11-26',
  );
  expect(findings.filter(({ control }) => control === 'no-cluster-admin-binding')).toMatchObject([
    {
      verdict: 'unknown',
      needs: expect.stringContaining('ClusterRole of-a-chart is not among these manifests'),
    },
  ]);
});
