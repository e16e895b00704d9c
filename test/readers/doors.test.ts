import { Problems } from '../../lib/blueprints/problems';
import { WorkloadAssembly } from '../../lib/blueprints/workload/assembly';
import type { ExposeProps } from '../../lib/blueprints/workload/expose/props';
import { deployment } from '../../lib/blueprints/workload/kinds/deployment';
import { readWorkload } from '../../lib/blueprints/workload/read';
import { clusters } from '../../lib/core/cluster/presets';
import type { ClusterProfile } from '../../lib/core/cluster/profile';
import { objectAt, type PlainObject } from '../../lib/core/manifest/plain';
import { writeYaml } from '../../lib/core/yaml';
import { type ClusterModel, ModelDraft } from '../../lib/model/cluster-model';
import { type ModelReading, readModel, unreadText } from '../../lib/readers';
import { OPTIONS, rendered } from './made';
import { routes } from './told';

const PODS = { namespace: 'gateways', labels: { 'app.kubernetes.io/name': 'envoy' } };
const ENVOY = clusters.kubeadm({
  cidrs: { pods: ['10.244.0.0/16'], services: ['10.96.0.0/12'], nodes: ['192.0.2.0/24'] },
  gateway: PODS,
  gatewayApi: { class: 'envoy', controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' },
  ingress: {
    class: 'public',
    controller: 'haproxy-ingress.github.io/controller',
    pods: { namespace: 'ingress', labels: { app: 'haproxy' } },
  },
});
const NGINX = clusters.kubeadm({
  gateway: PODS,
  gatewayApi: { class: 'nginx', controllerName: 'gateway.nginx.org/nginx-gateway-controller' },
});
const RANGES = ['203.0.113.0/24'];
const SET = { name: 'public', namespace: 'gateways', listenerSet: true } as const;

function modelOf(expose: readonly ExposeProps[], cluster: ClusterProfile): ModelDraft {
  const model = new ModelDraft(cluster, OPTIONS.policy);
  const problems = new Problems('app');
  const ports = [
    { container: 8080, name: 'http' },
    { container: 8443, name: 'tls', service: 443 },
  ];
  const props = {
    image: 'registry.example.com/app:v1.2',
    ports,
    probe: { tcp: true, port: 'http' } as const,
    expose,
  };
  const site = {
    ...OPTIONS,
    cluster,
    images: { images: {} },
    id: 'web',
    namespace: 'shop',
    isolated: undefined,
  };
  const workload = readWorkload(deployment, props, { ...site, imagePullSecrets: [] }, problems);
  problems.throwIfAny();
  const identity = { name: 'web', namespace: 'shop', instance: 'web', grants: [], labels: {} };
  model.identities.push(identity);
  new WorkloadAssembly(workload, identity, model, 'web');
  return model;
}

function readBack(objects: readonly PlainObject[], cluster: ClusterProfile): ModelReading {
  return readModel(objects, { cluster, policy: OPTIONS.policy });
}

const sorted = (list: readonly unknown[]): string[] => list.map((item) => writeYaml(item)).sort();

/** How the one workload is reached. */
function doorsOf({ workloads: [placed] }: ClusterModel): object {
  const { exposed, ingresses, services } = Object(placed?.workload);
  return { exposed, ingresses, services };
}

const CASES: readonly [string, ClusterProfile, readonly ExposeProps[]][] = [
  ['one host', ENVOY, [{ host: 'a.example.com', certificate: { issuer: 'own', kind: 'Issuer' } }]],
  [
    'several, in their order, with paths, times and annotations',
    ENVOY,
    Array.from(
      { length: 11 },
      (_, index): ExposeProps => ({
        hosts: [`a${index}.example.com`, `b${index}.example.com`],
        certificate: { secret: `s${index}` },
        paths: ['/a', { exact: '/b' }],
        timeout: '30s',
        dnsTtl: 60,
        annotations: { 'example.com/a': 'b' },
        ...(index % 2 === 0 ? { redirect: 'optOut' } : {}),
      }),
    ),
  ],
  [
    'gRPC, TLS up to the program, and through it',
    ENVOY,
    [
      { host: 'a.example.com', protocol: 'grpc', certificate: { secret: 'a' } },
      { host: 'b.example.com', protocol: 'tls', port: 'tls' },
      {
        host: 'c.example.com',
        port: 'tls',
        certificate: { secret: 'c', namespace: 'certificates' },
        backendTls: { hostname: 'web.shop.svc', configMap: 'ca' },
      },
      {
        host: 'd.example.com',
        port: 'tls',
        certificate: { secret: 'd' },
        backendTls: { hostname: 'web.shop.svc', configMap: 'ca' },
      },
    ],
  ],
  [
    'shared Gateways',
    ENVOY,
    [
      { host: 'a.example.com', gateway: { name: 'public', namespace: 'gateways', listener: 'https' } },
      { host: 'b.example.com', gateway: { name: 'gateway', namespace: 'gateways' } },
      { host: 'c.example.com', gateway: SET, certificate: { secret: 'c' } },
      { host: 'd.example.com', gateway: SET, certificate: { issuer: 'd' }, redirect: 'optOut' },
    ],
  ],
  [
    'limits of Envoy',
    ENVOY,
    [
      { host: 'a.example.com', certificate: { secret: 'a' }, maxBodySize: '8Mi', sourceRanges: RANGES },
      { host: 'b.example.com', certificate: { secret: 'b' }, sessionAffinity: 'Cookie' },
    ],
  ],
  ['limits of NGINX', NGINX, [{ host: 'a.example.com', certificate: { secret: 'a' }, maxBodySize: '1Gi' }]],
  [
    'Ingresses',
    ENVOY,
    [
      { type: 'Ingress', host: 'a.example.com', certificate: { issuer: 'own' }, maxBodySize: '8Mi' },
      {
        type: 'Ingress',
        hosts: ['b.example.com', 'c.example.com'],
        certificate: { secret: 'b' },
        paths: [{ exact: '/b' }],
        redirect: 'optOut',
        sourceRanges: RANGES,
        sessionAffinity: 'Cookie',
        annotations: { 'example.com/a': 'b' },
      },
    ],
  ],
  [
    'Services past the gateway',
    ENVOY,
    [
      { type: 'LoadBalancer', sourceRanges: ['10.0.0.0/8', ...RANGES], host: 'a.example.com', dnsTtl: 5 },
      {
        type: 'LoadBalancer',
        sourceRanges: RANGES,
        externalTrafficPolicy: 'Cluster',
        loadBalancerClass: 'example.com/internal',
        ports: ['http'],
        sessionAffinity: 'ClientIP',
        sessionTimeout: 60,
      },
    ],
  ],
];

test.each(CASES)('%s: what blueprints make is read back whole', (_, cluster, expose) => {
  const model = modelOf(expose, cluster);
  const objects = rendered(model);
  const { model: read, unread } = readBack(objects, cluster);
  expect(unread.map(unreadText)).toEqual([]);
  expect(rendered(read)).toEqual(objects);
  expect(doorsOf(read)).toEqual(doorsOf(model));
  expect(sorted(read.exposures)).toEqual(sorted(model.exposures));
  expect(routes(read)).toEqual(routes(model));
});

test('what someone else wrote into objects of ours is told', () => {
  const model = modelOf(
    [
      { host: 'a.example.com', certificate: { secret: 'a' } },
      { type: 'Ingress', host: 'b.example.com', certificate: { secret: 'b' } },
      { type: 'LoadBalancer', sourceRanges: RANGES },
    ],
    ENVOY,
  );
  const objects = rendered(model);
  for (const object of objects) {
    const spec = objectAt(object, 'spec');
    if (object.kind === 'HTTPRoute' || object.kind === 'Ingress' || object.kind === 'Gateway')
      Object.assign(spec ?? {}, { added: true });
    if (spec?.type === 'LoadBalancer') Object.assign(spec, { healthCheckNodePort: 30_000 });
  }
  expect(readBack(objects, ENVOY).unread.map(unreadText).sort()).toEqual([
    'Gateway shop/gateway, spec.added: the model has no place for it',
    'HTTPRoute shop/web, spec.added: the model has no place for it',
    'HTTPRoute shop/web-redirect, spec.added: the model has no place for it',
    'Ingress shop/web-2, spec.added: the model has no place for it',
    'Service shop/web-external, spec.healthCheckNodePort: the model has no place for it',
  ]);
});

test('third-party objects, and broken ones of ours, are no part of a workload', () => {
  const model = modelOf([{ host: 'a.example.com', certificate: { secret: 'a' } }], ENVOY);
  const broken = rendered(model).map((object) =>
    object.kind === 'HTTPRoute'
      ? { ...object, spec: { rules: 'none', parentRefs: [7], hostnames: [1] } }
      : object,
  );
  const foreign = rendered(model).map((object) =>
    object.kind === 'HTTPRoute' ? { ...object, metadata: { name: 'web', namespace: 'shop' } } : object,
  );
  for (const objects of [broken, foreign]) {
    const { model: read } = readBack(objects, ENVOY);
    expect(read.workloads[0]?.workload.exposed).toBeUndefined();
  }
});
