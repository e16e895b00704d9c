import { type Change, each, type Generator, grid, REMOVED } from '../cases';
import { names } from './metadata';
import { clusterWide } from './namespaced';
import { selectorsAt } from './network-policy';

const API = 'admissionregistration.k8s.io/v1';
const rule = {
  operations: ['CREATE', 'UPDATE'],
  apiGroups: ['', 'apps'],
  apiVersions: ['v1'],
  resources: ['pods', 'deployments/scale'],
  scope: 'Namespaced',
};
const service = { namespace: 'default', name: 'webhook', path: '/validate', port: 443 };
const hook = {
  name: 'pods.policy.example.com',
  clientConfig: { service },
  rules: [rule],
  failurePolicy: 'Fail',
  matchPolicy: 'Equivalent',
  sideEffects: 'None',
  timeoutSeconds: 5,
  admissionReviewVersions: ['v1'],
  namespaceSelector: { matchLabels: { a: 'b' } },
  objectSelector: {},
  matchConditions: [{ name: 'ours', expression: 'true' }],
};
const remote = {
  ...hook,
  name: 'other.policy.example.com',
  clientConfig: { url: 'https://example.com/x', caBundle: 'eA==' },
};

const LISTS = [[], ['*'], ['*', 'x'], ['x', 'x'], [''], ['x', '*'], null];
const RESOURCES = [
  ...LISTS,
  ['*/*'],
  ['*/*', 'pods'],
  ['pods/*', 'pods/status'],
  ['*/status', 'pods/status'],
  ['pods/status', 'pods/*'],
  ['*', 'pods/status'],
  ['pods', 'pods/status'],
  ['*', 'pods', '*/x'],
  ['pods', ''],
];
const URLS = [
  'https://example.com',
  'http://example.com',
  'https://',
  'https:///x',
  'example.com',
  '',
  'https://u@example.com',
  'https://example.com/?a=b',
  'https://example.com/#a',
  'https://example.com:8443/a/b',
  'HTTPS://example.com/',
  'https://example.com/?',
  'https://[::1]:443/x',
  'https://exa mple.com',
];
const PATHS = ['', '/', '//', 'x', '/x/', '/x//y', '/X', '/x/y-z', '/-x', '/a_b', `/${'a'.repeat(254)}`];
const NAMES = ['', 'a', 'a.b', 'a.b.c', 'A.b.c', 'a.b.c.', 'a_b.c.d', `a.b.${'c'.repeat(250)}`];

const rulesAt = (path: string): Change[] => [
  ...grid([`${path}.operations`], [...LISTS, ['CONNECT', 'DELETE'], ['create'], ['*', 'CREATE']]),
  ...grid([`${path}.apiGroups`, `${path}.apiVersions`], LISTS),
  ...each(`${path}.resources`, RESOURCES),
  ...each(`${path}.scope`, ['*', 'Cluster', 'Namespaced', 'x', '', null]),
  ...each(path, [{}]),
];
const conditionsAt = (path: string): Change[] => [
  ...each(`${path}[0].name`, ['', 'a b', 'a/b', 'a/b/c', 'Ab']),
  ...each(`${path}[0].expression`, ['', ' ', REMOVED]),
  { [`${path}[1]`]: { name: 'ours', expression: 'true' } },
  { [`${path}[1]`]: { name: 'second', expression: 'false' } },
  { [path]: Array.from({ length: 65 }, (_, index) => ({ name: `c${index}`, expression: 'true' })) },
  ...Array.from({ length: 22 }, (_, more) => ({
    [path]: Array.from({ length: 65 + more }, (_, index) => ({ name: `c${index}`, expression: 'true' })),
  })),
];

const hooks = (name: string): Change[] => [
  ...each('webhooks[0].name', [...NAMES, 'other.policy.example.com']),
  ...rulesAt('webhooks[0].rules[0]'),
  ...conditionsAt('webhooks[0].matchConditions'),
  ...selectorsAt('webhooks[0].namespaceSelector'),
  ...selectorsAt('webhooks[0].objectSelector'),
  ...grid(
    ['webhooks[0].failurePolicy', 'webhooks[0].matchPolicy', 'webhooks[0].sideEffects'],
    ['Fail', 'Ignore', 'Exact', 'Equivalent', 'None', 'NoneOnDryRun', 'Some', 'Unknown', '', REMOVED],
  ),
  ...each('webhooks[0].timeoutSeconds', [0, 1, 30, 31, -1]),
  ...each('webhooks[0].admissionReviewVersions', [
    [],
    ['v1beta1'],
    ['v2'],
    ['v1', 'v1'],
    ['v2', 'v1'],
    ['V1'],
    ['v1', 'A b'],
    null,
  ]),
  ...each('webhooks[0].clientConfig', [
    {},
    { service, url: 'https://example.com' },
    { url: 'https://example.com' },
    null,
  ]),
  ...each('webhooks[1].clientConfig.url', URLS),
  ...each('webhooks[0].clientConfig.service.path', PATHS),
  ...each('webhooks[0].clientConfig.service.port', [0, 1, 65_536, -1, REMOVED]),
  ...grid(
    ['webhooks[0].clientConfig.service.name', 'webhooks[0].clientConfig.service.namespace'],
    ['', 'X y', REMOVED],
  ),
  ...(name === 'mutating' ? each('webhooks[0].reinvocationPolicy', ['Never', 'IfNeeded', 'x', '']) : []),
  ...each('webhooks', [[], null, [{}]]),
  ...names,
];

const match = {
  matchPolicy: 'Exact',
  namespaceSelector: { matchLabels: { a: 'b' } },
  objectSelector: {},
  resourceRules: [{ ...rule, resourceNames: ['web'] }],
  excludeResourceRules: [{ ...rule, resources: ['secrets'] }],
};
const policy = {
  failurePolicy: 'Fail',
  paramKind: { apiVersion: 'example.com/v1', kind: 'Limits' },
  matchConstraints: match,
  matchConditions: [{ name: 'ours', expression: 'true' }],
  variables: [{ name: 'replicas', expression: '1' }],
  validations: [
    { expression: 'object.metadata.name != ""', message: 'a name', reason: 'Invalid' },
    { expression: 'true', messageExpression: '"x"' },
  ],
  auditAnnotations: [{ key: 'who', valueExpression: '"x"' }],
};
const VERSIONS = [
  '',
  'v1',
  'example.com/v1',
  'a/b/c',
  '/',
  'Example.com/v1',
  'example.com/V1',
  'example.com/',
  '1',
];

const matchesAt = (path: string): Change[] => [
  ...rulesAt(`${path}.resourceRules[0]`),
  ...rulesAt(`${path}.excludeResourceRules[0]`),
  ...each(`${path}.resourceRules[0].resourceNames`, [[], ['a', 'a'], ['..'], ['a/b'], [''], ['A']]),
  ...each(`${path}.matchPolicy`, ['Exact', 'Equivalent', 'x', '', REMOVED]),
  ...each(`${path}.resourceRules`, [[], null]),
  ...selectorsAt(`${path}.namespaceSelector`),
];

export const admission: Generator = {
  bases: {
    'validating webhooks': clusterWide(API, 'ValidatingWebhookConfiguration', { webhooks: [hook, remote] }),
    'mutating webhooks': clusterWide(API, 'MutatingWebhookConfiguration', {
      webhooks: [{ ...hook, reinvocationPolicy: 'Never' }, remote],
    }),
    'admission policy': clusterWide(API, 'ValidatingAdmissionPolicy', { spec: policy }),
    'binding of a policy': clusterWide(API, 'ValidatingAdmissionPolicyBinding', {
      spec: {
        policyName: 'web',
        paramRef: { name: 'x', namespace: 'default', parameterNotFoundAction: 'Deny' },
        matchResources: match,
        validationActions: ['Deny', 'Audit'],
      },
    }),
  },
  changes: {
    'validating webhooks': hooks('validating'),
    'mutating webhooks': hooks('mutating'),
    'admission policy': [
      ...names,
      ...matchesAt('spec.matchConstraints'),
      ...conditionsAt('spec.matchConditions'),
      ...each('spec.failurePolicy', ['Fail', 'Ignore', 'x', '', REMOVED]),
      ...each('spec.paramKind.apiVersion', VERSIONS),
      ...each('spec.paramKind.kind', ['', 'A b', 'limits', '1a', REMOVED]),
      ...each('spec.variables[0].name', ['', ' ', '1a', 'a-b', 'a b', '_a', 'é']),
      ...each('spec.variables[0].expression', ['', ' ', REMOVED]),
      ...each('spec.validations[0].expression', ['', ' ', REMOVED]),
      ...each('spec.validations[0].message', ['', ' ', 'a\nb', ' a\n', 'a\rb']),
      ...each('spec.validations[1].messageExpression', ['', ' ', '"y"']),
      ...each('spec.validations[0].reason', ['Forbidden', 'Unauthorized', '', 'x']),
      ...each('spec.auditAnnotations[0].key', ['', 'a b', 'a/b', 'Ab', 'a'.repeat(64)]),
      ...each('spec.auditAnnotations[0].valueExpression', ['', ' ', REMOVED, `"${'x'.repeat(5200)}"`]),
      { 'spec.auditAnnotations[1]': { key: 'who', valueExpression: '"y"' } },
      ...Array.from({ length: 24 }, (_, more) => ({
        'spec.auditAnnotations': Array.from({ length: 20 + more }, (_, index) => ({
          key: `k${index}`,
          valueExpression: '"x"',
        })),
      })),
      { 'spec.validations': [], 'spec.auditAnnotations': [] },
      { 'spec.validations': REMOVED, 'spec.auditAnnotations': REMOVED },
      { 'spec.validations': [] },
      ...each('spec.matchConstraints', [{}, null]),
    ],
    'binding of a policy': [
      ...names,
      ...matchesAt('spec.matchResources'),
      ...each('spec.policyName', ['', 'A', 'a.b', 'a_b', REMOVED]),
      ...each('spec.paramRef.name', ['', '..', 'a/b', 'A', REMOVED]),
      ...each('spec.paramRef.selector', [{}, { matchLabels: { a: 'b c' } }]),
      { 'spec.paramRef.name': REMOVED, 'spec.paramRef.selector': {} },
      ...each('spec.paramRef.parameterNotFoundAction', ['', 'Allow', 'x', REMOVED]),
      ...each('spec.validationActions', [
        [],
        ['Deny'],
        ['Warn', 'Audit'],
        ['Deny', 'Warn'],
        ['Deny', 'Deny'],
        ['deny'],
        ['x', 'Audit'],
        null,
      ]),
      ...each('spec.matchResources', [null, {}]),
    ],
  },
};
