import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { type Row, type Table, UNKNOWN } from '../rows';

const API = 'admissionregistration.k8s.io/v1';

const rule = (change: PlainObject = {}): PlainObject => ({
  operations: ['CREATE'],
  apiGroups: [''],
  apiVersions: ['v1'],
  resources: ['pods'],
  ...change,
});
const made = (kind: string, rest: () => PlainObject) => (): PlainObject => ({
  apiVersion: API,
  kind,
  metadata: { name: 'web' },
  ...rest(),
});

const BAD_LABELS = { matchLabels: { 'a b': 'c' } };
/** Selectors by labels. */
const selectors = (at: string): Row[] =>
  ['namespaceSelector', 'objectSelector'].map((name) => ({
    path: `${at}.${name}`,
    bad: [BAD_LABELS, { matchExpressions: [{ key: 'a', operator: 'In' }] }],
    good: [{}, { matchLabels: { a: 'b' } }, UNKNOWN],
  }));

/** What a webhook or a policy is asked about. */
const rules = (at: string): Row[] => [
  {
    path: `${at}.operations`,
    bad: [undefined, [], ['create'], [''], ['*', 'CREATE'], ['CREATE', '*']],
    good: [
      ...['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'].map((name) => [name]),
      ['CREATE', 'UPDATE'],
      UNKNOWN,
    ],
  },
  {
    path: `${at}.apiGroups`,
    bad: [undefined, [], ['*', 'apps'], ['apps', '*']],
    good: [['*'], ['', 'apps'], UNKNOWN],
  },
  {
    path: `${at}.apiVersions`,
    bad: [undefined, [], [''], ['*', 'v1']],
    good: [['*'], ['v1', 'v1beta1'], [UNKNOWN]],
  },
  {
    path: `${at}.resources`,
    bad: [
      undefined,
      [],
      [''],
      ['pods/*', 'pods/status'],
      ['*/status', 'pods/status'],
      ['*/*', 'pods'],
      ['*', 'pods'],
    ],
    good: [
      ['*'],
      ['*/*'],
      ['pods', 'pods/status'],
      ['pods/status', 'pods/*'],
      ['pods/*', 'nodes/status'],
      ['*/status', 'pods/log'],
      ['*', '*/status'],
      ['*', '/'],
      [UNKNOWN],
      UNKNOWN,
    ],
  },
  { path: `${at}.scope`, bad: ['', 'All'], good: ['*', 'Cluster', 'Namespaced', undefined, UNKNOWN] },
];

/** Conditions in CEL. */
const conditions = (at: string): Row => ({
  path: at,
  bad: [
    [{ name: 'a' }],
    [{ name: 'a', expression: ' ' }],
    [{ expression: 'true' }],
    [{ name: 'a b', expression: 'true' }],
    [
      { name: 'a', expression: 'true' },
      { name: 'a', expression: 'false' },
    ],
    Array.from({ length: 65 }, (_, index) => ({ name: `a${index}`, expression: 'true' })),
  ],
  good: [
    [],
    [{ name: 'example.com/a', expression: 'true' }],
    Array.from({ length: 64 }, (_, index) => ({ name: `a${index}`, expression: 'true' })),
    [UNKNOWN],
  ],
});

const W = 'webhooks[0]';
const C = `${W}.clientConfig`;
const S = `${C}.service`;
const configuration = made('MutatingWebhookConfiguration', () => ({
  webhooks: [
    {
      name: 'pods.policy.example.com',
      clientConfig: { service: { namespace: 'default', name: 'webhook' } },
      rules: [rule()],
      sideEffects: 'None',
      admissionReviewVersions: ['v1'],
    },
  ],
}));

const hooks: Row[] = [
  { path: `${W}.name`, bad: [undefined, '', 'a.b', 'A.b.c', 'a.b.c d'], good: ['a.b.c', 'a.b.c.d', UNKNOWN] },
  ...rules(`${W}.rules[0]`),
  ...selectors(W),
  conditions(`${W}.matchConditions`),
  { path: `${W}.failurePolicy`, bad: ['', 'Allow'], good: ['Fail', 'Ignore', undefined] },
  { path: `${W}.matchPolicy`, bad: ['', 'Any'], good: ['Equivalent', 'Exact', undefined] },
  { path: `${W}.reinvocationPolicy`, bad: ['', 'Always'], good: ['IfNeeded', 'Never', undefined] },
  {
    path: `${W}.sideEffects`,
    bad: [undefined, '', 'Some', 'Unknown'],
    good: ['None', 'NoneOnDryRun', UNKNOWN],
  },
  { path: `${W}.timeoutSeconds`, bad: [-1, 0, 31], good: [1, 30, undefined, UNKNOWN] },
  {
    path: `${W}.admissionReviewVersions`,
    bad: [undefined, [], ['v2'], ['v1', 'v1'], ['v1', 'V2'], ['v1', '']],
    good: [['v1'], ['v1beta1'], ['v2', 'v1'], [UNKNOWN], UNKNOWN],
  },
  {
    path: C,
    bad: [{}, { url: 'https://a', service: { namespace: 'a', name: 'b' } }],
    good: [UNKNOWN, { url: UNKNOWN }, { service: UNKNOWN }],
  },
  {
    path: `${C}.url`,
    with: { [S]: undefined },
    bad: ['', 'a.example.com', 'http://a', 'https://', 'https://me@a', 'https://a?b=c', 'https://a#b'],
    good: ['https://a', 'HTTPS://a:8443/b/c', 'https://[::1]:443/a', 'https://a/'],
  },
  { path: `${S}.name`, bad: [undefined, ''], good: ['a', UNKNOWN] },
  { path: `${S}.namespace`, bad: [undefined, ''], good: ['a', UNKNOWN] },
  { path: `${S}.port`, bad: [-1, 0, 65_536], good: [1, 65_535, undefined, UNKNOWN] },
  {
    path: `${S}.path`,
    bad: ['a', 'a/b', '//', '/a//b', '/A', '/a/b_c'],
    good: ['', '/', '/a', '/a/', '/a/b.c', undefined, UNKNOWN],
  },
];

const policy = made('ValidatingAdmissionPolicy', () => ({
  spec: { matchConstraints: { resourceRules: [rule()] }, validations: [{ expression: 'true' }] },
}));
const M = 'spec.matchConstraints';
const annotations = (count: number): PlainObject[] =>
  Array.from({ length: count }, (_, index) => ({ key: `a${index}`, valueExpression: '"x"' }));

const matches = (at: string): Row[] => [
  { path: `${at}.matchPolicy`, bad: ['', 'Any'], good: ['Equivalent', 'Exact', undefined] },
  ...selectors(at),
  ...['resourceRules', 'excludeResourceRules'].flatMap((list) => [
    {
      path: `${at}.${list}[0]`,
      bad: [rule({ operations: [] }), {}],
      good: [rule(), rule({ resourceNames: ['a', '', ''] }), UNKNOWN],
    },
    {
      path: `${at}.${list}[0]`,
      bad: [rule({ resourceNames: ['a/b'] }), rule({ resourceNames: ['a', 'a'] })],
      good: [rule({ resourceNames: ['a', 'b', UNKNOWN] })],
    },
  ]),
];

const policies: Row[] = [
  { path: 'spec.failurePolicy', bad: ['', 'Allow'], good: ['Fail', 'Ignore', undefined] },
  { path: M, bad: [undefined, {}, { resourceRules: [] }], good: [UNKNOWN] },
  ...matches(M),
  ...rules(`${M}.resourceRules[0]`),
  conditions('spec.matchConditions'),
  {
    path: 'spec.paramKind.apiVersion',
    with: { 'spec.paramKind.kind': 'Widget' },
    bad: [undefined, '', 'a/b/c', 'example.com/', 'example.com/V1', 'A b/v1', 'v_1'],
    good: ['v1', '/v1', 'example.com/v1', UNKNOWN],
  },
  {
    path: 'spec.paramKind.kind',
    with: { 'spec.paramKind.apiVersion': 'v1' },
    bad: [undefined, '', '1a', 'A b'],
    good: ['Widget', UNKNOWN],
  },
  {
    path: 'spec.variables[0]',
    bad: [
      { expression: '1' },
      { name: ' ', expression: '1' },
      { name: '1a', expression: '1' },
      { name: 'a-b', expression: '1' },
      { name: 'a' },
      { name: 'a', expression: ' ' },
    ],
    good: [{ name: '_A1', expression: '1' }, { name: UNKNOWN, expression: UNKNOWN }, UNKNOWN],
  },
  {
    path: 'spec.validations[0]',
    bad: [
      {},
      { expression: '' },
      { expression: ' ' },
      { expression: 'true', message: ' ' },
      { expression: 'true', message: 'a\nb' },
      { expression: 'true', message: 'a\rb' },
      { expression: 'true', messageExpression: ' ' },
      { expression: 'true', reason: '' },
      { expression: 'true', reason: 'No' },
      { expression: 'true', reason: 'Unauthorized' },
    ],
    good: [
      { expression: 'true', message: ' a\n', messageExpression: '"b"' },
      { expression: 'true', message: '', messageExpression: '' },
      ...['Forbidden', 'Invalid', 'RequestEntityTooLarge'].map((reason) => ({
        expression: 'true',
        reason,
      })),
      { expression: UNKNOWN, message: UNKNOWN, messageExpression: UNKNOWN, reason: UNKNOWN },
      UNKNOWN,
    ],
  },
  { path: 'spec.validations', bad: [undefined, []], good: [UNKNOWN] },
  {
    path: 'spec.auditAnnotations',
    bad: [
      annotations(21),
      [{ valueExpression: '"x"' }],
      [{ key: 'a/b', valueExpression: '"x"' }],
      [{ key: 'a' }],
      [{ key: 'a', valueExpression: ' ' }],
      [{ key: 'a', valueExpression: 'x'.repeat(5 * 1024 + 1) }],
      [{ key: 'a', valueExpression: 'é'.repeat(2561) }],
    ],
    good: [
      annotations(20),
      [{ key: 'a', valueExpression: ` ${'x'.repeat(5 * 1024)} ` }],
      [{ key: 'a', valueExpression: 'é'.repeat(2560) }],
      [{ key: UNKNOWN, valueExpression: UNKNOWN }],
      [UNKNOWN],
    ],
  },
  {
    path: 'spec.auditAnnotations',
    with: { 'metadata.name': UNKNOWN },
    bad: [],
    good: [[{ key: 'a/b', valueExpression: '"x"' }]],
  },
];

const binding = made('ValidatingAdmissionPolicyBinding', () => ({
  spec: { policyName: 'a', validationActions: ['Deny'] },
}));
const P = 'spec.paramRef';
const bindings: Row[] = [
  { path: 'spec.policyName', bad: [undefined, '', 'A'], good: ['a.b', UNKNOWN] },
  {
    path: 'spec.validationActions',
    bad: [undefined, [], ['deny'], [''], ['Audit', 'Audit'], ['Deny', 'Warn'], ['Warn', 'Deny']],
    good: [['Audit'], ['Warn'], ['Deny'], ['Audit', 'Warn'], [UNKNOWN], UNKNOWN],
  },
  ...matches('spec.matchResources'),
  {
    path: P,
    bad: [
      { parameterNotFoundAction: 'Deny' },
      { name: 'a' },
      { name: 'a', parameterNotFoundAction: '' },
      { name: 'a', parameterNotFoundAction: 'Ignore' },
      { name: 'a/b', parameterNotFoundAction: 'Deny' },
      { name: 'a', selector: {}, parameterNotFoundAction: 'Deny' },
      { selector: BAD_LABELS, parameterNotFoundAction: 'Deny' },
    ],
    good: [
      { name: 'a', parameterNotFoundAction: 'Allow' },
      { selector: {}, parameterNotFoundAction: 'Deny' },
      { name: UNKNOWN, parameterNotFoundAction: UNKNOWN },
      UNKNOWN,
    ],
  },
];

/** What is refused and taken, by the rows of each table. */
export const admission: readonly Table[] = [
  { name: 'webhooks', base: configuration, rows: hooks },
  { name: 'a policy of admission', base: policy, rows: policies },
  { name: 'a binding of such a policy', base: binding, rows: bindings },
];
