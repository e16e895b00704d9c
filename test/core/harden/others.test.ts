import { clusters } from '../../../lib/core/cluster/presets';
import { ingressHttpsOnly } from '../../../lib/core/controls/ingress/ingress-https-only';
import type { PlainObject } from '../../../lib/core/manifest/plain';
import { problemsIn } from '../controls/cases';
import { at, contextOf, deployment, hardenFirst, object, podSpecOf, said } from './support';

describe('plain HTTP of an Ingress', () => {
  const KEY = 'kubernetes.io/ingress.allow-http';
  const ingress = (spec: PlainObject, annotations: PlainObject = {}): PlainObject => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', namespace: 'shop', annotations },
    spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } }, ...spec },
  });
  const annotation = (manifest: PlainObject): unknown => {
    const found = at(manifest, 'metadata.annotations');
    return typeof found === 'object' && found !== null ? Reflect.get(found, KEY) : undefined;
  };

  test.each<[string, PlainObject]>([
    ['no tls', ingress({})],
    ['an empty list', ingress({ tls: [] })],
    ['no certificate', ingress({ tls: [{ hosts: ['a.example.com'] }] })],
    ['an issuer alone', ingress({}, { 'cert-manager.io/cluster-issuer': 'acme' })],
  ])('stays where there is %s, and the fix says what comes first', (_name, manifest) => {
    const hardened = hardenFirst([manifest]);
    expect(annotation(hardened.manifest)).toBeUndefined();
    expect(hardened.decisions).toEqual([expect.objectContaining({ action: 'did not write' })]);
    expect(problemsIn(ingressHttpsOnly, [manifest])[0]?.problem.fix).toMatch(/^spec: \{ tls: /);
  });

  test.each<[string, PlainObject]>([
    ['a certificate', ingress({ tls: [{ secretName: 'web-tls' }] })],
    ['one of Google', ingress({}, { 'networking.gke.io/managed-certificates': 'web' })],
    ['one that is shared', ingress({}, { 'ingress.gcp.kubernetes.io/pre-shared-cert': 'web' })],
    ['one of Amazon', ingress({}, { 'alb.ingress.kubernetes.io/certificate-arn': 'arn:aws:acm:x' })],
  ])('is closed where there is %s, and it is said who may be stopped', (_name, manifest) => {
    const hardened = hardenFirst([manifest]);
    expect(annotation(hardened.manifest)).toBe('false');
    expect(hardened.decisions).toEqual([expect.objectContaining({ action: 'wrote' })]);
  });
});

describe('names', () => {
  test.each<[string, PlainObject]>([
    ['a name that ends in .svc', { env: [{ name: 'DB', value: 'postgres://db.shop.svc:5432/shop' }] }],
    ['such a name as an argument', { args: ['--db=db.shop.svc'] }],
    ['an image with musl', { image: 'redis:8-alpine' }],
  ])('the search list stays for %s', (_name, container) => {
    const hardened = hardenFirst([deployment({}, container)]);
    expect(podSpecOf(hardened)).not.toHaveProperty('dnsConfig');
    expect(said(hardened, 'dnsConfig.options')).toEqual([expect.stringMatching(/^did not write: .*musl/)]);
  });

  test('a name in full changes nothing; what musl may not find is said', () => {
    const hardened = hardenFirst([deployment({}, { args: ['db.shop.svc.cluster.local', 'web.shop'] })]);
    expect(podSpecOf(hardened)).toHaveProperty('dnsConfig');
    expect(said(hardened, 'dnsConfig.options')).toEqual([expect.stringMatching(/^wrote: .*musl/)]);
  });

  test.each<[string, PlainObject, boolean]>([
    ['in an argument', { args: ['--redis=$(REDIS_SERVICE_HOST):6379'] }, false],
    ['in a script', { command: ['sh', '-c', 'nc $DB_PORT_5432_TCP_ADDR 5432'] }, false],
    ['of its own', { env: [{ name: 'A_SERVICE_HOST', value: 'a' }], args: ['$(A_SERVICE_HOST)'] }, true],
    ['of the API server', { args: ['$(KUBERNETES_SERVICE_HOST)'] }, true],
  ])('variables of Services stay where one is read: %s', (_name, container, written) => {
    const hardened = hardenFirst([deployment({}, container)]);
    expect(podSpecOf(hardened).enableServiceLinks).toBe(written ? false : undefined);
    expect(said(hardened, 'enableServiceLinks')).toHaveLength(1);
  });
});

describe('the node', () => {
  test('SELinux is not written for clusters of which nobody says that they have it', () => {
    expect(podSpecOf(hardenFirst([deployment()])).securityContext).not.toHaveProperty('seLinuxOptions');
    const hardened = hardenFirst([deployment()], clusters.kubeadm());
    expect(said(hardened, 'seLinuxOptions.type')).toHaveLength(1);
  });

  test.each<[string, PlainObject, PlainObject]>([
    ['claims', { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'd' } }] }, {}],
    ['privileged containers', {}, { securityContext: { privileged: true } }],
    ['containers with rights', {}, { securityContext: { capabilities: { add: ['SYS_PTRACE'] } } }],
  ])('its users stay for pods with %s', (_name, spec, container) => {
    const hardened = hardenFirst([deployment(spec, container)], clusters.kubeadm({ userNamespaces: true }));
    expect(podSpecOf(hardened)).not.toHaveProperty('hostUsers');
    expect(said(hardened, 'hostUsers')).toEqual([expect.stringMatching(/^did not write/)]);
  });

  test('images of the node are not asked for at a registry', () => {
    const hardened = hardenFirst([deployment({}, { image: 'localhost/app:1' })]);
    expect(said(hardened, 'imagePullPolicy')).toEqual([expect.stringMatching(/^did not write/)]);
  });
});

test.each<[string, PlainObject, string]>([
  ['installs packages', { command: ['sh', '-c', 'pip install x && run'] }, 'readOnlyRootFilesystem'],
  ['calls sudo', { command: ['sudo', 'run'] }, 'allowPrivilegeEscalation'],
])('a container that %s keeps what it needs', (_name, container, field) => {
  const hardened = hardenFirst([deployment({}, container)]);
  expect(contextOf(hardened)).not.toHaveProperty(field);
  expect(said(hardened, field)).toEqual([expect.stringMatching(/^did not write/)]);
});

test('a PriorityClass of the set stops nothing; one that may be missing is said', () => {
  const cluster = clusters.kubeadm();
  const own = {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: 'standard' },
    value: 1,
  };
  expect(said(hardenFirst([deployment(), own], cluster), 'priorityClassName')).toEqual([]);
  expect(said(hardenFirst([deployment()], cluster), 'priorityClassName')).toHaveLength(1);
});

test('a drain may evict members of a quorum, which is said', () => {
  const budget = object('policy/v1', 'PodDisruptionBudget', 'app', { spec: { maxUnavailable: 1 } });
  expect(said(hardenFirst([budget]), 'unhealthyPodEvictionPolicy')).toHaveLength(1);
});
