import { isKeptKind, isPassable } from '../../../lib/core/deploy/passable';
import PLATFORM from '../../../lib/core/deploy/platform-kinds.json';
import { builtinKinds } from '../../../lib/core/manifest/registry';
import { resourceNamed } from '../../../lib/core/rbac/resources';
import { rulesIn } from '../../../lib/core/rbac/rule';

const passes = (rule: Readonly<Record<string, readonly string[]>>): boolean =>
  isPassable(rulesIn({ rules: [{ apiGroups: [''], ...rule }] }), 'shop');

test.each([
  [{ resources: ['configmaps'], verbs: ['get', 'list', 'watch'] }],
  [{ resources: ['secrets'], resourceNames: ['db'], verbs: ['get'] }],
  [{ resources: ['pods', 'resourcequotas'], verbs: ['get', 'list', 'watch'] }],
  [{ apiGroups: ['apps'], resources: ['deployments/scale'], resourceNames: ['web'], verbs: ['patch'] }],
  [{ apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create', 'update'] }],
])('a deployer passes on %j', (rule) => expect(passes(rule)).toBe(true));

test.each([
  [{ resources: ['secrets'], verbs: ['list'] }],
  [{ resources: ['pods/exec'], verbs: ['create'] }],
  [{ resources: ['serviceaccounts/token'], verbs: ['create'] }],
  [{ resources: ['serviceaccounts'], verbs: ['impersonate'] }],
  [{ resources: ['resourcequotas'], verbs: ['patch'] }],
  [{ resources: ['resourcequotas/status'], verbs: ['patch'] }],
  [{ resources: ['limitranges'], resourceNames: ['limits'], verbs: ['delete'] }],
  [
    {
      apiGroups: ['networking.k8s.io'],
      resources: ['networkpolicies'],
      resourceNames: ['web'],
      verbs: ['update'],
    },
  ],
  [{ apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles'], verbs: ['escalate'] }],
  [{ apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles'], resourceNames: ['a'], verbs: ['bind'] }],
  [{ apiGroups: ['rbac.authorization.k8s.io'], resources: ['rolebindings'], verbs: ['create'] }],
  [{ apiGroups: ['*'], resources: ['widgets'], verbs: ['get'] }],
  [{ apiGroups: ['example.com'], resources: ['*'], verbs: ['get'] }],
  [{ apiGroups: ['example.com'], resources: ['*/status'], verbs: ['get'] }],
  [{ apiGroups: ['example.com'], resources: ['widgets'], verbs: ['*'] }],
  [{ resources: [], nonResourceURLs: ['/metrics'], verbs: ['get'] }],
])('the platform gives %j itself', (rule) => expect(passes(rule)).toBe(false));

test('kinds that stay with the platform are known by their resources', () => {
  for (const [group, kinds] of Object.entries<Readonly<Record<string, string>>>(PLATFORM.kinds)) {
    for (const [kind, plural] of Object.entries(kinds)) {
      expect(isKeptKind(group, kind)).toBe(true);
      const known =
        builtinKinds.versionsOf(group, kind)[0]?.plural ??
        (group === '' ? undefined : resourceNamed(`${plural}.${group}`)?.plural);
      expect([group, kind, known]).toEqual([group, kind, plural]);
    }
  }
  expect(isKeptKind('extensions', 'NetworkPolicy')).toBe(true);
  expect(isKeptKind('', 'toString')).toBe(false);
  expect(isKeptKind('toString', 'name')).toBe(false);
});
