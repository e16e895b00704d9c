import { clusters, HardenedApp, IsolatedNamespace, type IsolatedNamespaceProps } from 'bulwark/cdk8s';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { isInRegistry } from '../../lib/core/tenancy/allowed';

/** The objects of the namespace `shop` with these props, by kind and name. */
function made(props: IsolatedNamespaceProps, cluster = clusters.kind()): Map<string, PlainObject> {
  const app = new HardenedApp({ cluster });
  new IsolatedNamespace(app, 'shop', props);
  const objects = app.synthesize().files.flatMap((file) => file.objects);
  return new Map(objects.map((one) => [`${String(one.kind)} ${String(Object(one.metadata).name)}`, one]));
}

function expressions(props: IsolatedNamespaceProps, policy: string): string[] {
  const found = made(props).get(`ValidatingAdmissionPolicy ${policy}.shop.bulwark.dev`);
  const validations: { expression: string }[] = Object(found?.spec).validations ?? [];
  return validations.map(({ expression }) => expression);
}

test('a namespace that says nothing of it has no policy, annotation or further quota', () => {
  const objects = made({});
  expect([...objects.keys()].filter((key) => /Admission|other-priority/.test(key))).toEqual([]);
  expect(Object(objects.get('Namespace shop')?.metadata).annotations).toBeUndefined();
});

test('the Namespace says whose it is and what it allows', () => {
  const { metadata } =
    made({
      owner: 'team-shop',
      contact: 'shop@example.com',
      allowed: { registries: ['registry.example.com/shop/', 'mirror.example.com'], runtimeClasses: [] },
    }).get('Namespace shop') ?? {};
  expect(Object(metadata).annotations).toEqual({
    'bulwark.dev/owner': 'team-shop',
    'bulwark.dev/contact': 'shop@example.com',
    'bulwark.dev/allowed-registries': 'registry.example.com/shop, mirror.example.com',
    'bulwark.dev/allowed-runtime-classes': '',
  });
});

test('there is one policy and one binding for each resource that is limited', () => {
  const names = [...made({ allowed: { serviceTypes: ['ClusterIP'], storageClasses: ['fast'] } }).keys()];
  expect(names.filter((name) => name.includes('bulwark.dev')).sort()).toEqual([
    'ValidatingAdmissionPolicy persistentvolumeclaims.shop.bulwark.dev',
    'ValidatingAdmissionPolicy services.shop.bulwark.dev',
    'ValidatingAdmissionPolicyBinding persistentvolumeclaims.shop.bulwark.dev',
    'ValidatingAdmissionPolicyBinding services.shop.bulwark.dev',
  ]);
});

test('a policy holds in its namespace, and asks about debug containers, too', () => {
  const policy = made({ allowed: { registries: ['registry.example.com'] } }).get(
    'ValidatingAdmissionPolicy pods.shop.bulwark.dev',
  );
  expect(policy?.spec).toMatchObject({
    failurePolicy: 'Fail',
    matchConstraints: {
      namespaceSelector: {
        matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['shop'] }],
      },
      resourceRules: [{ resources: ['pods', 'pods/ephemeralcontainers'], operations: ['CREATE', 'UPDATE'] }],
    },
    validations: [{ expression: 'variables.images.all(image, (image.startsWith("registry.example.com/")))' }],
  });
  const [{ expression }] = Object(policy?.spec).variables;
  for (const place of ['containers', 'initContainers', 'ephemeralContainers', 'volumes'])
    expect(expression).toContain(`object.spec.?${place}.orValue([])`);
});

describe('expressions of CEL', () => {
  test.each<[IsolatedNamespaceProps['allowed'], string, string[]]>([
    [
      { runtimeClasses: [], priorityClasses: ['standard'] },
      'pods',
      [
        'object.spec.?runtimeClassName.orValue("") == ""',
        'object.spec.?priorityClassName.orValue("") in ["standard"]',
      ],
    ],
    [{ runtimeClasses: ['gvisor'] }, 'pods', ['object.spec.?runtimeClassName.orValue("") in ["gvisor"]']],
    [
      { storageClasses: ['fast'] },
      'persistentvolumeclaims',
      [
        'object.spec.?storageClassName.orValue("") in ["fast"] && !("volume.beta.kubernetes.io/storage-class" in object.metadata.?annotations.orValue({}))',
      ],
    ],
    [
      { serviceTypes: ['ClusterIP', 'LoadBalancer'], externalIps: ['192.0.2.0/28', '2001:db8::/64'] },
      'services',
      [
        'object.spec.?type.orValue("ClusterIP") in ["ClusterIP", "LoadBalancer"]',
        'object.spec.?externalIPs.orValue([]).all(address, (cidr("192.0.2.0/28").containsIP(address) || cidr("2001:db8::/64").containsIP(address)))',
      ],
    ],
    [{ externalIps: [] }, 'services', ['object.spec.?externalIPs.orValue([]).all(address, false)']],
    [{ gatewayClasses: ['envoy'] }, 'gateways', ['object.spec.?gatewayClassName.orValue("") in ["envoy"]']],
    [
      { ingressClasses: [] },
      'ingresses',
      [
        'object.spec.?ingressClassName.orValue("") in [] && !("kubernetes.io/ingress.class" in object.metadata.?annotations.orValue({}))',
      ],
    ],
  ])('%j', (allowed, policy, wanted) => {
    expect(expressions(allowed === undefined ? {} : { allowed }, policy)).toEqual(wanted);
  });
});

describe('quotas', () => {
  test('count nothing of the StorageClasses of the cluster that are not allowed, and further objects', () => {
    const cluster = clusters.kind({
      storage: {
        classes: [
          { name: 'fast', modes: ['ReadWriteOnce'] },
          { name: 'slow', modes: ['ReadWriteOnce'] },
        ],
      },
    });
    const quota = made(
      { allowed: { storageClasses: ['fast'] }, objectCounts: { 'jobs.batch': 20 } },
      cluster,
    ).get('ResourceQuota quota');
    expect(Object(quota?.spec).hard).toMatchObject({
      'count/jobs.batch': '20',
      'slow.storageclass.storage.k8s.io/persistentvolumeclaims': '0',
      'slow.storageclass.storage.k8s.io/requests.storage': '0',
    });
    expect(Object.keys(Object(quota?.spec).hard).filter((key) => key.startsWith('fast.'))).toEqual([]);
  });

  test.each<[string[], PlainObject]>([
    [['standard'], { operator: 'NotIn', scopeName: 'PriorityClass', values: ['standard'] }],
    [[], { operator: 'Exists', scopeName: 'PriorityClass' }],
  ])('let no pod in of other PriorityClasses than %j', (priorityClasses, scope) => {
    const quota = made({ allowed: { priorityClasses } }).get('ResourceQuota other-priority-classes');
    expect(quota?.spec).toEqual({ hard: { pods: '0' }, scopeSelector: { matchExpressions: [scope] } });
  });
});

describe('an image is in a registry by its text', () => {
  test.each([
    ['registry.example.com/shop:v1', 'registry.example.com/shop', true],
    ['registry.example.com/shop@sha256:00', 'registry.example.com/shop', true],
    ['registry.example.com/shop/web:v1', 'registry.example.com/shop/', true],
    ['registry.example.com/shop', 'registry.example.com/shop', true],
    ['registry.example.com/shop-evil/web:v1', 'registry.example.com/shop', false],
    ['registry.example.com.evil/web:v1', 'registry.example.com', false],
    ['registry.example.com:8443/web:v1', 'registry.example.com', false],
    ['nginx', 'docker.io/library', false],
    ['docker.io/library/nginx', 'docker.io/library', true],
    ['', 'registry.example.com', false],
  ])('%s in %s: %s', (image, registry, is) => {
    expect(isInRegistry(image, registry)).toBe(is);
  });
});
