import { applyRank } from '../../../lib/core/manifest/apply-order';
import { formatRef, identityKey, refOf } from '../../../lib/core/manifest/identity';
import { flattenList, listContent } from '../../../lib/core/manifest/lists';
import type { PlainObject } from '../../../lib/core/manifest/plain';
import { builtinKinds } from '../../../lib/core/manifest/registry';

function object(apiVersion: string, kind: string, name = 'web', namespace?: string): PlainObject {
  return { apiVersion, kind, metadata: { name, namespace } };
}

function generated(apiVersion: string, kind: string, metadata: PlainObject): PlainObject {
  return { apiVersion, kind, metadata: { namespace: 'shop', ...metadata } };
}

test.each<[PlainObject, string, string]>([
  [object('apps/v1', 'Deployment', 'web', 'shop'), 'Deployment shop/web', 'apps/Deployment/shop/web'],
  [object('apps/v1', 'Deployment', 'web'), 'Deployment web', 'apps/Deployment/default/web'],
  [
    object('apps/v1', 'Deployment', 'web', 'default'),
    'Deployment default/web',
    'apps/Deployment/default/web',
  ],
  [object('apps/v1', 'Deployment', 'web', ''), 'Deployment web', 'apps/Deployment/default/web'],
  [object('apps/v1beta2', 'Deployment', 'web', 'shop'), 'Deployment shop/web', 'apps/Deployment/shop/web'],
  [object('v1', 'Namespace', 'shop', 'other'), 'Namespace shop', '/Namespace/default/shop'],
  [object('example.com/v1', 'Widget', 'w', 'shop'), 'Widget shop/w', 'example.com/Widget/shop/w'],
  [generated('batch/v1', 'Job', { generateName: 'mig-' }), 'Job shop/mig-*', 'batch/Job/shop/mig-*'],
  [
    generated('batch/v1', 'Job', { generateName: 'mig-', name: '' }),
    'Job shop/mig-*',
    'batch/Job/shop/mig-*',
  ],
  [generated('batch/v1', 'Job', { generateName: 'mig-', name: 'a' }), 'Job shop/a', 'batch/Job/shop/a'],
  [generated('batch/v1', 'Job', { generateName: '' }), 'Job shop/(no name)', 'batch/Job/shop/'],
  [generated('batch/v1', 'Job', { generateName: 7 }), 'Job shop/(no name)', 'batch/Job/shop/'],
  [{}, ' (no name)', '//default/'],
  [{ apiVersion: 1, kind: null, metadata: [] }, ' (no name)', '//default/'],
])('%j is %s', (manifest, text, key) => {
  const ref = refOf(manifest);
  expect([formatRef(ref), identityKey(ref)]).toEqual([text, key]);
});

test.each([
  ['extensions/v1beta1', 'apps/v1', 'Deployment'],
  ['extensions/v1beta1', 'apps/v1', 'DaemonSet'],
  ['extensions/v1beta1', 'apps/v1', 'ReplicaSet'],
  ['extensions/v1beta1', 'networking.k8s.io/v1', 'Ingress'],
  ['extensions/v1beta1', 'networking.k8s.io/v1', 'NetworkPolicy'],
  ['extensions/v1beta1', 'policy/v1beta1', 'PodSecurityPolicy'],
  ['events.k8s.io/v1', 'v1', 'Event'],
  ['autoscaling/v1', 'autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['batch/v1beta1', 'batch/v1', 'CronJob'],
])('%s and %s %s are one object', (old, now, kind) => {
  const key = (apiVersion: string): string => identityKey(refOf(object(apiVersion, kind, 'web', 'shop')));
  expect(key(old)).toBe(key(now));
});

test.each([
  ['serving.knative.dev/v1', 'v1', 'Service'],
  ['networking.istio.io/v1', 'gateway.networking.k8s.io/v1', 'Gateway'],
  ['crd.projectcalico.org/v1', 'networking.k8s.io/v1', 'NetworkPolicy'],
])('%s and %s %s are two', (one, other, kind) => {
  const key = (apiVersion: string): string => identityKey(refOf(object(apiVersion, kind, 'web', 'shop')));
  expect(key(one)).not.toBe(key(other));
});

test('the scope of custom resources comes from the registry', () => {
  const issuer = object('cert-manager.io/v1', 'ClusterIssuer', 'ca', 'shop');
  const info = {
    group: 'cert-manager.io',
    version: 'v1',
    kind: 'ClusterIssuer',
    plural: 'clusterissuers',
    namespaced: false,
  };
  expect(refOf(issuer).namespace).toBe('shop');
  expect('namespace' in refOf(issuer, builtinKinds.withKinds([info]))).toBe(false);
});

describe('lists', () => {
  const pod = object('v1', 'Pod');
  const typed = { metadata: { name: 'a' } };

  test.each<[string, PlainObject, PlainObject[]]>([
    ['an object is itself', pod, [pod]],
    [
      'a List of any kind',
      { apiVersion: 'v1', kind: 'List', items: [pod, object('v1', 'Service')] },
      [pod, object('v1', 'Service')],
    ],
    [
      'a list in a list',
      { apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'List', items: [pod] }, pod] },
      [pod, pod],
    ],
    [
      'a typed list names its items',
      { apiVersion: 'apps/v1', kind: 'DeploymentList', items: [typed] },
      [{ apiVersion: 'apps/v1', kind: 'Deployment', ...typed }],
    ],
    [
      'an item that has a version gets no kind, as in kubectl',
      { apiVersion: 'apps/v1', kind: 'DeploymentList', items: [{ apiVersion: 'apps/v2' }] },
      [{ apiVersion: 'apps/v2' }],
    ],
    [
      'an object of another kind with items, which kubectl applies instead of it',
      { apiVersion: 'example.com/v1', kind: 'Widget', items: [pod, typed] },
      [
        { apiVersion: 'example.com/v1', kind: 'Widget', items: [pod, typed] },
        pod,
        { apiVersion: 'example.com/v1', kind: 'Widget', ...typed },
      ],
    ],
    ['an object of another kind without items', { ...pod, items: null }, [{ ...pod, items: null }]],
    ['a list of unknown kind with no items', { apiVersion: 'v', kind: 'WidgetList', items: null }, []],
    ['an object of another kind with no item', { ...pod, items: [] }, [{ ...pod, items: [] }]],
    [
      'a list of custom resources',
      { apiVersion: 'example.com/v1', kind: 'WidgetList', items: [typed] },
      [{ apiVersion: 'example.com/v1', kind: 'Widget', ...typed }],
    ],
    ['an item of no kind in a List of any', { apiVersion: 'v1', kind: 'List', items: [typed] }, [typed]],
    [
      'an item that has a kind keeps it',
      { apiVersion: 'apps/v1', kind: 'DeploymentList', items: [pod] },
      [pod],
    ],
    [
      'a list of custom resources',
      { apiVersion: 'example.com/v1', kind: 'WidgetList', items: [typed] },
      [{ apiVersion: 'example.com/v1', kind: 'Widget', ...typed }],
    ],
    [
      'a custom kind that only ends with List',
      { apiVersion: 'example.com/v1', kind: 'AllowList' },
      [{ apiVersion: 'example.com/v1', kind: 'AllowList' }],
    ],
    ['no items', { apiVersion: 'v1', kind: 'List' }, []],
    ['items that are no objects', { apiVersion: 'v1', kind: 'List', items: [null, 'a', pod] }, [pod]],
  ])('%s', (_, manifest, expected) => {
    expect(flattenList(manifest)).toEqual(expected);
  });

  test('the content of a list', () => {
    expect(listContent(pod)).toBeUndefined();
    expect(listContent({ apiVersion: 'v1', kind: 'PodList', items: [typed] })).toEqual({
      items: [typed],
      kind: 'Pod',
      apiVersion: 'v1',
    });
  });
});

test('objects are applied in an order in which each finds what it needs', () => {
  const order = [
    object('apiextensions.k8s.io/v1', 'CustomResourceDefinition'),
    object('scheduling.k8s.io/v1', 'PriorityClass'),
    object('rbac.authorization.k8s.io/v1', 'ClusterRole'),
    object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding'),
    object('v1', 'Namespace'),
    object('v1', 'ResourceQuota'),
    object('v1', 'LimitRange'),
    object('networking.k8s.io/v1', 'NetworkPolicy'),
    object('v1', 'ServiceAccount'),
    object('rbac.authorization.k8s.io/v1', 'Role'),
    object('rbac.authorization.k8s.io/v1', 'RoleBinding'),
    object('v1', 'ConfigMap'),
    object('v1', 'PersistentVolumeClaim'),
    object('v1', 'Service'),
    object('serving.knative.dev/v1', 'Service'),
    object('v1', 'Pod'),
    object('apps/v1', 'Deployment'),
    object('policy/v1', 'PodDisruptionBudget'),
    object('autoscaling/v2', 'HorizontalPodAutoscaler'),
    object('networking.k8s.io/v1', 'Ingress'),
    object('apiregistration.k8s.io/v1', 'APIService'),
    object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration'),
    object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding'),
  ];
  const ranks = order.map((manifest) => applyRank(manifest));
  expect(ranks).toEqual([...new Set(ranks)].sort((a, b) => a - b));
  const rank = (apiVersion: string, kind: string): number => applyRank(object(apiVersion, kind));
  expect(rank('v1', 'Secret')).toBe(rank('v1', 'ConfigMap'));
  expect(rank('storage.k8s.io/v1', 'StorageClass')).toBe(rank('scheduling.k8s.io/v1', 'PriorityClass'));
  expect(rank('cilium.io/v2', 'CiliumNetworkPolicy')).toBe(rank('networking.k8s.io/v1', 'NetworkPolicy'));
});

test.each([
  ['v1', 'Node'],
  ['v1', 'PersistentVolume'],
  ['storage.k8s.io/v1', 'CSIDriver'],
  ['node.k8s.io/v1', 'RuntimeClass'],
  ['networking.k8s.io/v1', 'IngressClass'],
  ['flowcontrol.apiserver.k8s.io/v1', 'FlowSchema'],
])('%s %s, which belongs to the cluster, comes before the first Namespace', (apiVersion, kind) => {
  expect(applyRank(object(apiVersion, kind))).toBeLessThan(applyRank(object('v1', 'Namespace')));
});
