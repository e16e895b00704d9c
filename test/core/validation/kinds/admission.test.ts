import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { merged, object, pathsOf } from '../refusals';
import { testTables } from '../rows';
import { admission } from '../tables/admission';

testTables(admission);

const API = 'admissionregistration.k8s.io/v1';
const rule = { operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] };
const hook: PlainObject = {
  name: 'pods.policy.example.com',
  clientConfig: { service: { namespace: 'default', name: 'webhook' } },
  rules: [rule],
  sideEffects: 'None',
  admissionReviewVersions: ['v1'],
};
const hooks = (...items: unknown[]): PlainObject =>
  object(API, 'ValidatingWebhookConfiguration', { webhooks: items });
const one = (change: PlainObject): PlainObject => hooks(merged(hook, change));
const ofRule = (change: PlainObject): PlainObject => one({ rules: [{ ...rule, ...change }] });
const url = (text: string): PlainObject => hooks({ ...hook, clientConfig: { url: text } });
const HOOK = 'webhooks[0]';
const RULE = `${HOOK}.rules[0]`;

test.each<[string, PlainObject, string[]]>([
  ['a Service', hooks(hook), []],
  ['a URL', url('https://example.com:8443/validate'), []],
  ['a URL in clear', url('http://example.com'), [`${HOOK}.clientConfig.url`]],
  ['a URL with a user', url('https://me@example.com'), [`${HOOK}.clientConfig.url`]],
  ['a URL with a query', url('https://example.com/?a=b'), [`${HOOK}.clientConfig.url`]],
  ['two ways', one({ clientConfig: { url: 'https://example.com' } }), [`${HOOK}.clientConfig`]],
  ['no way', hooks({ ...hook, clientConfig: {} }), [`${HOOK}.clientConfig`]],
  [
    'a path that is none',
    one({ clientConfig: { service: { path: '/a//b' } } }),
    [`${HOOK}.clientConfig.service.path`],
  ],
  [
    'a port that is none',
    one({ clientConfig: { service: { port: 0 } } }),
    [`${HOOK}.clientConfig.service.port`],
  ],
  ['a name of two parts', one({ name: 'policy.com' }), [`${HOOK}.name`]],
  ['a name twice', hooks(hook, hook), ['webhooks[1].name']],
  ['side effects', one({ sideEffects: 'Some' }), [`${HOOK}.sideEffects`]],
  ['no word about side effects', one({ sideEffects: undefined }), [`${HOOK}.sideEffects`]],
  ['a timeout that is too long', one({ timeoutSeconds: 31 }), [`${HOOK}.timeoutSeconds`]],
  ['an unknown policy', one({ failurePolicy: 'Allow' }), [`${HOOK}.failurePolicy`]],
  ['no version', one({ admissionReviewVersions: [] }), [`${HOOK}.admissionReviewVersions`]],
  [
    'a version that no server writes',
    one({ admissionReviewVersions: ['v2'] }),
    [`${HOOK}.admissionReviewVersions`],
  ],
  ['a version twice', one({ admissionReviewVersions: ['v1', 'v1'] }), [`${HOOK}.admissionReviewVersions[1]`]],
  ['no operation', ofRule({ operations: [] }), [`${RULE}.operations`]],
  ['an unknown operation', ofRule({ operations: ['create'] }), [`${RULE}.operations[0]`]],
  ['everything and more', ofRule({ apiGroups: ['*', 'apps'] }), [`${RULE}.apiGroups`]],
  ['an empty version of a group', ofRule({ apiVersions: [''] }), [`${RULE}.apiVersions[0]`]],
  [
    'subresources and one of them',
    ofRule({ resources: ['pods/*', 'pods/status'] }),
    [`${RULE}.resources[1]`],
  ],
  ['all resources and one of them', ofRule({ resources: ['*', 'pods'] }), [`${RULE}.resources`]],
  ['all resources and a subresource', ofRule({ resources: ['*', 'pods/status'] }), []],
  ['an unknown scope', ofRule({ scope: 'All' }), [`${RULE}.scope`]],
  [
    'a condition without an expression',
    one({ matchConditions: [{ name: 'a', expression: ' ' }] }),
    [`${HOOK}.matchConditions[0].expression`],
  ],
  ['what is not known', hooks(new Date(0)), []],
])('webhooks with %s', (_name, manifest, paths) => {
  expect(pathsOf(manifest)).toEqual(paths);
});

test('how often a mutating webhook is asked is one of two words', () => {
  const configuration = object(API, 'MutatingWebhookConfiguration', {
    webhooks: [{ ...hook, reinvocationPolicy: 'Always' }],
  });
  expect(pathsOf(configuration)).toEqual(['webhooks[0].reinvocationPolicy']);
});

const policy = (change: PlainObject): PlainObject =>
  object(API, 'ValidatingAdmissionPolicy', {
    spec: { matchConstraints: { resourceRules: [rule] }, validations: [{ expression: 'true' }], ...change },
  });

test.each<[string, PlainObject, string[]]>([
  ['a rule and a validation', policy({}), []],
  ['nothing that it is about', policy({ matchConstraints: undefined }), ['spec.matchConstraints']],
  ['no rule', policy({ matchConstraints: {} }), ['spec.matchConstraints.resourceRules']],
  ['no validation', policy({ validations: [] }), ['spec.validations']],
  [
    'an annotation alone',
    policy({ validations: [], auditAnnotations: [{ key: 'a', valueExpression: '"x"' }] }),
    [],
  ],
  [
    'an annotation twice',
    policy({ auditAnnotations: [1, 2].map(() => ({ key: 'a', valueExpression: '"x"' })) }),
    ['spec.auditAnnotations[1].key'],
  ],
  ['an empty expression', policy({ validations: [{ expression: '' }] }), ['spec.validations[0].expression']],
  [
    'a message of two lines',
    policy({ validations: [{ expression: 'true', message: 'a\nb' }] }),
    ['spec.validations[0].message'],
  ],
  [
    'an unknown reason',
    policy({ validations: [{ expression: 'true', reason: 'No' }] }),
    ['spec.validations[0].reason'],
  ],
  [
    'parameters of no version',
    policy({ paramKind: { apiVersion: 'a/b/c', kind: 'A' } }),
    ['spec.paramKind.apiVersion'],
  ],
  [
    'a variable with a dash',
    policy({ variables: [{ name: 'a-b', expression: '1' }] }),
    ['spec.variables[0].name'],
  ],
])('a policy with %s', (_name, manifest, paths) => {
  expect(pathsOf(manifest)).toEqual(paths);
});

const binding = (change: PlainObject): PlainObject =>
  object(API, 'ValidatingAdmissionPolicyBinding', {
    spec: { policyName: 'a', validationActions: ['Deny'], ...change },
  });

test.each<[string, PlainObject, string[]]>([
  ['an action', binding({}), []],
  ['no action', binding({ validationActions: [] }), ['spec.validationActions']],
  [
    'two that exclude each other',
    binding({ validationActions: ['Deny', 'Warn'] }),
    ['spec.validationActions'],
  ],
  ['no policy', binding({ policyName: '' }), ['spec.policyName']],
  [
    'parameters named twice',
    binding({ paramRef: { name: 'a', selector: {}, parameterNotFoundAction: 'Deny' } }),
    ['spec.paramRef.name', 'spec.paramRef.selector'],
  ],
  [
    'parameters without a word for none',
    binding({ paramRef: { name: 'a' } }),
    ['spec.paramRef.parameterNotFoundAction'],
  ],
])('a binding with %s', (_name, manifest, paths) => {
  expect(pathsOf(manifest)).toEqual(paths);
});
