import { clusters, HardenedApp, IsolatedNamespace, TeamAccess, type TeamAccessProps } from 'bulwark/cdk8s';
import { rbacControls } from '../../lib/core/controls/rbac';
import { restricted } from '../../lib/core/policy/policy';
import { allowedBy, type Danger } from '../../lib/core/rbac/danger';
import { rulesIn } from '../../lib/core/rbac/rule';
import { levelRules, TEAM_LEVELS } from '../../lib/core/rbac/team-levels';
import { readModel } from '../../lib/readers';
import { at, found, judgementOf, objectsOf, one, problemsOf, shopApp, TODAY } from './support';

const DEBUG = {
  groups: ['oncall'],
  reason: 'on-call looks into incidents',
  owner: 'team-shop',
  expires: '2027-03-31',
};
const ALL: TeamAccessProps = {
  view: ['developers', 'auditors'],
  edit: ['maintainers', 'developers'],
  debug: DEBUG,
  resources: ['widgets.example.com', 'certificates.cert-manager.io'],
};

const groups = (object: unknown): unknown => {
  const subjects = at(object, 'subjects');
  return Array.isArray(subjects) ? subjects.map((subject: unknown) => at(subject, 'name')) : undefined;
};

test('each level is a Role of ours in the namespace, bound to its groups, and nothing is bound that is built in', () => {
  const { app, shop } = shopApp();
  new TeamAccess(shop, 'team', ALL);
  const objects = objectsOf(app).filter((object) => /^(Cluster)?Role/.test(String(object.kind)));
  expect(
    objects.map(({ kind, metadata }) => `${kind} ${at(metadata, 'namespace')}/${at(metadata, 'name')}`),
  ).toEqual(
    TEAM_LEVELS.flatMap((level) => [`Role shop/team-${level}`]).concat(
      TEAM_LEVELS.map((level) => `RoleBinding shop/team-${level}`),
    ),
  );
  expect(groups(one(objects, 'RoleBinding', 'team-view'))).toEqual([
    'developers',
    'auditors',
    'maintainers',
    'oncall',
  ]);
  expect(groups(one(objects, 'RoleBinding', 'team-edit'))).toEqual(['maintainers', 'developers']);
  expect(groups(one(objects, 'RoleBinding', 'team-debug'))).toEqual(['oncall']);
  expect(at(one(objects, 'RoleBinding', 'team-edit'), 'roleRef')).toMatchObject({
    kind: 'Role',
    name: 'team-edit',
  });
  const { findings, suppressed } = judgementOf(app);
  expect(findings).toEqual([]);
  expect(suppressed.map(({ object, control }) => `${object.name} ${control}`)).toEqual(
    expect.arrayContaining(['team-edit no-pod-creation', 'team-debug no-pod-exec']),
  );
});

test('no level reads Secrets, runs commands, takes tokens, impersonates or passes rights on', () => {
  const never = rbacControls
    .filter(({ id }) => !/configmap|delete-rights|network-resource|pod-creation|pod-exec|pod-attach/.test(id))
    .flatMap((control): readonly Danger[] => Reflect.get(control, 'dangers') ?? []);
  expect(never.length).toBeGreaterThan(20);
  for (const level of TEAM_LEVELS) {
    const rules = rulesIn({ rules: levelRules(level, []) });
    expect([level, never.filter((danger) => rules.some((rule) => allowedBy(rule, danger)))]).toEqual([
      level,
      [],
    ]);
    const all = rules.flatMap(({ groups: of, resources, verbs, names }) => [
      ...of,
      ...resources,
      ...verbs,
      ...names,
    ]);
    expect(all.filter((word) => /\*|secrets|exec|proxy|token|portforward|roles|bindings/.test(word))).toEqual(
      [],
    );
  }
});

test('a group in view alone changes nothing', () => {
  const { app, shop } = shopApp();
  new TeamAccess(shop, 'team', { view: ['auditors'] });
  const roles = objectsOf(app).filter(({ kind }) => kind === 'Role');
  expect(roles).toHaveLength(1);
  const verbs = roles.flatMap((role) => rulesIn(role)).flatMap((rule) => rule.verbs);
  expect([...new Set(verbs)].sort()).toEqual(['get', 'list', 'watch']);
});

test('it is read back as it was said, and what others changed is not', () => {
  const { app, shop } = shopApp();
  new TeamAccess(shop, 'team', { ...ALL, labels: { 'example.com/tier': 'front' } });
  const objects = objectsOf(app);
  const options = { cluster: clusters.kubeadm(), policy: restricted() };
  const { model, unread } = readModel(objects, options);
  expect(unread.map(({ object, path }) => `${object.kind} ${path}`)).toEqual(['PriorityClass ']);
  expect(model.accesses).toEqual([
    {
      name: 'team',
      namespace: 'shop',
      groups: {
        view: ['developers', 'auditors', 'maintainers', 'oncall'],
        edit: ['maintainers', 'developers'],
        debug: ['oncall'],
      },
      resources: ['certificates.cert-manager.io', 'widgets.example.com'],
      labels: { 'example.com/tier': 'front' },
    },
  ]);
  const role = one(objects, 'Role', 'team-edit');
  const wider = {
    ...role,
    rules: [...levelRules('edit', []), { apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
  };
  const changed = readModel(
    objects.map((object) => (object === role ? wider : object)),
    options,
  );
  expect(Object.keys(changed.model.accesses[0]?.groups ?? {})).toEqual(['view', 'debug']);
  expect(changed.unread.map(({ path }) => path)).toContain('subjects[0]');
});

test('an end that has passed is a finding', () => {
  const app = new HardenedApp({ today: TODAY });
  new TeamAccess(new IsolatedNamespace(app, 'shop'), 'team', { debug: { ...DEBUG, expires: '2026-01-01' } });
  expect(found(app)).toEqual(
    expect.arrayContaining(['no-ephemeral-containers', 'no-pod-attach', 'no-pod-exec']),
  );
});

test.each<[string, unknown, readonly string[]]>([
  ['nobody', {}, ['view']],
  ['an empty list', { view: [] }, ['view']],
  ['everybody who logs in', { view: ['system:authenticated'] }, ['view[0]']],
  ['the masters', { edit: ['a', 'system:masters'] }, ['edit[1]']],
  ['an empty name', { edit: [' '] }, ['edit[0]']],
  ['debug without an end', { debug: { groups: ['a'] } }, ['debug.reason', 'debug.owner', 'debug.expires']],
  [
    'every resource',
    { view: ['a'], resources: ['*.example.com', '*', 'pods', 'secrets'] },
    [0, 1, 2, 3].map((index) => `resources[${index}]`),
  ],
  [
    'a resource of the cluster',
    { view: ['a'], resources: ['clusterissuers.cert-manager.io'] },
    ['resources[0]'],
  ],
  ['a subresource', { view: ['a'], resources: ['pods/exec.example.com'] }, ['resources[0]']],
  ['Roles', { edit: ['a'], resources: ['roles.rbac.authorization.k8s.io'] }, ['resources[0]']],
  ['a name that is too long', { view: ['a'], name: 'a'.repeat(58) }, ['name']],
  ['what nobody knows', { admin: ['a'], view: ['b'] }, ['admin']],
])('%s is refused', (_, props, fields) => {
  const { shop } = shopApp();
  const make = (): object => Reflect.construct(TeamAccess, [shop, 'team', props]);
  expect(problemsOf(make).map(({ field }) => field)).toEqual(fields);
});
