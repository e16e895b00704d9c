import { celAny, celFor, celList, celText } from '../../../lib/renderers/admission/cel';
import { type AdmissionPolicy, admissionArtifacts } from '../../../lib/renderers/admission/policy';

const POLICY: AdmissionPolicy = {
  name: 'no-debug',
  requests: [{ apiGroup: '', resources: ['pods'] }],
  where: { only: ['shop'] },
  checks: [{ expression: 'false', message: 'no pods' }],
};

function objects(policy: AdmissionPolicy) {
  return admissionArtifacts(policy).flatMap((one) => (one.form === 'object' ? [one.object()] : []));
}

describe('a policy of admission', () => {
  test('denies, fails closed, and holds where it is meant to', () => {
    expect(objects(POLICY)).toEqual([
      {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingAdmissionPolicy',
        metadata: { labels: { 'app.kubernetes.io/managed-by': 'bulwark' }, name: 'no-debug' },
        spec: {
          failurePolicy: 'Fail',
          matchConstraints: {
            matchPolicy: 'Equivalent',
            namespaceSelector: {
              matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['shop'] }],
            },
            objectSelector: {},
            resourceRules: [
              {
                apiGroups: [''],
                apiVersions: ['v1'],
                operations: ['CREATE', 'UPDATE'],
                resources: ['pods'],
                scope: 'Namespaced',
              },
            ],
          },
          validations: [{ expression: 'false', message: 'no pods', reason: 'Forbidden' }],
        },
      },
      {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingAdmissionPolicyBinding',
        metadata: { labels: { 'app.kubernetes.io/managed-by': 'bulwark' }, name: 'no-debug' },
        spec: { policyName: 'no-debug', validationActions: ['Deny'] },
      },
    ]);
  });

  test('may hold everywhere else, under conditions, with variables', () => {
    const [policy] = objects({
      ...POLICY,
      where: { except: ['kube-system'] },
      onlyIf: { 'not-nodes': 'true' },
      variables: { all: 'object.spec.containers' },
    });
    expect(policy?.spec).toMatchObject({
      matchConstraints: {
        namespaceSelector: {
          matchExpressions: [
            { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system'] },
          ],
        },
      },
      matchConditions: [{ expression: 'true', name: 'not-nodes' }],
      variables: [{ expression: 'object.spec.containers', name: 'all' }],
    });
  });
});

describe('texts in CEL', () => {
  test.each([
    ['plain', '"plain"'],
    [`" || true || "`, String.raw`"\" || true || \""`],
    ['back\\slash', String.raw`"back\\slash"`],
    ['line\nline', String.raw`"line\nline"`],
  ])('%j stays a text', (text, literal) => {
    expect(celText(text)).toBe(literal);
  });

  test('lists, alternatives and guards', () => {
    expect(celList(['a', 'b'])).toBe('["a", "b"]');
    expect(celAny([])).toBe('false');
    expect(celAny(['a', 'b'])).toBe('(a || b)');
    expect(celFor('services', 'x')).toBe('request.resource.resource != "services" || (x)');
  });
});
