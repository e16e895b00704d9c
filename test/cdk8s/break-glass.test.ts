import { BreakGlass, Deployer, HardenedApp, IsolatedNamespace } from 'bulwark/cdk8s';
import { Chart } from 'cdk8s';
import { levelRules } from '../../lib/core/rbac/team-levels';
import { at, found, judgementOf, objectsOf, one, problemsOf, shopApp, TODAY } from './support';

const DEBUG = { reason: 'on-call looks into incidents', owner: 'team-shop', expires: '2027-03-31' };

test('it is a Role that nobody is bound to, and a policy over bindings to it', () => {
  const { app, shop } = shopApp();
  new Deployer(shop, 'deployer', { kind: 'flux' });
  new BreakGlass(shop, 'break-glass', {
    maximum: '90m',
    debug: DEBUG,
    resources: ['certificates.cert-manager.io'],
  });
  const objects = objectsOf(app);
  expect(
    objects.filter(({ kind, metadata }) => kind === 'RoleBinding' && at(metadata, 'name') !== 'deployer'),
  ).toEqual([]);
  expect(one(objects, 'Role', 'break-glass').rules).toHaveLength(
    (['view', 'edit', 'debug'] as const).flatMap((level) =>
      levelRules(level, ['certificates.cert-manager.io']),
    ).length,
  );
  const { spec } = one(objects, 'ValidatingAdmissionPolicy', 'shop.break-glass');
  expect(spec).toMatchObject({
    failurePolicy: 'Fail',
    matchConstraints: {
      namespaceSelector: {
        matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['shop'] }],
      },
    },
  });
  expect(JSON.stringify(spec)).toContain("duration('5400s')");
  expect(one(objects, 'ValidatingAdmissionPolicyBinding', 'shop.break-glass').spec).toEqual({
    policyName: 'shop.break-glass',
    validationActions: ['Deny'],
  });
  expect(judgementOf(app).findings).toEqual([]);
  const { files } = app.synthesize();
  expect(files.map(({ name }) => name)).toEqual([
    '00-cluster.k8s.yaml',
    '01-shop.k8s.yaml',
    '02-admission.k8s.yaml',
  ]);
});

test('looking into pods is no part of it by default, and ends with its waiver', () => {
  const { app, shop } = shopApp();
  new BreakGlass(shop, 'break-glass');
  expect(JSON.stringify(one(objectsOf(app), 'Role', 'break-glass'))).not.toContain('ephemeral');
  expect(JSON.stringify(one(objectsOf(app), 'ValidatingAdmissionPolicy', 'shop.break-glass'))).toContain(
    'it may last 4h at most',
  );
  expect(found(app)).toEqual([]);
  const old = new HardenedApp({ today: TODAY });
  new BreakGlass(new IsolatedNamespace(old, 'shop'), 'break-glass', {
    debug: { ...DEBUG, expires: '2026-01-01' },
  });
  expect(found(old)).toContain('no-ephemeral-containers');
});

test.each<[string, unknown, readonly string[]]>([
  ['a time without an end', { maximum: 'forever' }, ['maximum']],
  ['more than a day', { maximum: '25h' }, ['maximum']],
  ['no time', { maximum: '0m' }, ['maximum']],
  ['debug that nobody answers for', { debug: {} }, ['debug.reason', 'debug.owner', 'debug.expires']],
  [
    'every resource',
    { resources: ['*', 'secrets', 'roles.rbac.authorization.k8s.io'] },
    [0, 1, 2].map((index) => `resources[${index}]`),
  ],
  ['a name that is too long', { name: 'a'.repeat(36) }, ['name']],
  ['a name that would end an expression', { name: `a' || true || 'b` }, ['name']],
  ['people', { groups: ['oncall'] }, ['groups']],
])('%s is refused', (_, props, fields) => {
  const { shop } = shopApp();
  const make = (): object => Reflect.construct(BreakGlass, [shop, 'break-glass', props]);
  expect(problemsOf(make).map(({ field }) => field)).toEqual(fields);
});

test('a second one in a namespace is refused: the policy of one would refuse the bindings of the other', () => {
  const { shop } = shopApp();
  new BreakGlass(shop, 'break-glass');
  expect(problemsOf(() => new BreakGlass(shop, 'other')).map(({ field }) => field)).toEqual(['scope']);
});

test('outside of an isolated namespace there is none', () => {
  const chart = new Chart(new HardenedApp({ today: TODAY }), 'plain', { namespace: 'plain' });
  expect(problemsOf(() => new BreakGlass(chart, 'break-glass')).map(({ field }) => field)).toEqual(['scope']);
});
