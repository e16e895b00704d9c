import {
  clusters,
  external,
  HardenedApp,
  IsolatedNamespace,
  restricted,
  SecureDeployment,
  watch,
} from 'bulwark/cdk8s';
import { ApiObject } from 'cdk8s';
import { controls } from '../../lib/core/controls';
import type { Control } from '../../lib/core/controls/control';
import { messageOf } from '../../lib/core/engine/message';
import { codePart } from '../core/controls/fix-text';
import { IMAGE, judgementOf, TODAY } from './support';

/** Which controls a prop decides: each of them says so, with the prop. */
const PROPS: Readonly<Record<string, readonly string[]>> = {
  user: [
    'no-root-user-id',
    'run-as-high-uid',
    'run-as-high-gid',
    'no-root-group',
    'unique-uid-per-workload',
    'restrict-uid-gid-ranges',
  ],
  resources: [
    'cpu-requests',
    'cpu-limits',
    'cpu-requests-equal-limits',
    'memory-requests',
    'memory-limits',
    'memory-requests-equal-limits',
    'memory-in-whole-bytes',
    'ephemeral-storage-requests-and-limits',
  ],
  scratch: [
    'read-only-root-filesystem',
    'emptydir-size-limit',
    'no-host-path-volumes',
    'restricted-volume-types',
  ],
  probe: [
    'readiness-probe',
    'liveness-probe',
    'probe-port-declared',
    'restrict-exec-probe-commands',
    'no-host-field-in-probes',
  ],
  liveness: ['liveness-probe', 'probes-not-identical'],
  port: [
    'no-privileged-container-ports',
    'no-host-ports',
    'valid-port-names',
    'service-selects-pods',
    'no-added-capabilities',
  ],
  ports: ['unique-service-selector'],
  replicas: ['pod-disruption-budget', 'pdb-allows-disruption', 'no-surge-with-exclusive-claim'],
  autoscaled: ['no-replicas-with-autoscaler'],
  strategy: ['rolling-update-strategy', 'no-surge-with-exclusive-claim'],
  image: ['image-pinned-to-digest'],
  env: ['no-credentials-in-env'],
  grants: [
    'no-service-account-token-automount',
    'service-account-automount-disabled',
    'no-cluster-admin-binding',
    'prefer-namespaced-bindings',
  ],
  podAnnotations: ['pod-lifetime-limit', 'allowed-metadata-values'],
  priorityClass: ['priority-class-set'],
  seLinux: ['set-selinux-options'],
  userNamespaces: ['user-namespaces'],
  ndots: ['dns-config-ndots'],
  spread: ['topology-spread', 'pod-anti-affinity'],
  quota: ['resource-quota', 'object-count-quota', 'workloads-fit-quota'],
  limits: ['limit-range'],
  podSecurity: ['pod-security-baseline-enforced', 'pod-security-restricted-enforced'],
  owner: ['business-labels'],
  email: ['contact-annotation'],
  talksTo: ['network-policy-routes-are-whole', 'no-open-egress', 'network-policy-uses-selectors'],
  receivesFrom: ['route-backend-admits-gateway', 'network-policy-for-every-pod'],
};

/** A cluster that says where its API server is, for the code that grants rights, and its gateway, for the code that exposes. */
const CLUSTER = clusters.kubeadm({
  gatewayApi: { class: 'envoy' },
  gateway: { namespace: 'envoy-gateway-system', labels: { 'app.kubernetes.io/name': 'envoy' } },
  apiServer: {
    service: { cidr: '10.96.0.1/32', port: 443 },
    endpoints: [{ cidr: '192.0.2.10/32', port: 6443 }],
  },
});

const pairs = Object.entries(PROPS).flatMap(([prop, ids]) => ids.map((id) => [id, prop] as const));

test.each(pairs)('%s says how the prop %s fixes it', (id, prop) => {
  const control = controls.find((one) => one.id === id);
  expect(control?.code).toMatch(new RegExp(`\\b${prop}\\b`));
  expect(control?.fix).not.toBe(control?.code);
});

const withProps = controls.filter(({ code }) => code !== undefined && codePart(code) !== undefined);

test.each(withProps.map((control) => [control.id, control] as const))(
  'the code of %s is taken by the construct, and fixes it',
  (id, control) => {
    const props = propsOf(control);
    const where = control.code ?? '';
    const app = new HardenedApp({
      today: TODAY,
      cluster: CLUSTER,
      ...(where.includes('props of the app') ? props : {}),
    });
    const shop = new IsolatedNamespace(app, 'shop', where.includes('IsolatedNamespace') ? props : {});
    const isOfWorkload = !/props of the app|IsolatedNamespace/.test(where);
    new SecureDeployment(shop, 'web', {
      image: IMAGE,
      ...('ports' in props ? {} : { port: 8080 }),
      probe: { http: '/healthz' },
      ...(isOfWorkload ? props : {}),
    });
    expect(judgementOf(app).findings.filter(({ control: found }) => found === id)).toEqual([]);
  },
);

/** The props that the code gives, with what stands open filled in. */
function propsOf({ code = '' }: Control): object {
  const text = (codePart(code) ?? '')
    .replaceAll('sha256:…', `sha256:${'a'.repeat(64)}`)
    .replaceAll('/…', '/app:v1');
  const make = Function('watch', 'external', 'restricted', `return { ${text} }`);
  const props: unknown = make(watch, external, restricted);
  if (typeof props !== 'object' || props === null) throw new Error(code);
  return props;
}

test('what a construct made is told in code, a raw object in YAML', () => {
  const app = new HardenedApp({ today: TODAY });
  const shop = new IsolatedNamespace(app, 'shop');
  new SecureDeployment(shop, 'web', { image: IMAGE, port: 8080 });
  new ApiObject(shop, 'raw', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'raw' },
    spec: { containers: [{ name: 'app', image: IMAGE }] },
  });
  const strings = judgementOf(app)
    .findings.filter(({ control }) => control === 'readiness-probe')
    .map(messageOf);
  expect(strings).toEqual([
    expect.stringMatching(/ at shop\/web.* Fix: probe: \{ http: '\/readyz' \}\. Or waive: waive\(…, \{/),
    expect.stringMatching(/ at shop\/raw.* Fix: readinessProbe: \{ httpGet: .*\}\. Or waive: waive\(…, \{/),
  ]);
});
