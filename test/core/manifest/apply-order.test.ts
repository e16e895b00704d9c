import { applyRank, definedKinds, isDefinedBy, standsInTheWay } from '../../../lib/core/manifest/apply-order';

const of = (apiVersion: string, kind: string) => ({ apiVersion, kind, metadata: { name: 'a' } });

test.each<[string, boolean]>([
  ['admissionregistration.k8s.io/v1', true],
  ['apiregistration.k8s.io/v1', true],
  ['apiextensions.k8s.io/v1', false],
  ['v1', false],
])('an object of %s stands in the way: %s', (apiVersion, does) => {
  expect(standsInTheWay(of(apiVersion, 'Any'))).toBe(does);
});

test('what has neither version nor kind stands in no way, and is of no kind that is defined', () => {
  const kinds = definedKinds([
    {
      ...of('apiextensions.k8s.io/v1', 'CustomResourceDefinition'),
      spec: { group: 'example.com', names: { kind: 'Widget' } },
    },
  ]);
  expect([...kinds]).toEqual(['example.com/Widget']);
  expect(isDefinedBy(of('example.com/v1', 'Widget'), kinds)).toBe(true);
  expect(isDefinedBy(of('example.org/v1', 'Widget'), kinds)).toBe(false);
  expect([standsInTheWay({}), isDefinedBy({}, kinds), isDefinedBy({}, new Set())]).toEqual([
    false,
    false,
    false,
  ]);
  expect(applyRank({})).toBe(applyRank(of('example.com/v1', 'Unknown')));
});

test('each kind comes after what it needs', () => {
  const order = [
    of('apiextensions.k8s.io/v1', 'CustomResourceDefinition'),
    of('storage.k8s.io/v1', 'StorageClass'),
    of('rbac.authorization.k8s.io/v1', 'ClusterRole'),
    of('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding'),
    of('v1', 'Namespace'),
    of('v1', 'ResourceQuota'),
    of('v1', 'LimitRange'),
    of('networking.k8s.io/v1', 'NetworkPolicy'),
    of('v1', 'ServiceAccount'),
    of('rbac.authorization.k8s.io/v1', 'Role'),
    of('rbac.authorization.k8s.io/v1', 'RoleBinding'),
    of('v1', 'Secret'),
    of('v1', 'PersistentVolumeClaim'),
    of('v1', 'Service'),
    of('example.com/v1', 'Widget'),
    of('v1', 'Pod'),
    of('apps/v1', 'Deployment'),
    of('policy/v1', 'PodDisruptionBudget'),
    of('autoscaling/v2', 'HorizontalPodAutoscaler'),
    of('networking.k8s.io/v1', 'Ingress'),
    of('apiregistration.k8s.io/v1', 'APIService'),
    of('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration'),
    of('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding'),
  ];
  const ranks = order.map((object) => applyRank(object));
  expect(ranks).toEqual([...new Set(ranks)].sort((a, b) => a - b));
});
