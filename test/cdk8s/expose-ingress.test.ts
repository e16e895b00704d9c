import { clusters, HardenedApp, IsolatedNamespace, SecureDeployment } from 'bulwark/cdk8s';
import type { ExposeProps } from '../../lib/blueprints/workload/expose/props';
import { INGRESS_CONTROLLERS } from '../../lib/core/cluster/ingress';
import { parseCluster } from '../../lib/core/cluster/parse';
import type { ClusterProfile } from '../../lib/core/cluster/profile';
import { objectAt, type PlainObject } from '../../lib/core/manifest/plain';
import { found, objectsOf, TODAY, WEB } from './support';

const PODS = { namespace: 'traefik', labels: { 'app.kubernetes.io/name': 'traefik' } };
const TRAEFIK = { class: 'public', controller: 'traefik.io/ingress-controller', pods: PODS };
const CLUSTER = clusters.kubeadm({ ingress: TRAEFIK });
const HOST = { type: 'Ingress', host: 'shop.example.com', certificate: { issuer: 'letsencrypt' } } as const;

const clusterOf = (controller: string): ClusterProfile =>
  clusters.kubeadm(
    controller.startsWith('cilium')
      ? {
          cni: 'cilium',
          networkPolicies: 'cilium',
          gateway: 'cilium-ingress',
          ingress: { class: 'cilium', controller },
        }
      : { gateway: PODS, ingress: { class: 'public', controller } },
  );

function appWith(expose: ExposeProps | readonly ExposeProps[], cluster: ClusterProfile): HardenedApp {
  const app = new HardenedApp({ today: TODAY, cluster });
  new SecureDeployment(new IsolatedNamespace(app, 'shop'), 'web', { ...WEB, expose });
  return app;
}

function one(objects: readonly PlainObject[], kind: string, name = 'web'): PlainObject | undefined {
  return objects.find((object) => object.kind === kind && objectAt(object, 'metadata')?.name === name);
}

test('an Ingress of the class of the cluster, with a certificate, HTTPS only, and a route from its pods alone', () => {
  const app = appWith({ ...HOST, paths: ['/', { exact: '/health' }] }, CLUSTER);
  const objects = objectsOf(app);
  expect(one(objects, 'Ingress')).toMatchObject({
    apiVersion: 'networking.k8s.io/v1',
    metadata: {
      annotations: {
        'kubernetes.io/ingress.allow-http': 'false',
        'traefik.ingress.kubernetes.io/router.entrypoints': 'websecure',
        'traefik.ingress.kubernetes.io/router.tls': 'true',
      },
    },
    spec: {
      ingressClassName: 'public',
      rules: [
        {
          host: 'shop.example.com',
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: { service: { name: 'web', port: { number: 8080 } } },
              },
              {
                path: '/health',
                pathType: 'Exact',
                backend: { service: { name: 'web', port: { number: 8080 } } },
              },
            ],
          },
        },
      ],
      tls: [{ hosts: ['shop.example.com'], secretName: 'web-tls' }],
    },
  });
  expect(objectAt(one(objects, 'Certificate'), 'spec')).toMatchObject({
    dnsNames: ['shop.example.com'],
    secretName: 'web-tls',
  });
  expect(objectAt(one(objects, 'NetworkPolicy'), 'spec')?.ingress).toEqual([
    {
      from: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'traefik' } },
          podSelector: { matchLabels: PODS.labels },
        },
      ],
      ports: [{ port: 8080, protocol: 'TCP' }],
    },
  ]);
  expect(objects.map(({ kind }) => kind)).not.toContain('Gateway');
  expect(found(app)).toEqual([]);
});

test('without pods of its own requests come from the gateway of the profile', () => {
  const objects = objectsOf(
    appWith(HOST, clusters.kubeadm({ gateway: PODS, ingress: { ...TRAEFIK, pods: undefined } })),
  );
  expect(JSON.stringify(objectAt(one(objects, 'NetworkPolicy'), 'spec')?.ingress)).toContain('"traefik"');
});

test.each(Object.entries(INGRESS_CONTROLLERS))(
  '%s: what it has no field for is in its own words',
  (id, known) => {
    const cluster = clusterOf(id);
    const timeout = known.timeout === undefined ? {} : { timeout: '30s' };
    const annotationsOf = (props: object): PlainObject | undefined =>
      objectAt(
        objectAt(one(objectsOf(appWith({ ...HOST, ...timeout, ...props }, cluster)), 'Ingress'), 'metadata'),
        'annotations',
      );
    const always = { ...known.always, ...(known.timeout === undefined ? {} : { [known.timeout]: '30s' }) };
    expect(annotationsOf({})).toEqual({
      'kubernetes.io/ingress.allow-http': 'false',
      ...always,
      ...known.redirect,
    });
    expect(annotationsOf({ redirect: 'optOut' })).toEqual({
      'kubernetes.io/ingress.allow-http': 'false',
      ...always,
    });
    if (known.timeout !== undefined) return;
    expect(() => appWith({ ...HOST, timeout: '30s' }, cluster)).toThrow(
      /expose\.timeout: found "[^"]*"; needs a controller that can end requests: cilium/,
    );
  },
);

test('a Gateway and an Ingress may both have a host, so that it can move from one to the other', () => {
  const cluster = clusters.kubeadm({ gateway: PODS, gatewayApi: { class: 'envoy' }, ingress: TRAEFIK });
  const objects = objectsOf(
    appWith([HOST, { host: 'shop.example.com', certificate: { secret: 'new' } }], cluster),
  );
  expect(objects.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['Ingress', 'HTTPRoute', 'Gateway']),
  );
});

describe('hosts that contradict each other', () => {
  const both = (first: ExposeProps, second: ExposeProps, other = 'shop') => {
    const cluster = clusters.kubeadm({ gateway: PODS, gatewayApi: { class: 'envoy' }, ingress: TRAEFIK });
    const app = new HardenedApp({ today: TODAY, cluster });
    const shop = new IsolatedNamespace(app, 'shop');
    new SecureDeployment(shop, 'web', { ...WEB, expose: first });
    const place = other === 'shop' ? shop : new IsolatedNamespace(app, other);
    new SecureDeployment(place, 'api', { ...WEB, expose: second });
    return () => app.synthesize();
  };
  const SECRET = { ...HOST, certificate: { secret: 'shop' } } as const;
  const OF_GATEWAY = { host: 'shop.example.com', certificate: { secret: 'shop' } } as const;

  test('paths of their own are fine', () => {
    expect(both(SECRET, { ...SECRET, paths: ['/api'] })).not.toThrow();
  });
  test('one path', () => {
    expect(both(SECRET, SECRET)).toThrow(/PathPrefix \/: found led to shop\/web and to shop\/api/);
  });
  test('two namespaces, whatever takes the requests', () => {
    expect(both(SECRET, SECRET, 'other')).toThrow(
      /claimed by shop\/web and by other\/api; needs one namespace/,
    );
    expect(both(SECRET, OF_GATEWAY, 'other')).toThrow(
      /claimed by shop\/web and by other\/api; needs one namespace/,
    );
  });
  test('two certificates', () => {
    expect(both(SECRET, { ...SECRET, certificate: { secret: 'api' }, paths: ['/api'] })).toThrow(
      /found the certificates shop of shop\/web and api of shop\/api/,
    );
  });
});

const REFUSED: readonly [string, object, RegExp][] = [
  [
    'no certificate',
    { type: 'Ingress', host: 'shop.example.com' },
    /expose\.certificate: .*\{ issuer \} or \{ secret \}/,
  ],
  [
    'a Gateway',
    { ...HOST, gateway: { name: 'a', namespace: 'b' } },
    /expose\.gateway: .* needs no gateway where type is Ingress: it is for Gateway/,
  ],
  [
    'gRPC',
    { ...HOST, protocol: 'grpc' },
    /expose\.protocol: found "grpc"; needs no protocol where type is Ingress/,
  ],
  ['all hosts', { ...HOST, host: '*.example.com' }, /needs a host name without \*/],
  [
    'a snippet',
    { ...HOST, annotations: { 'nginx.org/server-snippets': 'x', 'haproxy.org/Backend-Config-SNIPPET': 'x' } },
    /annotations\["nginx\.org\/server-snippets"\].*needs no snippet.*\n.*Backend-Config-SNIPPET"\].*needs no snippet/,
  ],
  [
    'what a prop says',
    {
      ...HOST,
      annotations: {
        'kubernetes.io/ingress.class': 'other',
        'cert-manager.io/cluster-issuer': 'x',
        'external-dns.alpha.kubernetes.io/hostname': 'other.example.com',
        'traefik.ingress.kubernetes.io/router.tls': 'false',
      },
    },
    /needs the prop that says it: cluster\.ingress\.class.*\n.*certificate: \{ issuer \}.*\n.*hosts.*\n.*type: 'Ingress'/,
  ],
  [
    'a type that there is not',
    { ...HOST, type: 'Route' },
    /expose\.type: found "Route"; needs one of 'Gateway', 'Ingress', 'LoadBalancer', 'NodePort'/,
  ],
];

test.each(REFUSED)('%s is refused', (_, expose, message) => {
  const shop = new IsolatedNamespace(new HardenedApp({ today: TODAY, cluster: CLUSTER }), 'shop');
  expect(() => new SecureDeployment(shop, 'web', { ...WEB, ...{ expose } })).toThrow(message);
});

test('a controller whose annotations nobody knows is taken where it need not redirect', () => {
  const cluster = clusters.kubeadm({
    gateway: PODS,
    ingress: { class: 'own', controller: 'example.com/own' },
  });
  expect(() => appWith(HOST, cluster)).toThrow(
    /expose\.redirect: found "example\.com\/own"; needs a controller of which it is known how it sends requests to HTTPS: cilium/,
  );
  const annotations = { 'example.com/redirect': 'true' };
  const objects = objectsOf(appWith({ ...HOST, redirect: 'optOut', annotations }, cluster));
  expect(one(objects, 'Ingress')).toMatchObject({
    metadata: { annotations },
    spec: { ingressClassName: 'own' },
  });
});

test('what the profile lacks is said at once', () => {
  expect(() => appWith([HOST, { host: 'a.example.com' }], clusters.kubeadm())).toThrow(
    /needs cluster\.gatewayApi[^\n]*\n.*needs cluster\.ingress/,
  );
  expect(() =>
    objectsOf(appWith(HOST, clusters.kubeadm({ ingress: { ...TRAEFIK, pods: undefined } }))),
  ).toThrow(/cluster\.gateway: found nothing; needs who the gateway is/);
});

describe('profiles that are refused', () => {
  test('ingress-nginx, which nobody fixes any more', () => {
    const ingress = { class: 'nginx', controller: 'k8s.io/ingress-nginx' };
    const message =
      /ingress\.controller: found 'k8s\.io\/ingress-nginx'; needs .*retired ingress-nginx in March 2026/;
    expect(() => clusters.kubeadm({ ingress })).toThrow(message);
    expect(() => clusters.kubeadm({ ingress })).toThrow(/gatewayApi: \{ class: 'envoy' \}/);
    expect(parseCluster({ ingress }).problems.join()).toMatch(message);
  });
  test('Cilium with pods, or without policies that can name it', () => {
    const ingress = { class: 'cilium', controller: 'cilium.io/ingress-controller' };
    expect(() => clusters.kubeadm({ ingress })).toThrow(
      /gateway: found 'cilium\.io.* without it; needs the nodes/,
    );
    expect(() =>
      clusters.kubeadm({
        cni: 'cilium',
        networkPolicies: 'cilium',
        gateway: 'cilium-ingress',
        ingress: { ...ingress, pods: PODS },
      }),
    ).toThrow(/with pods of its own/);
  });
  test.each([
    [{ class: 'public' }, /ingress\.controller/],
    [{ class: 'Public!', controller: 'nginx' }, /ingress\.class[\s\S]*ingress\.controller/],
    [{ class: 'a', controller: 'a.io/b', pods: {} }, /ingress\.pods\.namespace[\s\S]*ingress\.pods\.labels/],
    [{ class: 'a', controller: 'a.io/b', redirect: true }, /ingress\.redirect/],
  ])('%j', (ingress, message) => {
    expect(parseCluster({ ingress }).problems.join('\n')).toMatch(message);
  });
});
