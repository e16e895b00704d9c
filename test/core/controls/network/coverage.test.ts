import fc from 'fast-check';
import { networkPolicyCoversBothDirections } from '../../../../lib/core/controls/network/network-policy-covers-both-directions';
import { networkPolicyForEveryPod } from '../../../../lib/core/controls/network/network-policy-for-every-pod';
import { coverageOf } from '../../../../lib/core/controls/network/shared/coverage';
import { ManifestSet } from '../../../../lib/core/manifest/manifest-set';
import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { matches, selectorOf } from '../../../../lib/core/manifest/selector';
import { findingsOf, Leaf, pod, problemsIn } from '../cases';

function policy(spec: PlainObject, namespace = 'shop'): PlainObject {
  const metadata = { name: 'policy', namespace };
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec };
}

const label = fc.constantFrom('a', 'b', 'c');
const labels = fc.dictionary(fc.constantFrom('app', 'tier'), label);
const namespaces = fc.constantFrom('one', 'two');
const expression = fc.oneof(
  fc.record({
    key: fc.constantFrom('app', 'tier'),
    operator: fc.constantFrom('In', 'NotIn'),
    values: fc.array(label, { minLength: 1 }),
  }),
  fc.record({ key: fc.constantFrom('app', 'tier'), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
);
const pods = fc.array(fc.tuple(labels, namespaces), { minLength: 1, maxLength: 6 });
const types = fc.subarray(['Ingress', 'Egress']);
const policies = fc.array(
  fc.record({
    podSelector: fc.record(
      { matchLabels: labels, matchExpressions: fc.array(expression, { maxLength: 2 }) },
      { requiredKeys: [] },
    ),
    policyTypes: types,
    egress: fc.constantFrom([], [{}]),
    namespace: namespaces,
  }),
  { maxLength: 4 },
);

/** The rule of the API, spelled out: the types as written, else Ingress, and Egress where there is a rule for it. */
function typesOf(spec: { policyTypes: string[]; egress: readonly unknown[] }): string[] {
  if (spec.policyTypes.length > 0) return spec.policyTypes;
  return spec.egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

test('the pods covered are those that a comparison of every policy with every pod finds', () => {
  fc.assert(
    fc.property(pods, policies, (podList, policyList) => {
      const objects = [
        ...podList.map(([own, namespace], index) => ({
          ...pod(`pod-${index}`, {}, namespace),
          metadata: { name: `pod-${index}`, namespace, labels: own },
        })),
        ...policyList.map(({ namespace, ...spec }) => policy(spec, namespace)),
      ];
      const set = new ManifestSet(objects.map((manifest) => ({ manifest })));
      const coverage = coverageOf(set);
      podList.forEach(([own, namespace], index) => {
        for (const direction of ['Ingress', 'Egress'] as const) {
          const expected = policyList.some((item) => {
            const selector = selectorOf(item.podSelector);
            const here = item.namespace === namespace && typesOf(item).includes(direction);
            return here && selector !== undefined && matches(selector, own);
          });
          const found = set.find('Pod', namespace, `pod-${index}`)?.pod;
          expect(found !== undefined && coverage[direction].has(found)).toBe(expected);
        }
      });
    }),
  );
});

test('policies of other projects and of other kinds do not count', () => {
  const foreign = {
    ...policy({ policyTypes: ['Ingress', 'Egress'] }),
    apiVersion: 'crd.projectcalico.org/v1',
  };
  expect(findingsOf(networkPolicyForEveryPod, [pod('web'), foreign])).toEqual(['web: metadata.labels']);
});

test('null and empty policyTypes mean the default', () => {
  for (const policyTypes of [null, []]) {
    expect(findingsOf(networkPolicyCoversBothDirections, [pod('web'), policy({ policyTypes })])).toEqual([
      'web: Egress',
    ]);
  }
});

describe('what cannot be read is unknown, never covered', () => {
  const opaque = { app: new Leaf() };
  test.each([
    [
      'labels of the pod',
      { ...pod('web'), metadata: { name: 'web', namespace: 'shop', labels: opaque } },
      policy({ podSelector: { matchLabels: { app: 'web' } } }),
    ],
    ['selector of a policy', pod('web'), policy({ podSelector: { matchLabels: opaque } })],
    ['a whole selector', pod('web'), policy({ podSelector: new Leaf() })],
    ['types of a policy', pod('web'), policy({ policyTypes: new Leaf() })],
    ['one type of a policy', pod('web'), policy({ policyTypes: [new Leaf()] })],
  ])('%s', (_what, web, unreadable) => {
    for (const control of [networkPolicyCoversBothDirections, networkPolicyForEveryPod]) {
      const found = problemsIn(control, [web, unreadable]).map(({ problem }) => problem.unknown);
      expect(found.length).toBeGreaterThan(0);
      expect(found).not.toContain(false);
    }
  });

  test('a policy that cannot be read elsewhere changes nothing', () => {
    const elsewhere = policy({ podSelector: new Leaf() }, 'other');
    const found = problemsIn(networkPolicyForEveryPod, [pod('web'), elsewhere]);
    expect(found.map(({ problem }) => problem.unknown)).toEqual([false]);
  });
});
