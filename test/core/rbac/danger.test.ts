import CUSTOM from '../../../lib/core/controls/rbac/shared/custom-workloads.json';
import { knownRecords } from '../../../lib/core/kinds/late-records';
import { allowedBy, type Danger } from '../../../lib/core/rbac/danger';
import { rulesIn } from '../../../lib/core/rbac/rule';

const secrets: Danger = {
  groups: [''],
  resources: ['secrets'],
  verbs: ['get', 'list', 'create', 'deletecollection'],
  narrowedByNames: true,
};
const exec: Danger = { groups: [''], resources: ['pods/exec'], verbs: ['get', 'create'] };
const rollouts: Danger = {
  groups: ['argoproj.io'],
  resources: ['rollouts'],
  verbs: ['create'],
  belowWildcard: true,
};
const pods: Danger = { groups: [''], resources: ['pods'], verbs: ['create', 'patch'] };

function allowed(rule: Record<string, unknown>, danger: Danger) {
  const [parsed] = rulesIn({ rules: [{ apiGroups: [''], ...rule }] });
  return parsed === undefined ? undefined : allowedBy(parsed, danger);
}

// What the authorizer of the API server answers: VerbMatches, APIGroupMatches, ResourceMatches, ResourceNameMatches.
test.each([
  ['the right itself', { resources: ['secrets'], verbs: ['get'] }, secrets, ['get']],
  ['one of several', { resources: ['pods', 'secrets'], verbs: ['watch', 'list'] }, secrets, ['list']],
  ['every verb', { resources: ['secrets'], verbs: ['*'] }, secrets, secrets.verbs],
  ['every resource', { resources: ['*'], verbs: ['get'] }, secrets, ['get']],
  ['every resource holds subresources', { resources: ['*'], verbs: ['create'] }, exec, ['create']],
  ['every group', { apiGroups: ['*'], resources: ['secrets'], verbs: ['get'] }, secrets, ['get']],
  ['the subresource of everything', { resources: ['*/exec'], verbs: ['get'] }, exec, ['get']],
  [
    'an empty list of names is every name',
    { resources: ['secrets'], resourceNames: [], verbs: ['get'] },
    secrets,
    ['get'],
  ],
  [
    'the empty name is every list',
    { resources: ['secrets'], resourceNames: ['', 'db'], verbs: ['list'] },
    secrets,
    ['list'],
  ],
  [
    'a named subresource is created by name',
    { resources: ['pods/exec'], resourceNames: ['web'], verbs: ['create'] },
    exec,
    ['create'],
  ],
  [
    'a named pod is patched',
    { resources: ['pods'], resourceNames: ['web'], verbs: ['create', 'patch'] },
    pods,
    ['patch'],
  ],
  [
    'all of one group, below the wildcard',
    { apiGroups: ['argoproj.io'], resources: ['*'], verbs: ['create'] },
    rollouts,
    ['create'],
  ],
  [
    'one resource of all groups, below the wildcard',
    { apiGroups: ['*'], resources: ['rollouts'], verbs: ['create'] },
    rollouts,
    ['create'],
  ],
])('allowed: %s', (_title, rule, danger, verbs) => {
  expect(allowed(rule, danger)?.verbs).toEqual(verbs);
});

test.each([
  ['another verb', { resources: ['secrets'], verbs: ['watch'] }, secrets],
  [
    'what the wildcard of another danger covers',
    { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
    rollouts,
  ],
  ['another group', { apiGroups: ['apps'], resources: ['secrets'], verbs: ['get'] }, secrets],
  [
    'core is not the name of the core group',
    { apiGroups: ['core'], resources: ['secrets'], verbs: ['get'] },
    secrets,
  ],
  ['a named object', { resources: ['secrets'], resourceNames: ['db'], verbs: ['get'] }, secrets],
  ['the resource without its subresource', { resources: ['pods'], verbs: ['*'] }, exec],
  ['no other pattern than the wildcard', { resources: ['pods/*', 'secret*'], verbs: ['*'] }, exec],
  ['another subresource', { resources: ['*/log'], verbs: ['get'] }, exec],
  ['a name never matches create', { resources: ['pods'], resourceNames: ['web'], verbs: ['create'] }, pods],
  ['capital letters are other letters', { resources: ['Secrets'], verbs: ['get'] }, secrets],
  ['no verbs', { resources: ['secrets'] }, secrets],
  ['lists of a wrong type', { resources: 'secrets', verbs: { get: true } }, secrets],
])('not allowed: %s', (_title, rule, danger) => {
  expect(allowed(rule, danger)).toBeUndefined();
});

test.each([[null], ['rules'], [{}], [[null, 7, 'text', []]]])(
  'rules of a wrong form are no rules: %p',
  (rules) => {
    expect(rulesIn({ rules })).toEqual([]);
  },
);

test('custom workloads are kinds that are known, with pods that whoever writes them fills', () => {
  const known = new Map(knownRecords().map((record) => [`${record.plural}.${record.group}`, record]));
  for (const [group, resources] of Object.entries(CUSTOM))
    for (const resource of resources)
      expect(known.get(`${resource}.${group}`)?.pods?.length).toBeGreaterThan(0);
});
