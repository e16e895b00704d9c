import { clusters } from '../../../../lib/core/cluster/presets';
import type { ClusterProfile } from '../../../../lib/core/cluster/profile';
import { ServiceAdmission } from '../../../../lib/core/controls/network/shared/service-admission';
import { knownKinds } from '../../../../lib/core/kinds/known';
import { ManifestSet } from '../../../../lib/core/manifest/manifest-set';
import type { PlainObject } from '../../../../lib/core/manifest/plain';

const cilium = clusters.kubeadm({ cni: 'cilium', networkPolicies: 'cilium' });
const metadata = { name: 'web', namespace: 'shop' };
const BASE: PlainObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata, labels: { app: 'web' } },
    spec: { containers: [{ name: 'web', image: 'web', ports: [{ containerPort: 8080 }] }] },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { ...metadata, name: 'deny' },
    spec: { podSelector: {}, policyTypes: ['Ingress'] },
  },
];
const policy = (spec: object, namespace = 'shop'): PlainObject => ({
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNetworkPolicy',
  metadata: { name: 'web', namespace },
  spec: { endpointSelector: { matchLabels: { 'k8s:app': 'web' } }, ...spec },
});
const to = (port: string, protocol = 'TCP', more: object = {}): object => ({
  toPorts: [{ ports: [{ port, protocol, ...more }] }],
});
const GATEWAY = {
  fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'gateways', 'k8s:app': 'envoy' } }],
};
const API = { fromEntities: ['kube-apiserver'] };
const door = (...ingress: object[]): PlainObject[] => [policy({ ingress })];

/** Whether nobody who may be the gateway, or the API server, gets in at the pod. */
function shut(policies: readonly PlainObject[], cluster: ClusterProfile = cilium): [boolean, boolean] {
  const set = new ManifestSet(
    [...BASE, ...policies].map((manifest) => ({ manifest })),
    knownKinds,
  );
  const admission = new ServiceAdmission(set, cluster);
  const service = admission.find('shop', 'web');
  if (service === undefined) throw new Error('no Service');
  return [
    admission.shut(service, 80, 'gateway').length > 0,
    admission.shut(service, 80, 'api-server').length > 0,
  ];
}

test.each<[string, PlainObject[], gateway: boolean, api: boolean]>([
  ['no policy of Cilium', [], true, true],
  ['pods of another namespace', door({ ...GATEWAY, ...to('8080') }), false, true],
  ['all ports', door(GATEWAY), false, true],
  ['any protocol', door({ ...GATEWAY, ...to('8080', 'ANY') }), false, true],
  ['a range of ports', door({ ...GATEWAY, ...to('8000', 'TCP', { endPort: 8100 }) }), false, true],
  ['the gateway of Cilium', door({ fromEntities: ['ingress'], ...to('8080') }), false, true],
  ['the API server', door({ ...API, ...to('8080') }), true, false],
  ['addresses', door({ fromCIDR: ['192.0.2.0/24'], ...to('8080') }), false, false],
  ['a second rule', door({}, { ...GATEWAY, ...to('8080') }), false, true],
  ['a rule of nobody', door({}), true, true],
  ['another port', door({ ...GATEWAY, ...to('9090') }, { ...API, ...to('80') }), true, true],
  ['another protocol', door({ ...GATEWAY, ...to('8080', 'UDP') }), true, true],
  ['an odd port', door({ ...GATEWAY, ...to('http') }), true, true],
  ['pods of its namespace', door({ fromEndpoints: [{ matchLabels: { 'k8s:app': 'envoy' } }] }), true, true],
  [
    'everyone whom a selector of expressions means',
    door({ fromEndpoints: [{ matchExpressions: [] }] }),
    true,
    true,
  ],
  ['the health checks of Cilium', door({ fromEntities: ['health'] }), true, true],
  ['a policy elsewhere', [policy({ ingress: [GATEWAY, API] }, 'data')], true, true],
  [
    'a policy for other pods',
    [policy({ endpointSelector: { matchLabels: { 'k8s:app': 'api' } }, ingress: [GATEWAY, API] })],
    true,
    true,
  ],
  ['one that denies', [...door(GATEWAY, API), policy({ ingressDeny: [{}] })], true, true],
  ['nothing that can be read', door(Object('text'), { fromEndpoints: 3, toPorts: {} }), true, true],
])('%s', (_, policies, gateway, api) => {
  expect(shut(policies)).toEqual([gateway, api]);
  expect(shut(policies, clusters.kubeadm())).toEqual([true, true]);
});
